package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// each runs a test over rows in memory and over an index behind cursors.
func each(t *testing.T, test func(t *testing.T, make func(int) *people)) {
	for _, index := range []bool{false, true} {
		t.Run(fmt.Sprintf("index=%v", index), func(t *testing.T) {
			test(t, func(n int) *people {
				p := crowd(n)
				p.index = index
				return p
			})
		})
	}
}

func TestEndsAreReachedWithoutReadingWhatLiesBetween(t *testing.T) {
	each(t, func(t *testing.T, make func(int) *people) {
		r := run(t, make(100_000), 100, 24)
		r.Press("G")
		r.WaitFor("100,000 of 100,000")
		r.WaitFor("payroll-export 99999")
		r.Press("k")
		r.WaitFor("99,999 of 100,000")
		r.Press("g")
		r.WaitFor("1 of 100,000")
		if n := r.people.reads(); n > 6 {
			t.Errorf("%d windows were read to go to both ends", n)
		}
	})
}

func TestKeysTypedFasterThanRowsArriveAllCount(t *testing.T) {
	each(t, func(t *testing.T, make func(int) *people) {
		r := run(t, make(100_000), 100, 24)
		r.Type(strings.Repeat("j", 5000))
		r.WaitFor("5,001 of 100,000")
		r.Type(strings.Repeat("k", 4990))
		r.WaitFor(" 11 of 100,000")
		r.WaitFor("▌  Adaeze Okafor 10 ")
		r.Press("G")
		r.WaitFor("100,000 of")
		r.Type(strings.Repeat("k", 3000))
		r.WaitFor("97,000 of 100,000")
		r.WaitFor("▌  payroll-export 96999")
	})
}

func TestTheCursorStaysOnItsRowWhenOthersChange(t *testing.T) {
	each(t, func(t *testing.T, make func(int) *people) {
		r := run(t, make(1000), 100, 24)
		r.Press("j", "j")
		r.WaitFor("3 of 1,000")
		r.change(func(rows []person) []person {
			return append([]person{{id: "new1", name: "Aaron"}, {id: "new2", name: "Abel"}}, rows...)
		})
		r.WaitFor("5 of 1,002")
		r.WaitFor("▌  Hana Kim ")
		r.change(func(rows []person) []person { return slices.Delete(rows, 4, 5) })
		r.WaitFor("5 of 1,001")
		r.WaitFor("▌  Ivan Petrov ")
	})
}

func TestFarFromTheEndsARefreshKeepsThePlace(t *testing.T) {
	each(t, func(t *testing.T, make func(int) *people) {
		r := run(t, make(10_000), 100, 24)
		r.Type(strings.Repeat("j", 4000))
		r.WaitFor("4,001 of 10,000")
		r.change(func(rows []person) []person {
			rows[4000].name = "Renamed Person"
			return rows
		})
		r.WaitFor("▌  Renamed Person")
		r.WaitFor("4,001 of 10,000")
	})
}

func TestMarks(t *testing.T) {
	r := run(t, crowd(1000), 100, 24)
	r.Press("space", "j", "space")
	r.WaitFor("2 marked: Adaeze Okafor, Hana Kim")
	r.WaitFor(" ✓ Adaeze Okafor")
	r.Press("/")
	r.Type("grace")
	r.WaitFor("1 of 100")
	r.Press("enter", "a")
	r.WaitFor("102 marked: Adaeze Okafor, Hana Kim, Grace Hopper")
	r.Press("esc")
	r.WaitFor("of 1,000")
	r.WaitFor("102 marked")
	r.Press("esc")
	r.WaitGone("marked")
	r.WaitFor("Adaeze Okafor")
}

func TestAllThatMatchAreMarkedNotJustThoseInView(t *testing.T) {
	each(t, func(t *testing.T, make func(int) *people) {
		r := run(t, make(25_000), 100, 24)
		r.Press("a")
		r.WaitFor("25,000 marked")
		if got := ask(r, func(d *demo) int { return len(d.marked.list()) }); got != 25_000 {
			t.Errorf("%d rows are marked", got)
		}
	})
}

func TestSearchAsYouType(t *testing.T) {
	r := run(t, crowd(1000), 100, 24)
	r.Press("j", "/")
	r.Type("q u")
	r.WaitFor("/ q u")
	r.WaitFor("Nothing matches “q u”.")
	r.Press("ctrl+u")
	r.WaitFor("2 of 1,000")
	r.Type("kim 2")
	r.WaitFor("1 of 99")
	r.Press("down", "enter")
	r.WaitGone("keep the search")
	r.WaitFor("2 of 99")
	r.Press("esc")
	r.WaitFor("of 1,000")
	if got := ask(r, func(d *demo) string { c, _ := d.current(); return c.name }); !strings.HasPrefix(got, "Hana Kim") {
		t.Errorf("leaving the search left the row: on %q", got)
	}
}

func TestSortingGoesThroughTheColumns(t *testing.T) {
	r := run(t, crowd(50), 100, 24)
	r.Press(">")
	r.WaitFor("NAME ↓")
	r.WaitFor("▌  Adaeze Okafor ") // the row stays, wherever it is now
	r.WaitFor("50 of 50")
	r.Press("<")
	r.WaitFor("NAME ↑")
	r.WaitFor("1 of 50")
}

func TestAnErrorStaysUntilTheNextKeyAndTheRowsStay(t *testing.T) {
	r := run(t, crowd(50), 100, 24)
	r.people.mu.Lock()
	r.people.err = errors.New("The database is busy\x1b[31m; try again.")
	r.people.mu.Unlock()
	r.changed <- struct{}{}
	r.WaitFor(`The database is busy\x1b[31m; try again.`)
	r.WaitFor("Adaeze Okafor")
	r.Press("j")
	r.WaitGone("busy")
}

func TestManySignalsAreFewReads(t *testing.T) {
	r := run(t, crowd(50), 100, 24)
	before, last := r.people.reads(), 0
	for began := time.Now(); time.Since(began) < 3*pause; last++ {
		r.people.edit(func(rows []person) []person { rows[0].name = fmt.Sprintf("Changed %d.", last); return rows })
		select {
		case r.changed <- struct{}{}:
		default:
		}
	}
	r.WaitFor(fmt.Sprintf("Changed %d.", last-1))
	if n := r.people.reads() - before; n > 10 {
		t.Errorf("%d reads for %d signals", n, last)
	}
}

func TestMouse(t *testing.T) {
	r := run(t, crowd(1000), 100, 24)
	r.Wheel(10, 10, true)
	r.WaitFor("4 of 1,000")
	r.Wheel(10, 10, false)
	r.WaitFor("1 of 1,000")
	r.Click(10, 5) // header, "all", titles, Adaeze, Grace, Hana
	r.WaitFor("▌  Hana Kim")
	r.Click(10, 5)
	r.WaitFor("Acme › Members › Hana Kim")
}

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	changed := make(chan struct{})
	r := run(t, crowd(1), 100, 24, func(c *Config) { c.Changed = changed })
	r.people.edit(func([]person) []person { return nil })
	changed <- struct{}{}
	r.WaitFor("Nobody is here yet. i invites the first.")
}

func TestColumnsGoInTheirOrder(t *testing.T) {
	app := New(t.Context(), config(crowd(1), nil))
	columns := newDemo(app, crowd(1)).columns
	for _, c := range []struct {
		room int
		want string
	}{{120, "name e-mail role unit seen"}, {57, "name e-mail role unit"}, {44, "name e-mail role"}, {30, "name role"}, {20, "name"}} {
		shown, widths := layout(columns, c.room)
		var names []string
		sum := gap * (len(shown) - 1)
		for i, s := range shown {
			names = append(names, s.title)
			sum += widths[i]
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("in %d cells: %s, not %s", c.room, got, c.want)
		}
		if sum > c.room {
			t.Errorf("%d cells of columns in a room of %d", sum, c.room)
		}
	}
}
