package httpapi

import (
	"context"
	"errors"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// RoleRef names a role.
type RoleRef struct {
	Role string `path:"role" doc:"the name of a role" example:"employee"`
}

// role finds the role of a path: who names one that isn't there asked for something
// that isn't there, not in wrong words.
func (r RoleRef) role(ctx context.Context, s *domain.Session) (domain.ListedRole, error) {
	role, err := s.Role(ctx, r.Role)
	if e, is := errors.AsType[*domain.Error](err); is && e.Code == "unknown_role" {
		err = domain.Errorf(domain.NotFound, e.Code, "%s", e.Message)
	}
	return role, err
}

// there is RoleRef's part of an input that names a role in its path.
type there interface {
	role(context.Context, *domain.Session) (domain.ListedRole, error)
}

type createRole struct {
	DryRun
	Body struct {
		Name      string   `json:"name" example:"Helpdesk"`
		From      string   `json:"from" doc:"the role to copy" example:"employee"`
		Add       []string `json:"add,omitempty" doc:"rights to add, each RIGHT or RIGHT:SCOPE with w, s or o; w if none is said" example:"[\"members.view\"]"`
		Remove    []string `json:"remove,omitempty" doc:"rights to take"`
		RankBelow string   `json:"rank_below,omitempty" doc:"rank it just below this role"`
	}
}

type editRole struct {
	RoleRef
	IfMatch
	DryRun
	Body struct {
		Add       []string `json:"add,omitempty" doc:"rights to add, each RIGHT or RIGHT:SCOPE with w, s or o; w if none is said"`
		Remove    []string `json:"remove,omitempty" doc:"rights to take"`
		RankBelow string   `json:"rank_below,omitempty" doc:"rank it just below this role"`
	}
}

type deleteRole struct {
	RoleRef
	IfMatch
	DryRun
	ReplaceWith string `query:"replace_with" doc:"the role that its holders get; needed where anyone has it"`
}

func (a *API) roles() {
	list(a, operation{route: "GET /v1/roles", id: "list-roles", summary: "List the roles of the workspace"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedRole, error) {
			return s.Roles(ctx)
		}, object.OfRole)
	read(a, operation{route: "GET /v1/roles/{role}", id: "show-role", summary: "Show a role with its rights"},
		func(ctx context.Context, s *domain.Session, in *RoleRef) (domain.ListedRole, error) {
			return in.role(ctx, s)
		}, object.OfRole)
	roleChange(a, operation{
		route: "POST /v1/roles", id: "create-role", summary: "Make a role of the workspace's own, as a copy of another", status: http.StatusCreated,
		doc: "The copy starts with the rights and the rank of the role that it is made from. Nobody makes a role that is more than their own, and the rights of the owner alone never enter one.",
	}, (*createRole).draft, func(ctx context.Context, s *domain.Session, c domain.RoleDraft) (domain.ListedRole, error) {
		return s.CreateRole(ctx, c)
	})
	roleChange(a, operation{route: "PATCH /v1/roles/{role}", id: "edit-role", summary: "Add and take rights of a role; it reaches its holders at once"},
		(*editRole).edit, func(ctx context.Context, s *domain.Session, c domain.EditRole) (domain.ListedRole, error) {
			return s.EditRole(ctx, c)
		})
	roleChange(a, operation{
		route: "DELETE /v1/roles/{role}", id: "delete-role", summary: "Delete a role; whoever has it gets another",
		doc: "Everyone who has the role, for good or for a time, and whoever is invited to it gets the replacement. One that broke off goes on when it is asked for again.",
	}, (*deleteRole).deletion, func(ctx context.Context, s *domain.Session, c domain.DeleteRole) (domain.ListedRole, error) {
		return s.DeleteRole(ctx, c, nil)
	})
}

// roleChange registers a change of a role.
func roleChange[I trial, C domain.RoleChange](a *API, op operation, of func(*I) (C, error), do func(context.Context, *domain.Session, C) (domain.ListedRole, error)) {
	read := func(ctx context.Context, s *domain.Session, in *I) (C, error) {
		if named, is := any(in).(there); is {
			if _, err := named.role(ctx, s); err != nil {
				var none C
				return none, err
			}
		}
		return of(in)
	}
	tried(a, op, func(ctx context.Context, s *domain.Session, in *I) (domain.ListedRole, error) {
		c, err := read(ctx, s, in)
		if err != nil {
			return domain.ListedRole{}, err
		}
		return do(ctx, s, c)
	}, func(ctx context.Context, s *domain.Session, in *I) (domain.Consequences, error) {
		c, err := read(ctx, s, in)
		if err != nil {
			return domain.Consequences{}, err
		}
		impact, err := s.PreviewRole(ctx, c)
		return impact.Consequences(), err
	}, object.OfRole)
}

func (in *createRole) draft() (domain.RoleDraft, error) {
	b := in.Body
	return domain.RoleDraft{Name: b.Name, From: b.From, Add: b.Add, Remove: b.Remove, RankBelow: b.RankBelow}, nil
}

func (in *editRole) edit() (domain.EditRole, error) {
	b := in.Body
	if len(b.Add)+len(b.Remove) == 0 && b.RankBelow == "" {
		return domain.EditRole{}, nothingSaid("add, remove or rank_below")
	}
	return domain.EditRole{Role: in.Role, Version: in.Version, Add: b.Add, Remove: b.Remove, RankBelow: b.RankBelow}, nil
}

func (in *deleteRole) deletion() (domain.DeleteRole, error) {
	return domain.DeleteRole{Role: in.Role, Version: in.Version, ReplaceWith: in.ReplaceWith}, nil
}
