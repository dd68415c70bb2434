package httpapi

import (
	"context"
	"strings"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// MemberRef names a member.
type MemberRef struct {
	Member domain.Ref `path:"member" doc:"an id, an e-mail address or the name of a service user" example:"eva@example.com"`
}

type listMembers struct {
	Paging
	Query  string `query:"query" doc:"only those that match this text, best first"`
	Role   string `query:"role" doc:"only those with this role"`
	Status string `query:"status" doc:"only those who are active, suspended or removed; left out: all but the removed"`
	Kind   string `query:"kind" doc:"only person or service"`
	Sort   string `query:"sort" doc:"name, email, role, status or joined_at, with a - before it the other way round (by email only those who have one); what a query finds comes best first" example:"-joined_at"`
}

type renameMember struct {
	MemberRef
	IfMatch
	Body struct {
		Name  *string `json:"name,omitempty"`
		Email *string `json:"email,omitempty"`
	}
}

func (a *API) members() {
	pages(a, operation{route: "GET /v1/members", id: "list-members", summary: "List members; the removed ones only with status removed"},
		findMembers, func(r domain.ListedRow) object.Member { return object.OfMember(r.Listed) })
	read(a, operation{route: "GET /v1/members/{member}", id: "show-member", summary: "Show a member"},
		func(ctx context.Context, s *domain.Session, in *MemberRef) (domain.Card, error) {
			return s.Member(ctx, in.Member)
		}, object.OfCard)
	change(a, operation{route: "PATCH /v1/members/{member}", id: "rename-member", summary: "Change the name or the address"},
		func(ctx context.Context, s *domain.Session, in *renameMember) (domain.Listed, error) {
			if in.Body.Name == nil && in.Body.Email == nil {
				return domain.Listed{}, nothingSaid("name or email")
			}
			return shown(ctx, s.Shown)(s.Rename(ctx, domain.Rename{Member: in.Member, Version: in.Version, Name: in.Body.Name, Email: in.Body.Email}))
		}, object.OfMember)
	a.memberChanges()
	a.standing()
	a.rates()
	a.logins()
}

func findMembers(ctx context.Context, s *domain.Session, in *listMembers) ([]domain.ListedRow, domain.Cursor, error) {
	after, err := in.After()
	if err != nil {
		return nil, "", err
	}
	order, down := strings.CutPrefix(in.Sort, "-")
	p, err := s.Members(ctx, domain.MemberQuery{
		Text: in.Query, Role: in.Role, Status: in.Status, Kind: in.Kind, Sort: domain.Index(order), Desc: down, After: after, Limit: in.Limit,
	})
	if err != nil || !p.More {
		return p.Rows, "", err
	}
	return p.Rows, p.Rows[len(p.Rows)-1].Cursor, nil
}
