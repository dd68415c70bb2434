package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

func TestSortByAnyField(t *testing.T) {
	all := []roleRow{
		{Role: object.Role{Name: "b", Rank: 2, Holders: 10, Custom: true}},
		{Role: object.Role{Name: "É", Rank: 10, Holders: 9}},
		{Role: object.Role{Name: "a", Rank: 2, Holders: 9}},
	}
	for field, want := range map[string]string{
		"name": "a b É", "-name": "É b a", "rank": "b a É", "-rank": "É b a", "holders": "É a b", "custom": "É a b", "-custom": "b É a",
	} {
		got := slices.Clone(all)
		if err := sortBy(got, field); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range got {
			names = append(names, r.Name)
		}
		if strings.Join(names, " ") != want {
			t.Errorf("by %s: %v, want %s", field, names, want)
		}
	}
	for _, field := range []string{"rights", "line", "-", "Name"} {
		if err := sortBy(all, field); domain.KindOf(err) != domain.Invalid {
			t.Errorf("by %s: %v, want a refusal", field, err)
		}
	}
}

// Every list must be able to sort by whatever it prints that has an order.
func TestSortFieldsOfEveryObject(t *testing.T) {
	for name, err := range map[string]error{
		"member": sortBy([]object.Member{{}, {}}, "version"), "invitation": sortBy([]object.Invitation{{}, {}}, "resends"),
		"key": sortBy([]object.Key{{}, {}}, "expires_at"), "employee": sortBy([]object.Employee{{}, {}}, "linked_to"),
		"unit": sortBy([]unitRow{{}, {}}, "parent"), "place": sortBy([]object.Place{{}, {}}, "archived"),
		"event": sortBy([]object.Event{{}, {}}, "from"), "session": sortBy([]sessionRow{{}, {}}, "idle_seconds"), "login": sortBy([]object.Login{{}, {}}, "last_used_at"),
		"entry":     sortBy([]object.Entry{{}, {}}, "personal"),
		"workspace": sortBy([]object.Workspace{{}, {}}, "seats_used"),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, field := range []string{"options", "scoped_roles", "switches"} { // have no order
		if err := sortBy([]object.Member{{}, {}}, field); domain.KindOf(err) != domain.Invalid {
			t.Errorf("by %s: %v, want a refusal", field, err)
		}
	}
}

func TestTableAlignsByWhatTheScreenTakes(t *testing.T) {
	rows := [][]string{{"山田太郎", "one"}, {"👩‍👩‍👧", "two"}, {"e\u0301", "three"}, {"plain", ""}}
	out := strings.Split(strings.TrimSuffix(table([]string{"name", "number"}, rows, true), "\n"), "\n")
	if out[0] != "NAME      NUMBER" {
		t.Errorf("titles: %q", out[0])
	}
	for i, want := range []string{"one", "two", "three"} {
		before, _, found := strings.Cut(out[i+1], want)
		if !found || ansi.StringWidth(before) != 10 {
			t.Errorf("%q starts at column %d, want 10: %q", want, ansi.StringWidth(before), out[i+1])
		}
	}
	if out[4] != "plain" {
		t.Errorf("blanks at the end of a line: %q", out[4])
	}
	if got := table([]string{"a", "b"}, [][]string{{"x", ""}}, false); got != "x\t\n" {
		t.Errorf("in a pipe: %q", got)
	}
}

// Numbers end under one another; days, words and empty columns begin so.
func TestTableAlignsNumbers(t *testing.T) {
	rows := [][]string{{"bo", "1:30", "-9.50", "–", "2026-01-05", "–"}, {"eva", "12:00", "1160.00", "43.8", "2026-01-06", "–"}}
	want := "WHO  HOURS   MARGIN     %  DATE        IN\n" +
		"bo    1:30    -9.50     –  2026-01-05  –\n" +
		"eva  12:00  1160.00  43.8  2026-01-06  –\n"
	if have, want := table([]string{"from", "x"}, [][]string{{"10.0.3.7", "a"}, {"::1", "b"}, {"–", "c"}}, true), "FROM      X\n10.0.3.7  a\n::1       b\n–         c\n"; have != want {
		t.Errorf("addresses stand like words:\n%s", have)
	}
	if have := table([]string{"who", "hours", "margin", "%", "date", "in"}, rows, true); have != want {
		t.Errorf("\n%s\nwant\n%s", have, want)
	}
}

// What is read page by page ends with the last page, or with as many rows as
// are printed; an order needs all.
func TestCollect(t *testing.T) {
	for _, c := range []struct {
		l           listing
		rows, asked int
	}{{listing{}, 1200, 3}, {listing{limit: 7}, 7, 1}, {listing{limit: 700}, 1000, 2}, {listing{limit: 7, sort: "id"}, 1200, 3}} {
		left, asked := 1200, 0
		rows, err := collect(c.l, func(size int) ([]int, bool, error) {
			asked++
			n := min(size, left)
			left -= n
			return make([]int, n), left > 0, nil
		})
		if err != nil || len(rows) != c.rows || asked != c.asked {
			t.Errorf("%+v: %d rows of %d pages, %v", c.l, len(rows), asked, err)
		}
	}
}

// Whatever reaches a printer unclean leaves it clean.
func TestPrintersClean(t *testing.T) {
	const hostile = "a\x1b]0;t\x07\u202eb\u009b31m\nc"
	var out, errs bytes.Buffer
	p := &Program{Surface: Surface{Out: &out, Err: &errs}}
	m := object.Member{Name: hostile, Email: hostile, Unit: hostile}
	if err := printTable(p, []object.Member{m}, memberColumns); err != nil {
		t.Fatal(err)
	}
	if err := printItem(p, m, memberColumns); err != nil {
		t.Fatal(err)
	}
	println(&out, hostile)
	for _, inJSON := range []bool{false, true} {
		report(&out, &domain.Error{Message: hostile, Fix: []domain.Step{{Command: hostile}}}, inJSON)
	}
	for cell := range strings.FieldsFuncSeq(out.String(), func(r rune) bool { return r == '\t' || r == '\n' }) {
		if what, found := domain.Unclean(cell); found {
			t.Errorf("%q holds %s", cell, what)
		}
	}
	if lines := strings.Count(out.String(), "\n"); lines != 1+4+1+2+1 {
		t.Errorf("%d lines:\n%s", lines, out.String())
	}
}
