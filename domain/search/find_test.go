package search

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var people = []Doc{
	{"1", [fields]string{"Grace Hopper", "grace@navy.mil", "admin", "1001"}},
	{"2", [fields]string{"李小龍", "bruce@lee.hk", "employee", "1002"}},
	{"3", [fields]string{"Jürgen Müller", "jm@example.de", "manager", "1003"}},
	{"4", [fields]string{"Øyvind Nygård", "oyvind@example.no", "employee", "1004"}},
	{"5", [fields]string{"İpek Işık", "ipek@istanbul.example", "employee", "1005"}},
	{"6", [fields]string{"Ελένη Παπαδοπούλου", "eleni@example.gr", "employee", "1006"}},
	{"7", [fields]string{"Арсений Иванов", "arseny@example.ru", "developer", "1007"}},
	{"8", [fields]string{"Zoe\u0301 Admin 🎉", "zoe.hopper@example.com", "read-only", "admin-8"}},
	{"9", [fields]string{"deploy bot", "", "verifier", ""}},
}

func TestFind(t *testing.T) {
	x := New()
	x.Load(slices.Values(people))
	for query, want := range map[string]string{
		"grace": "1", "HOPP": "1 8", "gh": "1", "hopper grace": "1", "grace admin": "1", "admin": "1 8", "1003": "3",
		"小龍": "2", "muller": "3", "MÜLLER": "3", "mu\u0308l": "3", "oyvind": "4", "øyv": "4", "nygard": "4",
		"isik": "5", "IŞIK": "5", "ıpek": "5", "İSTANBUL": "5", "ελενη": "6", "ΕΛΈΝΗ": "6", "παπαδοπουλου": "6", "арсений": "7", "ИВАН": "7",
		"zoé": "8", "zoe": "8", "🎉": "8", "read-only": "8", "bot": "9", "example.de": "3", "@example.d": "3",
		"hoper": "1", "gopper": "1", "nobody": "", "xx": "", "": "9 1 5 3 4 8 6 7 2",
	} {
		var got []string
		for _, h := range x.Find(query, 10, nil).Hits {
			got = append(got, h.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Find(%q) = %q, want %q", query, s, want)
		}
	}
}

// In a large crowd every shortcut is taken; what comes must still be the best.
func TestFindInACrowd(t *testing.T) {
	docs := crowd(12_000, 7)
	x, all := New(), map[string]Doc{}
	x.Load(slices.Values(docs))
	for _, d := range docs {
		all[d.ID] = d
	}
	for _, query := range []string{"a", "com", "employee", "an er", "gh", "nan", "anderson an", "@", "Ø"} {
		want := reference(all, query, 50, nil)
		got := x.Find(query, 50, nil)
		if !slices.Equal(got.Hits, want.Hits) {
			t.Errorf("Find(%q) = %v, want %v", query, got.Hits, want.Hits)
		}
		if got.Total != want.Total && !(got.More && got.Total < want.Total) {
			t.Errorf("Find(%q): total %d, more %v; want %d", query, got.Total, got.More, want.Total)
		}
		if again := x.Find(query, 50, nil); !reflect.DeepEqual(again, got) {
			t.Errorf("Find(%q) = %v the second time, %v the first", query, again, got)
		}
	}
}

// Someone is renamed again and again by one call each: readers see the old or
// the new name, always one of them, and everyone else as before.
func TestReadersSeeWholeWrites(t *testing.T) {
	docs := crowd(2_000, 3)
	x := New()
	x.Load(slices.Values(docs))
	before := x.Find("hopper", 0, nil).Total
	pair := func(name string) []Doc {
		return []Doc{{"p", [fields]string{name + " Qwyjibo"}}, {"q", [fields]string{name + " Qwyjibo"}}}
	}
	x.Put(pair("Anna")...)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if r := x.Find("qwyjibo", 5, nil); len(r.Hits) != 2 || r.Hits[0].Class != WordStart {
					t.Errorf("a half-written rename: %+v", r)
					return
				}
				if n := x.Find("hopper", 0, nil).Total; n != before {
					t.Errorf("%d hoppers, want %d", n, before)
					return
				}
			}
		})
	}
	for i, end := 0, time.Now().Add(300*time.Millisecond); time.Now().Before(end); i++ {
		x.Put(pair([]string{"Zora", "Anna"}[i%2])...)
	}
	close(stop)
	readers.Wait()
}
