package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type changeRole struct {
	Member string `path:"member"`
	IfMatch
	Body struct {
		Role string `json:"role"`
	}
}

type createKey struct {
	Body struct {
		ServiceUser string `json:"service_user"`
		Name        string `json:"name" maxLength:"80"`
	}
}

// Trial registers operations as a noun's file does: real use cases, and some that
// go wrong.
func (a *API) Trial() {
	list(a, operation{route: "GET /v1/trial/keys", id: "trial-list", summary: "keys"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedKey, error) {
			return s.Keys(ctx, "")
		}, object.OfKey)
	list(a, operation{route: "GET /v1/trial/employees", id: "trial-employees", summary: "employees"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedEmployee, error) {
			return s.Employees(ctx, "")
		}, object.OfEmployee)
	pages(a, operation{route: "GET /v1/trial/members", id: "trial-pages", summary: "members"},
		func(ctx context.Context, s *domain.Session, in *Paging) ([]domain.ListedRow, domain.Cursor, error) {
			after, err := in.After()
			if err != nil {
				return nil, "", err
			}
			p, err := s.Members(ctx, domain.MemberQuery{Sort: domain.ByName, After: after, Limit: in.Limit})
			if err != nil || !p.More {
				return p.Rows, "", err
			}
			return p.Rows, p.Rows[len(p.Rows)-1].Cursor, nil
		}, func(r domain.ListedRow) object.Member { return object.OfMember(r.Listed) })
	change(a, operation{route: "PATCH /v1/trial/members/{member}", id: "trial-role", summary: "a role"},
		func(ctx context.Context, s *domain.Session, in *changeRole) (domain.Listed, error) {
			m, err := s.ChangeRole(ctx, domain.ChangeRole{Member: domain.Ref(in.Member), Version: in.Version, Role: in.Body.Role})
			if err != nil {
				return domain.Listed{}, err
			}
			return s.Shown(ctx, m)
		}, object.OfMember)
	change(a, operation{route: "POST /v1/trial/keys", id: "trial-create", summary: "a key", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *createKey) (domain.FreshKey, error) {
			return s.CreateKey(ctx, domain.CreateKey{ServiceUser: domain.Ref(in.Body.ServiceUser), Name: in.Body.Name})
		}, func(k domain.FreshKey) object.Key {
			return object.Key{ID: string(k.ID), Name: k.Name, Secret: k.Secret.Reveal()}
		})
	plainly := func(path string, do func() error) {
		a.plain(&huma.Operation{Method: http.MethodGet, Path: path, Tags: []string{"trial"}, Responses: map[string]*huma.Response{}}, route{}, func(c *call) error {
			c.out.WriteString("half an answer")
			return do()
		})
	}
	plainly("/v1/trial/panic", func() error { panic("the secret plan") })
	plainly("/v1/trial/broken", func() error { return errors.New("the secret plan") })
}

// Buckets is how many names the limiters remember.
func (a *API) Buckets() int { return a.strays.Len() }

// Connections is how many connections are counted.
func (a *API) Connections() int {
	a.connections.mu.Lock()
	defer a.connections.mu.Unlock()
	if len(a.connections.open) == 0 && len(a.connections.from) != 0 {
		return -1
	}
	return len(a.connections.open)
}

// Idle is how many of them are idle.
func (a *API) Idle() (n int) {
	a.connections.mu.Lock()
	defer a.connections.mu.Unlock()
	for _, x := range a.connections.open {
		if x.idle {
			n++
		}
	}
	return n
}
