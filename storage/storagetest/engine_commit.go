package storagetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"gatehouse/storage"
)

// commitIsAtomic: many keys change together, and no view sees some of them.
func commitIsAtomic(t *testing.T, e storage.Engine) {
	const keys, rounds = 20, 50
	write := func(round int) error {
		var changes []storage.Change
		for i := range keys {
			changes = append(changes, put(fmt.Sprintf("k%02d", i), fmt.Sprint(round)))
		}
		return e.Commit(t.Context(), deciding(changes...))
	}
	if err := write(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		for round := range rounds {
			if err := write(round); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
		values := map[string]bool{}
		err := e.View(t.Context(), func(r storage.Reader) error {
			for _, v := range r.Scan(nil, nil, false) {
				values[string(v)] = true
			}
			return r.Err()
		})
		if err != nil || len(values) != 1 {
			t.Fatalf("a view saw the rounds %v at once, %v", values, err)
		}
	}
}

func commitReturnsTheError(t *testing.T, e storage.Engine) {
	mine := errors.New("mine")
	err := e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
		return []storage.Change{put("a", "1")}, mine
	})
	if !errors.Is(err, mine) {
		t.Errorf("Commit returned %v, want what decide returned", err)
	}
	wantValue(t, e, "a", missing)
}

func decideSeesEarlierCommits(t *testing.T, e storage.Engine) {
	commit(t, e, put("a", "1"))
	err := e.Commit(t.Context(), func(g storage.Getter) ([]storage.Change, error) {
		a, err := g.Get([]byte("a"))
		if err != nil {
			return nil, err
		}
		b, err := g.Get([]byte("b"))
		if err != nil {
			return nil, err
		}
		return []storage.Change{put("seen", shown(a)+" "+shown(b))}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantValue(t, e, "seen", "1 "+missing)
	if err := e.Commit(t.Context(), deciding()); err != nil {
		t.Errorf("a commit of nothing: %v", err)
	}
}

// commitRefuses: what etcd can't take, no engine takes.
func commitRefuses(t *testing.T, e storage.Engine) {
	tooMany := make([]storage.Change, e.Bound()+1)
	for i := range tooMany {
		tooMany[i] = put(fmt.Sprintf("k%09d", i), "")
	}
	for name, changes := range map[string][]storage.Change{
		"a key twice":   {put("a", "1"), put("b", "1"), put("a", "2")},
		"an empty key":  {put("a", "1"), put("", "1")},
		"too many":      tooMany,
		"a nil key too": {put("a", "1"), {}},
	} {
		if err := e.Commit(t.Context(), deciding(changes...)); err == nil {
			t.Errorf("%s was committed", name)
		}
	}
	if got := scan(t, e, "", "", false); got != "" {
		t.Errorf("a refused commit left %.100q", got)
	}
}

func commitTakesItsBound(t *testing.T, e storage.Engine) {
	changes := make([]storage.Change, e.Bound())
	for i := range changes {
		changes[i] = put(fmt.Sprintf("k%09d", len(changes)-i), "v")
	}
	commit(t, e, changes...)
	if got := strings.Count(scan(t, e, "", "", false), "=v"); got != len(changes) {
		t.Errorf("%d of %d changes are there", got, len(changes))
	}
}

// failureLeavesOthersAlone: among many commits at once, those that fail take
// none of the others with them, and leave nothing.
func failureLeavesOthersAlone(t *testing.T, e storage.Engine) {
	mine := errors.New("mine")
	errs := make([]error, 60)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			errs[i] = e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
				if i%3 == 0 {
					return []storage.Change{put(fmt.Sprintf("k%02d", i), "half")}, mine
				}
				return []storage.Change{put(fmt.Sprintf("k%02d", i), "whole")}, nil
			})
		})
	}
	all.Wait()
	for i, err := range errs {
		key, want := fmt.Sprintf("k%02d", i), "whole"
		if i%3 == 0 {
			want = missing
		}
		if failed := errors.Is(err, mine); failed != (i%3 == 0) {
			t.Errorf("commit %d returned %v", i, err)
		}
		wantValue(t, e, key, want)
	}
}

// panicComesOutAlone: a panic of decide comes out of its own Commit only, and
// the engine goes on.
func panicComesOutAlone(t *testing.T, e storage.Engine) {
	panics := make([]any, 30)
	var all sync.WaitGroup
	for i := range panics {
		all.Go(func() {
			defer func() { panics[i] = recover() }()
			err := e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
				if i%3 == 0 {
					panic("oh no")
				}
				return []storage.Change{put(fmt.Sprintf("k%02d", i), "whole")}, nil
			})
			if err != nil {
				t.Errorf("commit %d: %v", i, err)
			}
		})
	}
	all.Wait()
	for i, p := range panics {
		if i%3 != 0 {
			wantValue(t, e, fmt.Sprintf("k%02d", i), "whole")
		}
		if came := strings.Contains(fmt.Sprint(p), "oh no"); came != (i%3 == 0) {
			t.Errorf("commit %d: what came out is %.200v", i, p)
		}
	}
}

// endedContextIsWithdrawn: behind a commit that takes its time, one whose
// context ends is taken back at once, and its decide never runs.
func endedContextIsWithdrawn(t *testing.T, e storage.Engine) {
	deciding, release := make(chan struct{}), make(chan struct{})
	slow := make(chan error, 1)
	var once sync.Once
	go func() {
		slow <- e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
			once.Do(func() { close(deciding) })
			<-release
			return []storage.Change{put("slow", "1")}, nil
		})
	}()
	<-deciding
	ctx, cancel := context.WithCancel(t.Context())
	waits := &askedContext{Context: ctx, asked: cancel} // ends as soon as Commit waits for it
	err := e.Commit(waits, func(storage.Getter) ([]storage.Change, error) {
		return []storage.Change{put("withdrawn", "1")}, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Commit returned %v, want context.Canceled", err)
	}
	close(release)
	if err := <-slow; err != nil {
		t.Errorf("the commit before it: %v", err)
	}
	wantValue(t, e, "slow", "1")
	wantValue(t, e, "withdrawn", missing)
}

// askedContext ends when someone asks when it ends.
type askedContext struct {
	context.Context
	asked func()
}

func (c *askedContext) Done() <-chan struct{} {
	c.asked()
	return c.Context.Done()
}
