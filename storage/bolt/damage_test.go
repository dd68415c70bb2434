package bolt_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

const page = 4096

// records is how many a healthy database has.
const records = 600

// healthy is the content of a database whose records take pages on two levels,
// and which has free pages.
func healthy(t *testing.T) []byte {
	t.Helper()
	e, _ := create(t)
	for round := range 3 {
		commitMany(t, e, records-100*round)
	}
	var content bytes.Buffer
	if err := e.Backup(t.Context(), &content); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func commitMany(t *testing.T, e *bolt.Engine, n int) {
	t.Helper()
	if err := e.Commit(t.Context(), many(n)); err != nil {
		t.Fatal(err)
	}
}

func many(n int) func(storage.Getter) ([]storage.Change, error) {
	return func(storage.Getter) ([]storage.Change, error) {
		changes := make([]storage.Change, n)
		for i := range changes {
			changes[i] = storage.Change{Key: fmt.Appendf(nil, "key %05d", i), Value: make([]byte, 100)}
		}
		return changes, nil
	}
}

// flip turns every bit of [from, from+n).
func flip(from, n int) func([]byte) []byte {
	return func(content []byte) []byte {
		for i := from; i < from+n; i++ {
			content[i] ^= 0xff
		}
		return content
	}
}

func cut(to int) func([]byte) []byte {
	return func(content []byte) []byte { return content[:to] }
}

func TestDamagedAtOpen(t *testing.T) {
	content := healthy(t)
	for name, damage := range map[string]func([]byte) []byte{
		"empty":            cut(0),
		"one byte":         cut(1),
		"one page":         cut(page),
		"three pages":      cut(3 * page),
		"half":             cut(len(content) / 2),
		"both metas":       func(c []byte) []byte { return flip(page+16, 64)(flip(16, 64)(c)) },
		"a bit in each":    func(c []byte) []byte { c[40] ^= 1; c[page+40] ^= 1; return c },
		"zeroes":           func(c []byte) []byte { return make([]byte, len(c)) },
		"text":             func([]byte) []byte { return []byte("this is a letter, not a database\n") },
		"noise":            func(c []byte) []byte { return noise(100*page, 1) },
		"a page of noise":  func(c []byte) []byte { return noise(page, 2) },
		"headers flipped":  flip(0, 2*page),
		"all after metas":  flip(2*page, len(content)-2*page),
		"a version ahead":  func(c []byte) []byte { c[20], c[page+20] = 3, 3; return c },
		"shorter by a bit": cut(len(content) - 1),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gatehouse.db")
			write(t, path, damage(bytes.Clone(content)))
			start := time.Now()
			_, err := bolt.Open(path, bolt.Options{})
			wantError(t, err, domain.Damaged, "damaged")
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %s", took)
			}
			write(t, path, content) // the lock is free again
			closeEngine(t, open(t, path))
		})
	}
}

func noise(n int, seed byte) []byte {
	random := rand.NewChaCha8([32]byte{seed})
	b := make([]byte, n)
	_, _ = random.Read(b)
	return b
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOneMetaIsEnough: bbolt keeps two, for the case that the power goes while
// one is written.
func TestOneMetaIsEnough(t *testing.T) {
	content := healthy(t)
	for _, meta := range []int{0, page} {
		path := filepath.Join(t.TempDir(), "gatehouse.db")
		write(t, path, flip(meta+16, 64)(bytes.Clone(content)))
		e := open(t, path)
		if n, err := count(t, e); err != nil || n != records {
			t.Errorf("%d records, %v", n, err)
		}
		closeEngine(t, e)
	}
}

func count(t *testing.T, e *bolt.Engine) (n int, err error) {
	t.Helper()
	err = e.View(t.Context(), func(r storage.Reader) error {
		for _, v := range r.Scan(nil, nil, false) {
			n += len(v) / 100
		}
		return r.Err()
	})
	return n, err
}

// TestEveryPageDamaged spoils one page after another. What is read or written
// then is right or refused; nothing hangs or falls over.
func TestEveryPageDamaged(t *testing.T) {
	content := healthy(t)
	path := filepath.Join(t.TempDir(), "gatehouse.db")
	refused := 0
	for at := 2 * page; at+page <= len(content); at += page {
		for kind, spoil := range []func([]byte) []byte{flip(at, page), flip(at+8, 8), flip(at+16, 64)} {
			write(t, path, spoil(bytes.Clone(content)))
			if err := use(t, path); err != nil {
				refused++
				if domain.KindOf(err) != domain.Damaged {
					t.Errorf("page %d, way %d: %v", at/page, kind, err)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no damage was ever noticed")
	}
}

// use opens a file, reads all of it, and changes all of it.
func use(t *testing.T, path string) error {
	t.Helper()
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	defer closeEngine(t, e)
	_, viewed := count(t, e)
	return cmp.Or(viewed, e.Commit(t.Context(), many(records)))
}
