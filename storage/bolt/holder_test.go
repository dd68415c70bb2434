//go:build unix

package bolt_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/storage/bolt"
)

// TestHolderIsNoWayToAnotherFile: a link of that name is replaced, and what it
// points to stays as it is.
func TestHolderIsNoWayToAnotherFile(t *testing.T) {
	e, path := create(t)
	closeEngine(t, e)
	other := filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, path+".holder"); err != nil {
		t.Fatal(err)
	}
	e = open(t, path)
	if info, err := os.Lstat(path + ".holder"); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the link is still there: %v", err)
	}
	closeEngine(t, e)
	if kept, err := os.ReadFile(other); err != nil || string(kept) != "mine" {
		t.Errorf("the file that it points to holds %q, %v", kept, err)
	}
}

// TestHolderThatIsAPipe hangs nobody: neither who finds the database free, nor
// who finds it in use. A link isn't read through either.
func TestHolderThatIsAPipe(t *testing.T) {
	e, path := create(t)
	closeEngine(t, e)
	pipe(t, path+".holder")
	e = opensSoon(t, path)
	if err := os.Remove(path + ".holder"); err != nil {
		t.Fatal(err)
	}
	pipe(t, path+".holder")
	namesNobody(t, path)
	if err := os.Remove(path + ".holder"); err != nil {
		t.Fatal(err)
	}
	told := filepath.Join(t.TempDir(), "told")
	if err := os.WriteFile(told, []byte("1 a lie\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(told, path+".holder"); err != nil {
		t.Fatal(err)
	}
	namesNobody(t, path)
	closeEngine(t, e)
}

func pipe(t *testing.T, name string) {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
}

// soon wants work to end; a pipe that was opened would hold it for ever.
func soon[T any](t *testing.T, work func() T) T {
	t.Helper()
	done := make(chan T, 1)
	go func() { done <- work() }()
	select {
	case v := <-done:
		return v
	case <-time.After(10 * time.Second):
		t.Fatal("it hangs")
		panic("unreachable")
	}
}

func opensSoon(t *testing.T, path string) *bolt.Engine {
	t.Helper()
	return soon(t, func() *bolt.Engine {
		e, err := bolt.Open(path, bolt.Options{Wait: -1})
		if err != nil {
			t.Error(err)
		}
		return e
	})
}

func namesNobody(t *testing.T, path string) {
	t.Helper()
	err := soon(t, func() error { _, err := bolt.Open(path, bolt.Options{Wait: -1}); return err })
	found := wantError(t, err, domain.Unavailable, "in_use")
	if !strings.Contains(found.Message, "another program") {
		t.Errorf("it says %q", found.Message)
	}
}
