package app

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gatehouse/domain"
)

// The codes of what can be wrong with a pepper.
const (
	codeNoPepper    = "no_pepper"
	codeOtherPepper = "other_pepper"
	codeBadPepper   = "bad_pepper"
)

// readPepper reads the pepper of an existing database. A lost one is an error,
// never a new one: every secret would stop working.
func readPepper(path string) (domain.Pepper, error) {
	text, err := readUpTo(path, maxPepper)
	if errors.Is(err, fs.ErrNotExist) {
		return domain.Pepper{}, domain.Errorf(domain.Damaged, codeNoPepper,
			"the pepper %s is missing; keys and tokens can't be checked without it. Put it back from where you keep it", path)
	}
	if err != nil {
		return domain.Pepper{}, domain.Errorf(domain.Damaged, codeNoPepper, "the pepper %s can't be read", path)
	}
	pepper, err := domain.ParsePepper(string(text))
	if err != nil {
		return pepper, domain.Errorf(domain.Damaged, codeBadPepper, "the pepper %s is damaged: it should hold 64 hexadecimal digits", path)
	}
	return pepper, nil
}

// pepperFor is the pepper of a database that is to be made. One that lies there
// already is taken: it was left by a start that didn't finish, or belongs to a
// database that is elsewhere and loses nothing by it. A new one isn't written yet.
func pepperFor(path string) (p domain.Pepper, lies bool, err error) {
	if _, err := os.Lstat(path); err == nil {
		p, err = readPepper(path)
		return p, true, err
	}
	p, err = domain.NewPepper(rand.Reader)
	return p, false, err
}

// place writes a new pepper, whole or not at all. Where one has come to lie there
// meanwhile, another process makes the database ([fs.ErrExist]).
func place(p domain.Pepper, path string) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return domain.Errorf(domain.Invalid, "no_directory", "%s can't be written", path)
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(p.Reveal() + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err = os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return domain.Errorf(domain.Invalid, "no_directory", "%s can't be written", path)
	}
	return err
}

// maxPepper bounds what is read as a pepper.
const maxPepper = 1 << 10

func readUpTo(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}
