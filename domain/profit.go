package domain

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// ProfitQuery asks what a project earned in a period.
type ProfitQuery struct {
	Project  Ref
	From, To Date // both days are in; empty: no bound
}

// Profit is what a project earned after cost (Timeneye, Project profitability):
// in total and by member, a line for each currency, from the hours that have
// both a rate and a cost. Other hours are listed apart and in no sum.
type Profit struct {
	Project   Project
	Totals    []ProfitLine
	ByMember  []MemberProfit
	Uncounted []Uncounted
}

// ProfitLine is a sum in one currency, in its minor units. Revenue and cost are
// exact sums, each rounded once, half away from zero; margin is what is between
// them. Hours sold in one currency and paid in another are in both their lines.
type ProfitLine struct {
	Currency string
	Minutes  int
	Revenue  int64
	Cost     int64
	Margin   int64
	Percent  *int // margin of revenue, in tenths of a percent; nil without revenue
}

// PercentText is the percent with its one decimal, -12.5; empty without revenue.
func (l ProfitLine) PercentText() string {
	if l.Percent == nil {
		return ""
	}
	n, sign := *l.Percent, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	return fmt.Sprintf("%s%d.%d", sign, n/10, n%10)
}

// MemberProfit is one member's part of a project's profit in one currency.
type MemberProfit struct {
	Member       ID
	Name, Handle string
	ProfitLine
}

// Uncounted is a member's time that is in no sum, and what is missing for it.
// A member has one for each way in which something is missing.
type Uncounted struct {
	Member         ID
	Name, Handle   string
	Minutes        int
	NoRate, NoCost bool // one of them, or both
}

// Profit asks for profitability.view on the project.
func (s *Session) Profit(ctx context.Context, q ProfitQuery) (Profit, error) {
	return look(ctx, s, func(v *view) (Profit, error) {
		p, _, err := v.project(rights.ProfitabilityView, q.Project, taking)
		if err != nil {
			return Profit{}, err
		}
		if err := checkPeriod(q.From, q.To); err != nil {
			return Profit{}, err
		}
		work, err := v.worked(p, q)
		if err != nil {
			return Profit{}, err
		}
		return work.profit(p)
	})
}

// worked reads a project's time entries in one pass over its days. Each
// member's rates are read once.
func (v *view) worked(p Project, q ProfitQuery) (workers, error) {
	all := workers{}
	query := Query{Index: ByProject, Value: string(p.ID), From: q.From, To: q.To}
	return all, each(v.TimePages(), query, func(e *TimeEntry) error {
		w := all[e.Member]
		if w == nil {
			var err error
			if w, err = v.worker(e.Member, p.ID); err != nil {
				return err
			}
			all[e.Member] = w
		}
		w.add(e)
		return nil
	})
}

// workers are those who worked on a project.
type workers map[ID]*worker

// profit adds up, and rounds only at the end.
func (all workers) profit(p Project) (Profit, error) {
	out := Profit{Project: p}
	totals := sums{}
	for _, w := range all.sorted() {
		own := sums{}
		for h, minutes := range w.hours {
			if h.rate == nil || h.cost == nil {
				continue
			}
			own.add(h, minutes)
			totals.add(h, minutes)
		}
		lines, err := own.lines()
		if err != nil {
			return out, err
		}
		for _, l := range lines {
			out.ByMember = append(out.ByMember, MemberProfit{w.member.ID, w.member.Name, w.member.Handle(), l})
		}
		out.Uncounted = append(out.Uncounted, w.uncounted()...)
	}
	var err error
	out.Totals, err = totals.lines()
	return out, err
}

// sorted are the workers by name.
func (all workers) sorted() []*worker {
	list := make([]*worker, 0, len(all))
	for _, w := range all {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *worker) int {
		if c := strings.Compare(FoldSearch(a.member.Label()), FoldSearch(b.member.Label())); c != 0 {
			return c
		}
		return strings.Compare(string(a.member.ID), string(b.member.ID))
	})
	return list
}

// sums are exact sums by currency, in minor units times minutes.
type sums map[string]*sum

type sum struct {
	minutes       int
	revenue, cost big.Int
}

func (s sums) of(currency string) *sum {
	if s[currency] == nil {
		s[currency] = &sum{}
	}
	return s[currency]
}

// add adds minutes of one rate and one cost.
func (s sums) add(h hour, minutes int) {
	times := func(r *Rate) *big.Int { return new(big.Int).Mul(big.NewInt(r.Amount), big.NewInt(int64(minutes))) }
	sold, paid := s.of(h.rate.Currency), s.of(h.cost.Currency)
	sold.minutes += minutes
	sold.revenue.Add(&sold.revenue, times(h.rate))
	if paid != sold {
		paid.minutes += minutes
	}
	paid.cost.Add(&paid.cost, times(h.cost))
}

// lines are the sums by currency, rounded.
func (s sums) lines() ([]ProfitLine, error) {
	var lines []ProfitLine
	for currency, sum := range s {
		revenue, fits := rounded(&sum.revenue, big.NewInt(60))
		cost, fitsToo := rounded(&sum.cost, big.NewInt(60))
		if !fits || !fitsToo {
			return nil, Errorf(Limit, "too_large", "the sums in %s are larger than can be told", currency)
		}
		l := ProfitLine{Currency: currency, Minutes: sum.minutes, Revenue: revenue, Cost: cost, Margin: revenue - cost}
		if revenue > 0 {
			tenths := new(big.Int).Mul(big.NewInt(l.Margin), big.NewInt(1000))
			if n, fits := rounded(tenths, big.NewInt(revenue)); fits {
				percent := int(n)
				l.Percent = &percent
			}
		}
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b ProfitLine) int { return strings.Compare(a.Currency, b.Currency) })
	return lines, nil
}

// rounded divides and rounds half away from zero, and tells whether the result
// fits.
func rounded(n, by *big.Int) (int64, bool) {
	half := new(big.Int).Add(new(big.Int).Mul(new(big.Int).Abs(n), big.NewInt(2)), by)
	q := half.Quo(half, new(big.Int).Mul(by, big.NewInt(2)))
	if n.Sign() < 0 {
		q.Neg(q)
	}
	return q.Int64(), q.IsInt64()
}
