package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// GroupRef names a group.
type GroupRef struct {
	Group string `path:"group" doc:"an id or a name"`
}

func (r GroupRef) place() domain.Ref { return domain.Ref(r.Group) }

type archiveGroup struct {
	GroupRef
	IfMatch
}

type staffGroup struct {
	GroupRef
	MemberOfPlace
}

type addGroup struct {
	Body struct {
		Name   string     `json:"name"`
		Parent domain.Ref `json:"parent,omitempty" doc:"the group that it is within: its id or its name"`
	}
}

type editGroup struct {
	GroupRef
	IfMatch
	Body struct {
		Name   *string     `json:"name,omitempty"`
		Parent *domain.Ref `json:"parent,omitempty" doc:"the group that it is within: its id or its name; empty: none"`
	}
}

func (a *API) groups() {
	places[GroupRef, archiveGroup, staffGroup](a, placeKind[domain.Group]{
		path: "groups", what: "group",
		list: (*domain.Session).Groups, show: (*domain.Session).Group, shown: (*domain.Session).ShownGroup,
		archive: func(s *domain.Session, ctx context.Context, group domain.Ref, version uint64, not bool) (domain.Group, error) {
			return s.ArchiveGroup(ctx, domain.ArchiveGroup{Group: group, Version: version, Not: not})
		},
		staff: func(s *domain.Session, ctx context.Context, group, member domain.Ref, manager, not bool) (domain.Group, error) {
			return s.StaffGroup(ctx, domain.StaffGroup{Group: group, Member: member, Manager: manager, Not: not})
		},
	})
	change(a, operation{route: "POST /v1/groups", id: "add-group", summary: "Add a group", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *addGroup) (domain.ListedPlace, error) {
			return shown(ctx, s.ShownGroup)(s.AddGroup(ctx, domain.AddGroup{Name: in.Body.Name, Parent: in.Body.Parent}))
		}, object.OfPlace)
	change(a, operation{route: "PATCH /v1/groups/{group}", id: "edit-group", summary: "Rename or move a group; an empty parent puts it at the top"},
		func(ctx context.Context, s *domain.Session, in *editGroup) (domain.ListedPlace, error) {
			if in.Body.Name == nil && in.Body.Parent == nil {
				return domain.ListedPlace{}, nothingSaid("name or parent")
			}
			return shown(ctx, s.ShownGroup)(s.EditGroup(ctx, domain.EditGroup{
				Group: in.place(), Version: in.Version, Name: in.Body.Name, Parent: in.Body.Parent,
			}))
		}, object.OfPlace)
}
