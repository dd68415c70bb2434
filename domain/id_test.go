package domain

import (
	"bytes"
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestNewID(t *testing.T) {
	seen := map[ID]bool{}
	for range 1000 {
		id := NewID(rand.Reader)
		if got, err := ParseID(string(id)); err != nil || got != id || len(id) != 13 || seen[id] {
			t.Fatalf("NewID gave %q: %v", id, err)
		}
		seen[id] = true
	}
}

func TestNewIDFavoursNoCharacter(t *testing.T) {
	count := map[rune]int{}
	var all []byte // every byte value, 13 times over
	for range idLength {
		for b := range 256 {
			all = append(all, byte(b))
		}
	}
	for random := bytes.NewReader(all); random.Len() > 0; {
		for _, r := range NewID(random) {
			count[r]++
		}
	}
	for _, r := range crockford {
		if count[r] != idLength*256/32 {
			t.Errorf("%c came %d times", r, count[r])
		}
	}
}

func TestNewIDWithoutRandomness(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an id came from an empty random source")
		}
	}()
	NewID(bytes.NewReader(make([]byte, 12)))
}

func TestIDsSortAsTheyAreMade(t *testing.T) {
	noon := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	var c, other idClock
	last := ID("")
	for _, now := range []time.Time{{}, noon, noon, noon, noon.Add(-time.Hour), noon.Add(time.Hour), noon.AddDate(290, 0, 0)} {
		for range 100 {
			id := c.next(now, rand.Reader)
			if _, err := ParseID(string(id)); err != nil || id <= last {
				t.Fatalf("%q after %q: %v", id, last, err)
			}
			last = id
		}
	}
	early := other.next(noon, rand.Reader)
	var later, same idClock // other processes
	if id := later.next(noon.Add(10*time.Millisecond), rand.Reader); id <= early {
		t.Errorf("%q, a hundredth of a second after %q", id, early)
	}
	if id := same.next(noon, rand.Reader); id == early || id[:idTime] != early[:idTime] {
		t.Errorf("%q and %q at the same time", id, early)
	}
}

func TestIDsMadeAtOnceDiffer(t *testing.T) {
	var c idClock
	now := time.Now()
	var mu sync.Mutex
	seen := map[ID]bool{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 500 {
				id := c.next(now, strings.NewReader("chance")) // the same for all
				mu.Lock()
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != 8*500 {
		t.Errorf("%d ids in 4000", len(seen))
	}
}

func TestParseIDRefuses(t *testing.T) {
	for _, s := range []string{"", "0123456789ab", "0123456789abcd", "0123456789ABC", "0123456789abi", "0123456789abu", "0123456-89abc", "01234567\n9abc", " 0123456789abc", "0123456789aé", strings.Repeat("0", 1<<20)} {
		_, err := ParseID(s)
		refused(t, s, err, "bad_id", "is not an id")
	}
}
