package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"gatehouse/domain"
)

func TestBars(t *testing.T) {
	for _, c := range []struct {
		revenue, cost, most int64
		want                string
	}{
		{800, 300, 800, "█████░░░"},
		{800, 0, 800, "████████"},
		{400, 350, 800, "▌░░░"},
		{800, 799, 800, "▏░░░░░░░"}, // however little is left, it is seen
		{800, 800, 800, "░░░░░░░░"},
		{400, 600, 800, "░░░░▒▒"}, // a loss has a sign of its own
		{0, 800, 800, "▒▒▒▒▒▒▒▒"},
		{0, 1, 800, "▒"},
		{799, 800, 800, "░░░░░░░▒"},
		{0, 0, 800, ""},
		{0, 0, 0, ""},
		{1 << 62, 1 << 61, 1 << 62, "████░░░░"},
	} {
		b := newBar(domain.ProfitLine{Revenue: c.revenue, Cost: c.cost, Margin: c.revenue - c.cost}, c.most, 8)
		if have := b.margin + b.cost + b.loss; have != c.want {
			t.Errorf("%d earned at %d of %d: %s, want %s", c.revenue, c.cost, c.most, have, c.want)
		}
	}
}

// No bar is longer than its room, and what loses never looks like what earns.
func TestBarsKeepTheirRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(0, 1<<60)
		revenue, cost := amount.Draw(t, "revenue"), amount.Draw(t, "cost")
		most := max(revenue, cost, amount.Draw(t, "most"))
		n := rapid.IntRange(1, 60).Draw(t, "room")
		b := newBar(domain.ProfitLine{Revenue: revenue, Cost: cost, Margin: revenue - cost}, most, n)
		if have := ansi.StringWidthWc(b.margin + b.cost + b.loss); have > n {
			t.Fatalf("%d cells in %d", have, n)
		}
		if lost := b.loss != ""; lost != (cost > revenue) || lost && b.margin != "" {
			t.Fatalf("%d earned at %d is drawn %+v", revenue, cost, b)
		}
	})
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		now  string
		want string
	}{
		{"2026-11-22T23:30:00Z", "2026-11-01 2026-11-30, 2026-10-01 2026-10-31, 2026-10-01 2026-12-31, 2026-01-01 2026-12-31,  "},
		{"2028-02-29T00:00:00Z", "2028-02-01 2028-02-29, 2028-01-01 2028-01-31, 2028-01-01 2028-03-31, 2028-01-01 2028-12-31,  "},
		{"2027-01-01T01:00:00+02:00", "2026-12-01 2026-12-31, 2026-11-01 2026-11-30, 2026-10-01 2026-12-31, 2026-01-01 2026-12-31,  "},
		{"2027-01-31T12:00:00Z", "2027-01-01 2027-01-31, 2026-12-01 2026-12-31, 2027-01-01 2027-03-31, 2027-01-01 2027-12-31,  "},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for p := range periodsAll {
			from, to := p.days(now)
			have = append(have, string(from)+" "+string(to))
		}
		if text := strings.Join(have, ", "); text != c.want {
			t.Errorf("at %s: %s", c.now, text)
		}
	}
}

func TestWordsOfMoneyAndTime(t *testing.T) {
	for _, c := range []struct{ have, want string }{
		{amount(0, "EUR"), "0.00"}, {amount(-5, "EUR"), "-0.05"}, {amount(100000, "EUR"), "1,000.00"},
		{amount(-123456789, "EUR"), "-1,234,567.89"}, {amount(1234567, "JPY"), "1,234,567"}, {amount(1234567, "KWD"), "1,234.567"},
		{hours(0), "0 h 00 m"}, {hours(750), "12 h 30 m"}, {hours(60 * 1234), "1,234 h 00 m"},
		{percent(nil), "–"}, {percent(tenths(438)), "43.8"}, {percent(tenths(-250)), "-25.0"}, {percent(tenths(-5)), "-0.5"}, {percent(tenths(0)), "0.0"},
	} {
		if c.have != c.want {
			t.Errorf("%q, want %q", c.have, c.want)
		}
	}
}

func tenths(n int) *int { return &n }

// What is missing for hours is said in words.
func TestWhatIsNotCounted(t *testing.T) {
	for u, want := range map[domain.Uncounted]string{
		{NoRate: true, NoCost: true}: "without a rate and a cost", {NoRate: true}: "without an hourly rate", {NoCost: true}: "without an hourly cost",
	} {
		if have := lacking(u); have != want {
			t.Errorf("%+v: %s, want %s", u, have, want)
		}
	}
}

// A group stands below its parent, archived ones after their like, and one
// whose parent isn't seen at the top.
func TestTreeOfGroups(t *testing.T) {
	var have []string
	for _, g := range tree([]domain.ListedPlace{{Name: "A", Archived: true}, {Name: "A1", Parent: "A"}, {Name: "B"}, {Name: "B1", Parent: "B", Archived: true}, {Name: "B2", Parent: "B"}, {Name: "C", Parent: "B2"}}) {
		have = append(have, strings.Repeat(".", g.depth)+g.Name)
	}
	if text := strings.Join(have, " "); text != "B .B2 ..C .B1 A .A1" {
		t.Error(text)
	}
}
