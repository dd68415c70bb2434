package bolt_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// Each writer numbers its changes. A change writes two records and the writer's
// head, and deletes the two records of the change kept changes before.
const (
	writers = 16
	kept    = 40
)

// writeUntilKilled is the process that is killed: it writes as fast as it can,
// and prints each change once it is acknowledged.
func writeUntilKilled(path string) error {
	e, err := bolt.Open(path, bolt.Options{Program: "the one to be killed"})
	if domain.KindOf(err) == domain.NotFound {
		e, err = bolt.Create(path, bolt.Options{Program: "the one to be killed"})
	}
	if err != nil {
		return err
	}
	ended := make(chan error)
	for writer := range writers {
		go func() { ended <- writeOn(e, writer) }()
	}
	return <-ended
}

func writeOn(e *bolt.Engine, writer int) error {
	for {
		number := 0
		err := e.Commit(context.Background(), func(g storage.Getter) (changes []storage.Change, err error) {
			number, changes, err = nextChange(g, writer)
			return changes, err
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(os.Stdout, "%d %d.\n", writer, number); err != nil {
			return err
		}
	}
}

func nextChange(g storage.Getter, writer int) (int, []storage.Change, error) {
	last, err := headOf(g, writer)
	if err != nil {
		return 0, nil, err
	}
	n := last + 1
	changes := []storage.Change{
		{Key: headKey(writer), Value: []byte(strconv.Itoa(n))},
		{Key: halfKey('a', writer, n), Value: halfValue('a', writer, n)},
		{Key: halfKey('b', writer, n), Value: halfValue('b', writer, n)},
	}
	if n > kept {
		changes = append(changes, storage.Change{Key: halfKey('a', writer, n-kept)}, storage.Change{Key: halfKey('b', writer, n-kept)})
	}
	return n, changes, nil
}

func headOf(g storage.Getter, writer int) (int, error) {
	head, err := g.Get(headKey(writer))
	if err != nil || head == nil {
		return 0, err
	}
	return strconv.Atoi(string(head))
}

func headKey(writer int) []byte { return fmt.Appendf(nil, "head %02d", writer) }

func halfKey(half byte, writer, n int) []byte {
	return fmt.Appendf(nil, "half %c %02d %08d", half, writer, n)
}

// halfValue is large now and then, so that it takes pages of its own.
func halfValue(half byte, writer, n int) []byte {
	times := 5
	if n%25 == 0 {
		times = 1000
	}
	return bytes.Repeat(halfKey(half, writer, n), times)
}

// checkWritten wants every change that was seen acknowledged, and of each
// change all or nothing.
func checkWritten(t *testing.T, e *bolt.Engine, seen map[int]int) {
	t.Helper()
	err := e.View(context.Background(), func(r storage.Reader) error {
		want := 0
		for writer := range writers {
			last, err := headOf(r, writer)
			if err != nil {
				return err
			}
			if last < seen[writer] {
				t.Errorf("writer %d: change %d was acknowledged, the last there is %d", writer, seen[writer], last)
			}
			for n := max(1, last-kept+1); n <= last; n++ {
				want += 2
				for _, half := range []byte("ab") {
					if v, err := r.Get(halfKey(half, writer, n)); err != nil || !bytes.Equal(v, halfValue(half, writer, n)) {
						t.Errorf("writer %d: half %c of change %d of %d is missing or wrong", writer, half, n, last)
					}
				}
			}
		}
		found := 0
		for range r.Scan([]byte("half"), []byte("half~"), false) {
			found++
		}
		if found != want {
			t.Errorf("%d halves are there, want %d", found, want)
		}
		return r.Err()
	})
	if err != nil {
		t.Error(err)
	}
}
