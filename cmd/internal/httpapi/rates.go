package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type listRates struct {
	MemberRef
	Paging
}

type setRate struct {
	MemberRef
	Body struct {
		Hourly   string     `json:"hourly,omitempty" doc:"the amount that an hour is sold for" example:"80.00"`
		Cost     string     `json:"cost,omitempty" doc:"the amount that an hour costs" example:"45.00"`
		Currency string     `json:"currency" doc:"ISO 4217" example:"EUR"`
		From     string     `json:"from,omitempty" doc:"the date that it begins on; left out: today, UTC" example:"2027-01-01"`
		Project  domain.Ref `json:"project,omitempty" doc:"for this project alone: its id or its name"`
		Replace  bool       `json:"replace,omitempty" doc:"put it in place of one that begins on the same day"`
	}
}

type removeRate struct {
	MemberRef
	Kind    string     `query:"kind" required:"true" enum:"hourly,cost"`
	From    string     `query:"from" required:"true" doc:"the date that it begins on" example:"2027-01-01"`
	Project domain.Ref `query:"project" doc:"the project that it is for; left out: the one that is for none"`
}

func (a *API) rates() {
	list(a, operation{route: "GET /v1/members/{member}/rates", id: "list-rates", summary: "List what an hour is sold for and what it costs, the newest first"},
		func(ctx context.Context, s *domain.Session, in *listRates) ([]domain.ListedRate, error) {
			return s.Rates(ctx, in.Member)
		}, object.OfRate)
	change(a, operation{
		route: "POST /v1/members/{member}/rates", id: "set-rate", summary: "Set what an hour is sold for and what it costs", status: http.StatusCreated,
		doc: "A rate holds from its day until the next one begins; one for a project wins over one without.",
	}, func(ctx context.Context, s *domain.Session, in *setRate) ([]domain.ListedRate, error) {
		b := in.Body
		set := domain.SetRate{Member: in.Member, Project: b.Project, Hourly: b.Hourly, Cost: b.Cost, Currency: b.Currency, Replace: b.Replace}
		if b.From != "" {
			var err error
			if set.From, err = domain.ParseDate(b.From); err != nil {
				return nil, err
			}
		}
		return s.SetRate(ctx, set)
	}, func(set []domain.ListedRate) []object.Rate { return object.List(set, object.OfRate) })
	change(a, operation{route: "DELETE /v1/members/{member}/rates", id: "remove-rate", summary: "Take one rate out"},
		func(ctx context.Context, s *domain.Session, in *removeRate) (domain.ListedRate, error) {
			from, err := domain.ParseDate(in.From)
			if err != nil {
				return domain.ListedRate{}, err
			}
			return s.RemoveRate(ctx, domain.RemoveRate{Member: in.Member, Project: in.Project, Kind: domain.RateKind(in.Kind), From: from})
		}, object.OfRate)
}
