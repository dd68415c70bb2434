package object

import "gatehouse/domain"

// Rate is what an hour of someone is sold for, or what it costs.
type Rate struct {
	ID       string `json:"id"`
	Member   string `json:"member" doc:"the member's address"`
	Kind     string `json:"kind" enum:"hourly,cost" doc:"hourly: what an hour is sold for; cost: what it costs"`
	From     string `json:"from" format:"date" doc:"the first day on which it holds"`
	Amount   string `json:"amount" doc:"a decimal" example:"80.00"`
	Currency string `json:"currency" doc:"ISO 4217" example:"EUR"`
	Project  string `json:"project,omitempty" doc:"the one project that it holds for"`
}

// OfRate makes the object of a rate.
func OfRate(l domain.ListedRate) Rate {
	return Rate{
		ID: string(l.ID), Member: l.MemberName, Kind: string(l.Kind), From: string(l.From),
		Amount: l.Money().Decimal(), Currency: l.Currency, Project: l.ProjectName,
	}
}
