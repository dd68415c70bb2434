package httpapi

import (
	"context"
	"net/http"
	"time"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// ServiceUserRef names a service user.
type ServiceUserRef struct {
	ServiceUser domain.Ref `path:"service_user" doc:"a name or an id" example:"nightly"`
}

type createServiceUser struct {
	Body struct {
		Name string `json:"name" example:"nightly"`
		Role string `json:"role" example:"verifier"`
	}
}

type suspendService struct {
	ServiceUserRef
	IfMatch
	DryRun
	Body *Suspension
}

type changeService struct {
	ServiceUserRef
	IfMatch
	DryRun
}

type (
	reactivateService changeService
	removeService     changeService
	restoreService    changeService
)

func (a *API) serviceUsers() {
	list(a, operation{route: "GET /v1/service-users", id: "list-service-users", summary: "List service users"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.Listed, error) {
			return s.ServiceUsers(ctx)
		}, object.OfMember)
	read(a, operation{route: "GET /v1/service-users/{service_user}", id: "show-service-user", summary: "Show a service user"},
		func(ctx context.Context, s *domain.Session, in *ServiceUserRef) (domain.Card, error) {
			if err := s.NotPerson(ctx, in.ServiceUser); err != nil {
				return domain.Card{}, err
			}
			return s.Member(ctx, in.ServiceUser)
		}, object.OfCard)
	change(a, operation{route: "POST /v1/service-users", id: "create-service-user", summary: "Make a service user", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *createServiceUser) (domain.Listed, error) {
			return shown(ctx, s.Shown)(s.CreateServiceUser(ctx, domain.CreateServiceUser{Name: in.Body.Name, Role: in.Body.Role}))
		}, object.OfMember)
	serviceChange[suspendService](a, operation{route: "POST /v1/service-users/{service_user}/suspend", id: "suspend-service-user", summary: "Revoke access without deleting anything"})
	serviceChange[reactivateService](a, operation{route: "POST /v1/service-users/{service_user}/reactivate", id: "reactivate-service-user", summary: "Give access back, with the same role and settings"})
	serviceChange[removeService](a, operation{route: "DELETE /v1/service-users/{service_user}", id: "remove-service-user", summary: "Take out; for 30 days it can be restored"})
	serviceChange[restoreService](a, operation{route: "POST /v1/service-users/{service_user}/restore", id: "restore-service-user", summary: "Take a removal back"})
}

// serviceable is an input that becomes a change of a service user.
type serviceable interface {
	changeable
	of() domain.Ref
}

func (r ServiceUserRef) of() domain.Ref { return r.ServiceUser }

// serviceChange registers a change of a service user; a person isn't one.
func serviceChange[I serviceable](a *API, op operation) {
	memberChange(a, op, func(ctx context.Context, s *domain.Session, in *I) (domain.Change, error) {
		if err := s.NotPerson(ctx, (*in).of()); err != nil {
			return nil, err
		}
		return (*in).change(s.Now())
	})
}

func (in suspendService) change(time.Time) (domain.Change, error) {
	return domain.Suspend{Member: in.ServiceUser, Version: in.Version, Reason: in.Body.reason()}, nil
}

func (in reactivateService) change(time.Time) (domain.Change, error) {
	return domain.Reactivate{Member: in.ServiceUser, Version: in.Version}, nil
}

func (in removeService) change(time.Time) (domain.Change, error) {
	return domain.Remove{Member: in.ServiceUser, Version: in.Version}, nil
}

func (in restoreService) change(time.Time) (domain.Change, error) {
	return domain.Restore{Member: in.ServiceUser, Version: in.Version}, nil
}
