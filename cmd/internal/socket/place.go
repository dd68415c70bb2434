package socket

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

// place is a socket at its path.
type place struct {
	*net.UnixListener
	path string
	made os.FileInfo
}

// put makes a socket at path. It is made in a directory that is ours alone and
// gets its name when its mode is right, so that nobody connects before. What
// lies at path already is replaced if it is a socket: whoever holds the
// database is the only one to listen there, so it was left behind.
func put(path string) (*place, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".s-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // when the socket has its name, it is empty
	name := filepath.Join(dir, "s")
	if err := within(path, func(string) error { return nil }); err != nil {
		return nil, err // nobody could come by it
	}
	var listener *net.UnixListener
	if err := within(name, func(short string) (err error) {
		listener, err = net.ListenUnix("unix", &net.UnixAddr{Name: short, Net: "unix"})
		return err
	}); err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false) // by then the name may be another's
	made, err := named(name, path)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return &place{listener, path, made}, nil
}

// within hands on a name for path that fits into the address of a socket: a long one
// goes by its directory, which is open meanwhile.
func within(path string, do func(short string) error) error {
	if len(path) <= longestPath {
		return do(path)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	short := fmt.Sprintf("%s/%d/%s", openFiles, dir.Fd(), filepath.Base(path))
	if openFiles == "" || len(short) > longestPath {
		return fmt.Errorf("%s is too long for a socket: %d bytes of at most %d", path, len(path), longestPath)
	}
	return do(short)
}

// named gives the socket at name its path.
func named(name, path string) (os.FileInfo, error) {
	if err := os.Chmod(name, 0o600); err != nil {
		return nil, err
	}
	made, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	switch found, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case found.Mode().Type() != fs.ModeSocket:
		return nil, fmt.Errorf("%s is no socket, and stays as it is", path)
	}
	return made, os.Rename(name, path) // a link at path would be replaced, never followed
}

// remove stops listening and takes the name away, unless it is another's by
// now.
func (p *place) remove() {
	if found, err := os.Lstat(p.path); err == nil && os.SameFile(found, p.made) {
		_ = os.Remove(p.path) // one that stays is recognised by the next holder
	}
	_ = p.Close() // what was accepted stays open
}
