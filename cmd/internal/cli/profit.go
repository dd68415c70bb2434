package cli

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// profit is what a project earned in JSON.
type profit struct {
	Project     string          `json:"project"`
	Totals      []profitLine    `json:"totals"`
	ByMember    []memberProfit  `json:"by_member"`
	WithoutRate []memberMinutes `json:"without_rate,omitempty"`
	WithoutCost []memberMinutes `json:"without_cost,omitempty"`
}

type profitLine struct {
	Currency string      `json:"currency"`
	Minutes  int         `json:"minutes"`
	Revenue  string      `json:"revenue"`
	Cost     string      `json:"cost"`
	Margin   string      `json:"margin"`
	Percent  json.Number `json:"margin_percent,omitempty"`
}

type memberProfit struct {
	Member string `json:"member"`
	profitLine
}

type memberMinutes struct {
	Member  string `json:"member"`
	Minutes int    `json:"minutes"`
}

func profitObject(p domain.Profit) profit {
	return profit{
		Project: p.Project.Name, Totals: objects(p.Totals, lineObject),
		ByMember: objects(p.ByMember, func(m domain.MemberProfit) memberProfit {
			return memberProfit{m.Handle, lineObject(m.ProfitLine)}
		}),
		WithoutRate: lacking(p.Uncounted, func(u domain.Uncounted) bool { return u.NoRate }),
		WithoutCost: lacking(p.Uncounted, func(u domain.Uncounted) bool { return u.NoCost }),
	}
}

func lineObject(l domain.ProfitLine) profitLine {
	amount := func(minor int64) string { return domain.Money{Amount: minor, Currency: l.Currency}.Decimal() }
	return profitLine{
		Currency: l.Currency, Minutes: l.Minutes, Revenue: amount(l.Revenue), Cost: amount(l.Cost), Margin: amount(l.Margin),
		Percent: json.Number(l.PercentText()),
	}
}

// lacking are the hours of each member that lack something. Those of one member
// follow one another.
func lacking(all []domain.Uncounted, lacks func(domain.Uncounted) bool) []memberMinutes {
	var out []memberMinutes
	for _, u := range all {
		switch last := len(out) - 1; {
		case !lacks(u):
		case last >= 0 && out[last].Member == u.Handle:
			out[last].Minutes += u.Minutes
		default:
			out = append(out, memberMinutes{u.Handle, u.Minutes})
		}
	}
	return out
}

// profitRow is a row of the table: a member's line, a total, or time that is
// in neither, and why.
type profitRow struct {
	who, why string
	profitLine
}

func profitRows(p domain.Profit) []profitRow {
	var rows []profitRow
	for _, m := range p.ByMember {
		rows = append(rows, profitRow{who: m.Handle, profitLine: lineObject(m.ProfitLine)})
	}
	for _, l := range p.Totals {
		rows = append(rows, profitRow{who: "total", profitLine: lineObject(l)})
	}
	for _, u := range p.Uncounted {
		why := "not counted: no hourly rate"
		switch {
		case u.NoRate && u.NoCost:
			why = "not counted: no rate and no cost"
		case u.NoCost:
			why = "not counted: no hourly cost"
		}
		rows = append(rows, profitRow{who: u.Handle, why: why, profitLine: profitLine{Minutes: u.Minutes}})
	}
	return rows
}

var profitColumns = []column[profitRow]{
	{"member", func(r profitRow) string { return r.who }},
	{"hours", func(r profitRow) string { return domain.Hours(r.Minutes) }},
	{"revenue", func(r profitRow) string { return orDash(r.Revenue) }},
	{"cost", func(r profitRow) string { return orDash(r.Cost) }},
	{"margin", func(r profitRow) string { return orDash(r.Margin) }},
	{"margin %", func(r profitRow) string { return orDash(string(r.Percent)) }},
	{"currency", func(r profitRow) string { return orElse(r.Currency, r.why) }},
}

func (p *Program) projectsProfit() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use: "profit PROJECT", Short: "Show what a project earns after cost", Args: exactArgs(1), ValidArgsFunction: p.completePlaces(projectNames),
		Long: "Hours × rate, hours × cost and what is between them, by member and in total, a line for each currency.\n" +
			"Hours without a rate or a cost are listed apart and are in no sum.",
		RunE: p.run(func(r *run) error {
			q := domain.ProfitQuery{Project: domain.Ref(r.args[0])}
			var err error
			if q.From, q.To, err = period(from, to); err != nil {
				return err
			}
			earned, err := r.Profit(r, q)
			if err != nil {
				return err
			}
			if r.flags.JSON {
				return r.printJSON(profitObject(earned))
			}
			rows := profitRows(earned)
			if len(rows) == 0 {
				println(r.Program.Err, "no time is recorded on "+earned.Project.Name+map[bool]string{true: " in this period"}[from+to != ""])
				return nil
			}
			return printTable(r.Program, rows, profitColumns)
		}),
	}
	p.periodFlags(c, &from, &to)
	return c
}
