package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// placeKind is what groups and projects differ in beside their fields; the other
// operations are the same.
type placeKind[R any] struct {
	path, what string
	list       func(*domain.Session, context.Context) ([]domain.ListedPlace, error)
	show       func(*domain.Session, context.Context, domain.Ref) (domain.ListedPlace, error)
	shown      func(*domain.Session, context.Context, R) (domain.ListedPlace, error)
	archive    func(s *domain.Session, ctx context.Context, place domain.Ref, not bool) (R, error)
	staff      func(s *domain.Session, ctx context.Context, place, member domain.Ref, manager, not bool) (R, error)
}

// PlaceRef names a group or a project.
type PlaceRef struct {
	Place string `path:"place" doc:"an id or a name"`
}

type staffPlace struct {
	PlaceRef
	Member string `path:"member" doc:"an id or an e-mail address"`
}

// places registers what groups and projects have in common.
func places[R any](a *API, k placeKind[R]) {
	list(a, operation{route: "GET /v1/" + k.path, id: "list-" + k.path, summary: "List " + k.path + " by name"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedPlace, error) {
			return k.list(s, ctx)
		}, object.OfPlace)
	read(a, operation{route: "GET /v1/" + k.path + "/{place}", id: "show-" + k.what, summary: "Show a " + k.what},
		func(ctx context.Context, s *domain.Session, in *PlaceRef) (domain.ListedPlace, error) {
			return k.show(s, ctx, domain.Ref(in.Place))
		}, object.OfPlace)
	k.archiving(a, "archive", "Take a "+k.what+" out of use", false)
	k.archiving(a, "unarchive", "Bring a "+k.what+" back into use", true)
	k.staffing(a, "member", "Put someone into a "+k.what, "Take someone out of a "+k.what, false)
	k.staffing(a, "manager", "Put someone in charge of a "+k.what, "Take the charge of a "+k.what+" from someone", true)
}

func (k placeKind[R]) archiving(a *API, verb, summary string, not bool) {
	change(a, operation{route: "POST /v1/" + k.path + "/{place}/" + verb, id: verb + "-" + k.what, summary: summary},
		func(ctx context.Context, s *domain.Session, in *PlaceRef) (domain.ListedPlace, error) {
			return k.complete(ctx, s)(k.archive(s, ctx, domain.Ref(in.Place), not))
		}, object.OfPlace)
}

// staffing registers two operations: one that puts a member there and one that
// takes it away.
func (k placeKind[R]) staffing(a *API, as, put, take string, manager bool) {
	for _, o := range []struct {
		method, id, summary string
		not                 bool
	}{
		{"PUT", "set-" + k.what + "-" + as, put, false},
		{"DELETE", "unset-" + k.what + "-" + as, take, true},
	} {
		change(a, operation{route: o.method + " /v1/" + k.path + "/{place}/" + as + "s/{member}", id: o.id, summary: o.summary},
			func(ctx context.Context, s *domain.Session, in *staffPlace) (domain.ListedPlace, error) {
				return k.complete(ctx, s)(k.staff(s, ctx, domain.Ref(in.Place), domain.Ref(in.Member), manager, o.not))
			}, object.OfPlace)
	}
}

func (k placeKind[R]) complete(ctx context.Context, s *domain.Session) func(R, error) (domain.ListedPlace, error) {
	return shown(ctx, func(ctx context.Context, r R) (domain.ListedPlace, error) { return k.shown(s, ctx, r) })
}
