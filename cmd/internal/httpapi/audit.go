package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type listEvents struct {
	Paging
	Actor  string `query:"actor" doc:"only what this member did: an id, an address or a name"`
	Target string `query:"target" doc:"only what happened to this: an id, an address, a name or KIND/NAME" example:"member/eva@example.com"`
	Action string `query:"action" doc:"only this action, such as members.role, or members for all of them"`
	Result string `query:"result" enum:"done,denied"`
	Since  string `query:"since" doc:"not before this time: RFC 3339, a day or a span from now" example:"24h"`
}

func (a *API) audit() {
	pages(a, operation{route: "GET /v1/audit", id: "list-events", summary: "List events, the newest first"},
		func(ctx context.Context, s *domain.Session, in *listEvents) (rows []domain.Event, next domain.Cursor, err error) {
			q := domain.EventQuery{Actor: in.Actor, Target: in.Target, Action: in.Action, Result: in.Result, Limit: in.Limit}
			if q.After, err = in.After(); err != nil {
				return nil, "", err
			}
			if in.Since != "" {
				if q.Since, err = domain.ParseSince(in.Since, s.Now()); err != nil {
					return nil, "", err
				}
			}
			p, err := s.Events(ctx, q)
			rows, next = items(p.Rows, p.More)
			return rows, next, err
		}, object.OfEvent)
}
