package object

import "gatehouse/domain"

// Exported is a member in an export, with what an hour is sold for and costs
// today, for those who may see that.
type Exported struct {
	Member
	Hourly         string `json:"hourly,omitempty" doc:"what an hour is sold for, a decimal" example:"80.00"`
	HourlyCurrency string `json:"hourly_currency,omitempty" doc:"ISO 4217" example:"EUR"`
	Cost           string `json:"cost,omitempty" doc:"what an hour costs, a decimal" example:"45.00"`
	CostCurrency   string `json:"cost_currency,omitempty" doc:"ISO 4217" example:"EUR"`
}

// OfExported makes the object of a row of an export.
func OfExported(e domain.ExportedRow) Exported {
	out := Exported{Member: OfMember(e.Listed)}
	out.Hourly, out.HourlyCurrency = money(e.Hourly)
	out.Cost, out.CostCurrency = money(e.Cost)
	return out
}

// money is an amount and its currency; empty where there is none.
func money(m *domain.Money) (amount, currency string) {
	if m == nil {
		return "", ""
	}
	return m.Decimal(), m.Currency
}
