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
	archive    func(s *domain.Session, ctx context.Context, place domain.Ref, version uint64, not bool) (R, error)
	staff      func(s *domain.Session, ctx context.Context, place, member domain.Ref, manager, not bool) (R, error)
}

// placeRef is an input that names a group or a project; staffRef names a member
// too, archiveRef a version.
type (
	placeRef interface{ place() domain.Ref }
	staffRef interface {
		placeRef
		who() domain.Ref
	}
	archiveRef interface {
		placeRef
		version() uint64
	}
)

// MemberOfPlace names a member of a group or a project.
type MemberOfPlace struct {
	Member string `path:"member" doc:"an id or an e-mail address"`
}

func (m MemberOfPlace) who() domain.Ref { return domain.Ref(m.Member) }

// places registers what groups and projects have in common.
func places[P placeRef, A archiveRef, S staffRef, R any](a *API, k placeKind[R]) {
	one := "/v1/" + k.path + "/{" + k.what + "}"
	list(a, operation{route: "GET /v1/" + k.path, id: "list-" + k.path, summary: "List " + k.path + " by name"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedPlace, error) {
			return k.list(s, ctx)
		}, object.OfPlace)
	read(a, operation{route: "GET " + one, id: "show-" + k.what, summary: "Show a " + k.what},
		func(ctx context.Context, s *domain.Session, in *P) (domain.ListedPlace, error) {
			return k.show(s, ctx, (*in).place())
		}, object.OfPlace)
	archiving[A](a, k, operation{route: "POST " + one + "/archive", id: "archive-" + k.what, summary: "Take a " + k.what + " out of use"}, false)
	archiving[A](a, k, operation{route: "POST " + one + "/unarchive", id: "unarchive-" + k.what, summary: "Bring a " + k.what + " back into use"}, true)
	staffing[S](a, k, operation{route: "PUT " + one + "/members/{member}", id: "set-" + k.what + "-member", summary: "Put someone into a " + k.what}, false, false)
	staffing[S](a, k, operation{route: "DELETE " + one + "/members/{member}", id: "unset-" + k.what + "-member", summary: "Take someone out of a " + k.what}, false, true)
	staffing[S](a, k, operation{route: "PUT " + one + "/managers/{member}", id: "set-" + k.what + "-manager", summary: "Put someone in charge of a " + k.what}, true, false)
	staffing[S](a, k, operation{route: "DELETE " + one + "/managers/{member}", id: "unset-" + k.what + "-manager", summary: "Take the charge of a " + k.what + " from someone"}, true, true)
}

func archiving[A archiveRef, R any](a *API, k placeKind[R], op operation, not bool) {
	change(a, op, func(ctx context.Context, s *domain.Session, in *A) (domain.ListedPlace, error) {
		return k.complete(ctx, s)(k.archive(s, ctx, (*in).place(), (*in).version(), not))
	}, object.OfPlace)
}

func staffing[S staffRef, R any](a *API, k placeKind[R], op operation, manager, not bool) {
	change(a, op, func(ctx context.Context, s *domain.Session, in *S) (domain.ListedPlace, error) {
		return k.complete(ctx, s)(k.staff(s, ctx, (*in).place(), (*in).who(), manager, not))
	}, object.OfPlace)
}

func (k placeKind[R]) complete(ctx context.Context, s *domain.Session) func(R, error) (domain.ListedPlace, error) {
	return shown(ctx, func(ctx context.Context, r R) (domain.ListedPlace, error) { return k.shown(s, ctx, r) })
}
