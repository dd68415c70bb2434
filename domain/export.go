package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ExportPage is one page of members for an export.
type ExportPage struct {
	Rows         []ExportedRow
	More         bool
	Rates, Costs bool // whether the asker may see what hours are sold for, and what they cost
}

// ExportedRow is a member with what an hour comes to today; nil where nothing
// is set, and for those who may not see it.
type ExportedRow struct {
	ListedRow
	Hourly, Cost *Money
}

// ExportMembers is a page of Members for an export, which needs data.export
// too. Rates are for those with members.rate, costs for those with
// members.cost. A page is a snapshot of its own.
func (s *Session) ExportMembers(ctx context.Context, q MemberQuery) (ExportPage, error) {
	return look(ctx, s, func(v *view) (ExportPage, error) {
		if err := v.may(ask{right: rights.DataExport}); err != nil {
			return ExportPage{}, err
		}
		page, err := v.members(q)
		out := ExportPage{More: page.More, Rates: v.reachesAll(rights.MembersRate), Costs: v.reachesAll(rights.MembersCost)}
		for _, row := range page.Rows {
			e := ExportedRow{ListedRow: row}
			if err == nil && (out.Rates || out.Costs) {
				err = v.fillRates(&e, out)
			}
			out.Rows = append(out.Rows, e)
		}
		return out, err
	})
}

// fillRates adds the rates that speak today, whatever the project.
func (v *view) fillRates(e *ExportedRow, may ExportPage) error {
	all, err := everything(v.RatePages(), Query{Index: ByMember, Value: string(e.ID), To: DateOf(v.now)})
	for _, r := range all { // the newest last
		money := r.Money()
		switch {
		case r.Project != "":
		case r.Kind == HourlyRate && may.Rates:
			e.Hourly = &money
		case r.Kind == HourlyCost && may.Costs:
			e.Cost = &money
		}
	}
	return err
}
