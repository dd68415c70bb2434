package domain

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
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

func TestParseIDRefuses(t *testing.T) {
	for _, s := range []string{"", "0123456789ab", "0123456789abcd", "0123456789ABC", "0123456789abi", "0123456789abu", "0123456-89abc", "01234567\n9abc", " 0123456789abc", "0123456789aé", strings.Repeat("0", 1<<20)} {
		_, err := ParseID(s)
		refused(t, s, err, "bad_id", "is not an id")
	}
}
