package domain_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gatehouse/domain"
)

// The example that a person can check comes out to the cent.
func TestProfitWorkedByHand(t *testing.T) {
	text, err := os.ReadFile("testdata/profit.txt")
	must(t, err)
	w := open(t, "timeneye", "")
	boss := w.boss()
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas"})))
	people := map[string]domain.Member{}
	var want []string
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) == 0 || !slices.Contains([]string{"rate", "hours", "member", "total", "no-rate", "no-cost", "neither"}, f[0]) {
			continue
		}
		if _, known := people[f[1]]; !known && f[0] == "rate" {
			people[f[1]] = w.person("member", func(m *domain.Member) { m.Name = f[1] })
		}
		switch f[0] {
		case "rate":
			c := domain.SetRate{Member: ref(people[f[1]]), Currency: f[4], From: domain.Date(f[5])}
			if c.Hourly = f[3]; f[2] == "cost" {
				c.Hourly, c.Cost = "", f[3]
			}
			if len(f) > 6 {
				c.Project = domain.Ref(f[6])
			}
			must(t, got(boss.SetRate(bg, c)))
		case "hours":
			n, err := strconv.Atoi(f[3])
			must(t, err)
			must(t, got(boss.AddTime(bg, domain.AddTime{Project: "Atlas", Member: ref(people[f[1]]), Date: domain.Date(f[2]), Minutes: n})))
		default:
			want = append(want, strings.Join(f, " "))
		}
	}
	p, err := boss.Profit(bg, domain.ProfitQuery{Project: "Atlas"})
	must(t, err)
	have := profitLines(p)
	slices.Sort(want)
	slices.Sort(have)
	is(t, "the profit", strings.Join(have, "\n"), strings.Join(want, "\n"))

	inFebruary, err := boss.Profit(bg, domain.ProfitQuery{Project: "Atlas", From: "2026-02-01", To: "2026-02-09"})
	must(t, err)
	is(t, "from the first to the ninth of February", strings.Join(profitLines(inFebruary), "\n"),
		"member Eva EUR 90 150.00 67.50 82.50 55.0\ntotal EUR 90 150.00 67.50 82.50 55.0")
}

// profitLines are the lines of the example.
func profitLines(p domain.Profit) (out []string) {
	line := func(l domain.ProfitLine) string {
		m := func(n int64) string { return domain.Money{Amount: n, Currency: l.Currency}.Decimal() }
		percent := l.PercentText()
		if percent == "" {
			percent = "-"
		}
		return fmt.Sprintf("%s %d %s %s %s %s", l.Currency, l.Minutes, m(l.Revenue), m(l.Cost), m(l.Margin), percent)
	}
	for _, m := range p.ByMember {
		out = append(out, "member "+m.Name+" "+line(m.ProfitLine))
	}
	for _, l := range p.Totals {
		out = append(out, "total "+line(l))
	}
	for _, u := range p.Uncounted {
		lacks := map[[2]bool]string{{true, false}: "no-rate", {false, true}: "no-cost", {true, true}: "neither"}[[2]bool{u.NoRate, u.NoCost}]
		out = append(out, fmt.Sprint(lacks, " ", u.Name, " ", u.Minutes))
	}
	return out
}

// Whatever the rates and hours: each sum is the exact one of fractions,
// rounded once; no currency is added to another; members' minutes come to the
// totals', and every minute is somewhere.
func TestProfitIsExact(t *testing.T) {
	w := open(t, "timetonic", "")
	var projects []domain.Project
	for _, name := range []string{"Atlas", "Other"} {
		p, err := w.boss().AddProject(bg, domain.AddProject{Name: name})
		must(t, err)
		projects = append(projects, p)
	}
	draw := rand.New(rand.NewPCG(4, 2026))
	for round := range 20 {
		people := w.people(1+draw.IntN(5), "user")
		day := func() domain.Date { return domain.Date(fmt.Sprintf("2026-02-%02d", 1+draw.IntN(20))) }
		var rates []domain.Rate
		var entries []domain.TimeEntry
		w.write(func(tx domain.Tx) error {
			rates, entries = nil, nil
			for range draw.IntN(30) {
				r := domain.Rate{
					ID: domain.NewID(w.rand), Member: people[draw.IntN(len(people))].ID, From: day(), Amount: draw.Int64N(100_000_001),
					Currency: []string{"EUR", "JPY", "KWD"}[draw.IntN(3)], Kind: []domain.RateKind{domain.HourlyRate, domain.HourlyCost}[draw.IntN(2)],
				}
				if p := draw.IntN(4); p < 2 {
					r.Project = projects[p].ID
				}
				if id, err := tx.Find(domain.UniqueRate, domain.RateKey(&r)); err != nil || id != "" {
					continue
				}
				must(t, got(tx.Rates().Put(r)))
				rates = append(rates, r)
			}
			for range draw.IntN(60) {
				e := domain.TimeEntry{ID: domain.NewID(w.rand), Member: people[draw.IntN(len(people))].ID, Date: day(), Minutes: 1 + draw.IntN(1440), Project: projects[draw.IntN(8)/7].ID}
				must(t, got(tx.Time().Put(e)))
				entries = append(entries, e)
			}
			return nil
		})
		p, err := w.boss().Profit(bg, domain.ProfitQuery{Project: "Atlas", From: "2026-02-05", To: "2026-02-15"})
		must(t, err)
		want := exactly(rates, entries, projects[0].ID, "2026-02-05", "2026-02-15")
		have := profitSums(p)
		if fmt.Sprint(have) != fmt.Sprint(want) {
			t.Fatalf("round %d:\nhave %v\nwant %v", round, have, want)
		}
		w.write(func(tx domain.Tx) error {
			for _, e := range entries {
				must(t, tx.Time().Delete(e.ID))
			}
			return nil
		})
	}
}

// profitSums is what a profit says, under a key for each sum.
func profitSums(p domain.Profit) map[string]string {
	out := map[string]string{}
	line := func(who string, l domain.ProfitLine) {
		key := who + " " + l.Currency
		if _, twice := out[key]; twice {
			out["twice"] = key
		}
		out[key] = fmt.Sprintf("%d %d %d", l.Minutes, l.Revenue, l.Cost)
		if l.Margin != l.Revenue-l.Cost {
			out["margin"] = key
		}
	}
	for _, l := range p.Totals {
		line("total", l)
	}
	for _, m := range p.ByMember {
		line(string(m.Member), m.ProfitLine)
	}
	for _, u := range p.Uncounted {
		out[fmt.Sprint(u.Member, " ", u.NoRate, u.NoCost)] = fmt.Sprint(u.Minutes)
	}
	return out
}

// exactly works the same out by fractions, an entry at a time.
func exactly(rates []domain.Rate, entries []domain.TimeEntry, project domain.ID, from, to domain.Date) map[string]string {
	type exact struct {
		minutes       int
		revenue, cost big.Rat
	}
	sums, missing := map[string]*exact{}, map[string]int{}
	for _, e := range entries {
		if e.Project != project || e.Date < from || e.Date > to {
			continue
		}
		rate, cost := speaks(rates, e, domain.HourlyRate), speaks(rates, e, domain.HourlyCost)
		if rate == nil || cost == nil {
			missing[fmt.Sprint(e.Member, " ", rate == nil, cost == nil)] += e.Minutes
			continue
		}
		for _, who := range []string{"total", string(e.Member)} {
			of := func(currency string) *exact {
				key := who + " " + currency
				if sums[key] == nil {
					sums[key] = &exact{}
				}
				return sums[key]
			}
			amount := func(r *domain.Rate) *big.Rat { return big.NewRat(r.Amount*int64(e.Minutes), 60) }
			sold := of(rate.Currency)
			sold.revenue.Add(&sold.revenue, amount(rate))
			sold.minutes += e.Minutes
			paid := of(cost.Currency)
			paid.cost.Add(&paid.cost, amount(cost))
			if cost.Currency != rate.Currency {
				paid.minutes += e.Minutes
			}
		}
	}
	out := map[string]string{}
	for key, s := range sums {
		out[key] = fmt.Sprintf("%d %s %s", s.minutes, s.revenue.FloatString(0), s.cost.FloatString(0)) // rounds half away from zero
	}
	for key, n := range missing {
		out[key] = fmt.Sprint(n)
	}
	return out
}

// speaks is the rate that counts for an entry: the project's newest that has
// begun, or else the member's.
func speaks(rates []domain.Rate, e domain.TimeEntry, kind domain.RateKind) (best *domain.Rate) {
	for _, project := range []domain.ID{e.Project, ""} {
		for i, r := range rates {
			if r.Member == e.Member && r.Kind == kind && r.Project == project && r.From <= e.Date && (best == nil || r.From > best.From) {
				best = &rates[i]
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}
