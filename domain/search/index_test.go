package search

import (
	"fmt"
	"slices"
	"testing"
)

func TestLooseMatchesComeClosestFirst(t *testing.T) {
	x := New()
	x.Put(Doc{"far", [fields]string{"Hans Otto Persson"}}, Doc{"near", [fields]string{"Zoe Hopper"}})
	r := x.Find("hoper", 5, nil)
	if want := []Hit{{"near", Loose}, {"far", Loose}}; !slices.Equal(r.Hits, want) {
		t.Errorf("Find = %v, want %v", r.Hits, want)
	}
}

// Blocks fill again and empty ones go, or an index that lives long would grow.
func TestBlocksStayFull(t *testing.T) {
	docs := crowd(2_500, 2)
	x := New()
	x.Load(slices.Values(docs))
	full := len(x.now.Load().blocks)
	for i, d := range docs {
		if i%50 > 0 {
			x.Delete(d.ID)
		}
	}
	if n := len(x.now.Load().blocks); n > 2 {
		t.Errorf("%d blocks for %d documents", n, x.Len())
	}
	for _, d := range docs {
		x.Put(d)
	}
	if n := len(x.now.Load().blocks); n > 2*full+1 {
		t.Errorf("%d blocks for %d documents, %d when loaded", n, x.Len(), full)
	}
}

func ExampleIndex_Find() {
	x := New()
	x.Put(Doc{"m1", [4]string{"Grace Hopper", "grace@navy.mil", "admin", "1906"}})
	fmt.Println(x.Find("gh", 10, nil))
	// Output: {[{m1 2}] 1 false}
}
