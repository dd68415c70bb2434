package object

import (
	"strconv"

	"gatehouse/domain"
)

// Profit is what a project earned, from the hours that have a rate and a cost.
type Profit struct {
	Project     string          `json:"project" doc:"the project's name"`
	Totals      []ProfitLine    `json:"totals" doc:"one for each currency"`
	ByMember    []MemberProfit  `json:"by_member" doc:"one for each member and currency"`
	WithoutRate []MemberMinutes `json:"without_rate,omitempty" doc:"hours that are in no sum: nothing says what they are sold for"`
	WithoutCost []MemberMinutes `json:"without_cost,omitempty" doc:"hours that are in no sum: nothing says what they cost"`
}

// ProfitLine is a sum in one currency.
type ProfitLine struct {
	Currency string   `json:"currency" doc:"ISO 4217" example:"EUR"`
	Minutes  int      `json:"minutes"`
	Revenue  string   `json:"revenue" doc:"a decimal" example:"1200.00"`
	Cost     string   `json:"cost" doc:"a decimal"`
	Margin   string   `json:"margin" doc:"revenue less cost, a decimal"`
	Percent  *Percent `json:"margin_percent,omitempty" doc:"margin of revenue, with one decimal; left out without revenue"`
}

// MemberProfit is one member's part.
type MemberProfit struct {
	Member string `json:"member" doc:"the member's address"`
	ProfitLine
}

// MemberMinutes is one member's time.
type MemberMinutes struct {
	Member  string `json:"member" doc:"the member's address"`
	Minutes int    `json:"minutes"`
}

// Percent is a number in JSON, always with one decimal: 40.0.
type Percent float64

// MarshalJSON writes the number.
func (p Percent) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(p), 'f', 1, 64), nil
}

// OfProfit makes the object of a project's profit.
func OfProfit(p domain.Profit) Profit {
	return Profit{
		Project: p.Project.Name, Totals: List(p.Totals, OfProfitLine),
		ByMember: List(p.ByMember, func(m domain.MemberProfit) MemberProfit {
			return MemberProfit{m.Handle, OfProfitLine(m.ProfitLine)}
		}),
		WithoutRate: lacking(p.Uncounted, func(u domain.Uncounted) bool { return u.NoRate }),
		WithoutCost: lacking(p.Uncounted, func(u domain.Uncounted) bool { return u.NoCost }),
	}
}

// OfProfitLine makes the object of a sum.
func OfProfitLine(l domain.ProfitLine) ProfitLine {
	amount := func(minor int64) string { return domain.Money{Amount: minor, Currency: l.Currency}.Decimal() }
	out := ProfitLine{Currency: l.Currency, Minutes: l.Minutes, Revenue: amount(l.Revenue), Cost: amount(l.Cost), Margin: amount(l.Margin)}
	if l.Percent != nil {
		out.Percent = new(Percent(*l.Percent) / 10)
	}
	return out
}

// lacking are the hours of each member that lack something. Those of one member
// follow one another.
func lacking(all []domain.Uncounted, lacks func(domain.Uncounted) bool) []MemberMinutes {
	var out []MemberMinutes
	for _, u := range all {
		switch last := len(out) - 1; {
		case !lacks(u):
		case last >= 0 && out[last].Member == u.Handle:
			out[last].Minutes += u.Minutes
		default:
			out = append(out, MemberMinutes{u.Handle, u.Minutes})
		}
	}
	return out
}
