package storagetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gatehouse/storage"
)

func getsAndMisses(t *testing.T, e storage.Engine) {
	wantValue(t, e, "a", missing)
	commit(t, e, put("a", "1"), put("ab", "2"), put("b\x00", "3"))
	wantValue(t, e, "a", "1")
	wantValue(t, e, "ab", "2")
	wantValue(t, e, "b\x00", "3")
	wantValue(t, e, "b", missing)
	wantValue(t, e, "abc", missing)
	commit(t, e, put("a", "4"), remove("ab"), remove("never there"))
	wantValue(t, e, "a", "4")
	wantValue(t, e, "ab", missing)
}

func emptyValueIsNotADelete(t *testing.T, e storage.Engine) {
	commit(t, e, put("empty", ""), put("full", "x"))
	wantValue(t, e, "empty", "")
	if got, want := scan(t, e, "", "", false), "empty= full=x"; got != want {
		t.Errorf("scan gave %q, want %q", got, want)
	}
	err := e.Commit(t.Context(), func(g storage.Getter) ([]storage.Change, error) {
		if v, err := g.Get([]byte("empty")); err != nil || v == nil {
			return nil, fmt.Errorf("decide got %v, %v for an empty value", v, err)
		}
		return []storage.Change{remove("empty")}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantValue(t, e, "empty", missing)
}

// largeValue stays under the 1.5 MiB that etcd takes in one commit.
func largeValue(t *testing.T, e storage.Engine) {
	large := strings.Repeat("0123456789abcdef", 1<<16)
	commit(t, e, put("large", large), put("small", "x"))
	if got := get(t, e, "large"); got != large {
		t.Errorf("a value of %d bytes came back as %d other ones", len(large), len(got))
	}
	wantValue(t, e, "small", "x")
}

func scanBounds(t *testing.T, e storage.Engine) {
	commit(t, e, put("b", "1"), put("ba", "2"), put("c", "3"), put("d", "4"), put("\xff\xff", "5"))
	for _, c := range []struct {
		from, to      string
		forward, back string
	}{
		{"", "", "b=1 ba=2 c=3 d=4 \xff\xff=5", "\xff\xff=5 d=4 c=3 ba=2 b=1"},
		{"b", "d", "b=1 ba=2 c=3", "c=3 ba=2 b=1"},
		{"b\x00", "c", "ba=2", "ba=2"},
		{"bb", "", "c=3 d=4 \xff\xff=5", "\xff\xff=5 d=4 c=3"},
		{"", "ba", "b=1", "b=1"},
		{"", "a", "", ""},
		{"c", "c", "", ""},
		{"d", "b", "", ""},
		{"e", "f", "", ""},
		{"d", "\xff\xff\xff", "d=4 \xff\xff=5", "\xff\xff=5 d=4"},
		{"\xff\xff\x00", "", "", ""},
	} {
		if got := scan(t, e, c.from, c.to, false); got != c.forward {
			t.Errorf("[%q, %q) gave %q, want %q", c.from, c.to, got, c.forward)
		}
		if got := scan(t, e, c.from, c.to, true); got != c.back {
			t.Errorf("[%q, %q) backwards gave %q, want %q", c.from, c.to, got, c.back)
		}
	}
}

// scanStops: a walk that is left early can be followed by others, and one in
// another.
func scanStops(t *testing.T, e storage.Engine) {
	commit(t, e, put("a", "1"), put("b", "2"), put("c", "3"))
	var found []string
	err := e.View(t.Context(), func(r storage.Reader) error {
		for k := range r.Scan(nil, nil, false) {
			found = append(found, string(k))
			for inner := range r.Scan(k, nil, true) {
				found = append(found, string(inner))
				break
			}
			if string(k) == "b" {
				break
			}
		}
		return r.Err()
	})
	if want := []string{"a", "c", "b", "c"}; err != nil || !slices.Equal(found, want) {
		t.Errorf("walked %q, %v, want %q", found, err, want)
	}
}

// scanMatchesModel compares random changes and ranges with a map.
func scanMatchesModel(t *testing.T, e storage.Engine) {
	model := map[string]string{}
	random := rand.New(rand.NewPCG(1, 2))
	key := func() string { return fmt.Sprintf("%03d", random.IntN(500)) }
	for range 40 {
		changes := map[string]storage.Change{}
		for range 60 {
			k := key()
			if changes[k] = put(k, fmt.Sprint(random.Uint32())); random.IntN(3) == 0 {
				changes[k] = remove(k)
			}
		}
		var batch []storage.Change
		for k, c := range changes {
			batch = append(batch, c)
			if delete(model, k); c.Value != nil {
				model[k] = string(c.Value)
			}
		}
		commit(t, e, batch...)
		from, to := key(), key()
		var want []string
		for _, k := range sortedKeys(model) {
			if from <= k && k < to {
				want = append(want, k+"="+model[k])
			}
		}
		if got := scan(t, e, from, to, false); got != strings.Join(want, " ") {
			t.Fatalf("[%s, %s) gave %q, want %q", from, to, got, want)
		}
		slices.Reverse(want)
		if got := scan(t, e, from, to, true); got != strings.Join(want, " ") {
			t.Fatalf("[%s, %s) backwards gave %q, want %q", from, to, got, want)
		}
	}
}

// viewIsASnapshot: what is committed while a view is open doesn't show in it.
func viewIsASnapshot(t *testing.T, e storage.Engine) {
	commit(t, e, put("a", "old"), put("b", "old"))
	err := e.View(t.Context(), func(r storage.Reader) error {
		before, err := r.Get([]byte("a"))
		if err != nil {
			return err
		}
		done := make(chan error, 1)
		go func() {
			done <- e.Commit(t.Context(), deciding(put("a", "new"), remove("b"), put("c", "new")))
		}()
		if err := <-done; err != nil {
			return err
		}
		found := "first a=" + string(before)
		for k, v := range r.Scan(nil, nil, false) {
			found += fmt.Sprintf(" %s=%s", k, v)
		}
		if want := "first a=old a=old b=old"; found != want {
			t.Errorf("an open view shows %q, want %q", found, want)
		}
		return r.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := scan(t, e, "", "", false), "a=new c=new"; got != want {
		t.Errorf("the next view shows %q, want %q", got, want)
	}
}

func viewReturnsTheError(t *testing.T, e storage.Engine) {
	mine := errors.New("mine")
	if err := e.View(t.Context(), func(storage.Reader) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("View returned %v, want what read returned", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := e.View(ctx, func(r storage.Reader) error { return errors.New("it ran") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("View returned %v, want context.Canceled", err)
	}
}
