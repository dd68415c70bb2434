package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type endSessions struct {
	Session string `path:"session" doc:"the id of a session, or a member: an id or an e-mail address" example:"eva@example.com"`
}

func (a *API) sessions() {
	list(a, operation{route: "GET /v1/sessions", id: "list-sessions", summary: "List sessions, the newest first: those that you may end"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.LiveSession, error) {
			return s.Sessions(ctx)
		}, object.OfSession)
	change(a, operation{route: "DELETE /v1/sessions/{session}", id: "end-sessions", summary: "End a session, or all of someone's; whoever sits there reads why", doc: "The answer is the sessions that ended."},
		func(ctx context.Context, s *domain.Session, in *endSessions) ([]domain.LiveSession, error) {
			return s.EndSessions(ctx, domain.EndSessions{Of: in.Session})
		}, func(ended []domain.LiveSession) []object.Session { return object.List(ended, object.OfSession) })
}
