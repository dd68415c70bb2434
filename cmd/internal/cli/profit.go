package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// profitRow is a row of the table: a member's line, a total, or time that is
// in neither, and why.
type profitRow struct {
	who, why, percent string
	object.ProfitLine
}

func profitRows(p domain.Profit) []profitRow {
	var rows []profitRow
	for _, m := range p.ByMember {
		rows = append(rows, profitRow{who: m.Handle, percent: m.PercentText(), ProfitLine: object.OfProfitLine(m.ProfitLine)})
	}
	for _, l := range p.Totals {
		rows = append(rows, profitRow{who: "total", percent: l.PercentText(), ProfitLine: object.OfProfitLine(l)})
	}
	for _, u := range p.Uncounted {
		why := "not counted: no hourly rate"
		switch {
		case u.NoRate && u.NoCost:
			why = "not counted: no rate and no cost"
		case u.NoCost:
			why = "not counted: no hourly cost"
		}
		rows = append(rows, profitRow{who: u.Handle, why: why, ProfitLine: object.ProfitLine{Minutes: u.Minutes}})
	}
	return rows
}

var profitColumns = []column[profitRow]{
	{"member", func(r profitRow) string { return r.who }},
	{"hours", func(r profitRow) string { return domain.Hours(r.Minutes) }},
	{"revenue", func(r profitRow) string { return orDash(r.Revenue) }},
	{"cost", func(r profitRow) string { return orDash(r.Cost) }},
	{"margin", func(r profitRow) string { return orDash(r.Margin) }},
	{"margin %", func(r profitRow) string { return orDash(r.percent) }},
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
				return r.printJSON(object.OfProfit(earned))
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
