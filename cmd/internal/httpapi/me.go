package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

func (a *API) me() {
	read(a, operation{route: "GET /v1/me", id: "me", summary: "Who this key is and what it may do"},
		func(ctx context.Context, s *domain.Session, _ *none) (domain.Me, error) { return s.Me(ctx) }, object.OfMe)
}
