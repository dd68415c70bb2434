package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

type listRights struct {
	Paging
	Query string `query:"query" maxLength:"80" doc:"words that the name or the sentence of a right has"`
}

func (a *API) rights() {
	list(a, operation{route: "GET /v1/rights", id: "list-rights", summary: "The catalogue of rights", doc: "Every right there is, whatever the role model; who has which is asked with check and me."},
		func(_ context.Context, _ *domain.Session, in *listRights) ([]rights.Entry, error) {
			return domain.FindRights(in.Query), nil
		}, object.OfEntry)
}
