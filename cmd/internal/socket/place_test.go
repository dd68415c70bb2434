//go:build linux || darwin

package socket

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPlace: for oneself alone, under any umask, and nothing else is left.
func TestPlace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db.sock")
	at, err := put(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode() != fs.ModeSocket|0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	stale, err := put(path) // as after a holder that was killed
	if err != nil {
		t.Fatal(err)
	}
	at.remove()
	if _, err := os.Lstat(path); err != nil {
		t.Error("the socket of the next holder was removed")
	}
	stale.remove()
	if all, err := os.ReadDir(dir); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

// TestPlaceTaken: what isn't a socket stays as it is, and so does what a link
// there points at.
func TestPlaceTaken(t *testing.T) {
	dir := t.TempDir()
	other, err := put(filepath.Join(dir, "other"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.remove()
	for name, make := range map[string]func(string) error{
		"file": func(p string) error { return os.WriteFile(p, nil, 0o600) },
		"fifo": func(p string) error { return syscall.Mkfifo(p, 0o600) },
		"link": func(p string) error { return os.Symlink(other.path, p) },
		"dir":  func(p string) error { return os.Mkdir(p, 0o700) },
	} {
		path := filepath.Join(dir, name)
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		before, err := os.Lstat(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := put(path); err == nil || !strings.Contains(err.Error(), path+" is no socket") {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) {
			t.Errorf("%s was replaced", name)
		}
	}
	if now, err := os.Lstat(other.path); err != nil || !os.SameFile(now, other.made) {
		t.Error("what the link points at was touched")
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".s-*")); err != nil || len(left) > 0 {
		t.Errorf("%v was left", left)
	}
}

// TestLongPath is refused with its length.
func TestLongPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("x", longestPath))
	if _, err := put(path); err == nil || !strings.Contains(err.Error(), "too long for a socket") {
		t.Error(err)
	}
}

// TestPathOfALink is that of the file itself.
func TestPathOfALink(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "a.db")
	if err := os.WriteFile(db, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(db, link); err != nil {
		t.Fatal(err)
	}
	if Path(link) != db+".sock" || Path(db) != db+".sock" || Path(filepath.Join(dir, "none")) != filepath.Join(dir, "none.sock") {
		t.Error(Path(link), Path(db))
	}
}
