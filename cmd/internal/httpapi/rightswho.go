package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type rightsWho struct {
	Paging
	Right   string `query:"right" required:"true" example:"data.export"`
	On      string `query:"on" doc:"about what: KIND/NAME or any; left out: oneself for personal rights, else the whole workspace" example:"project/Atlas"`
	Channel string `query:"channel" doc:"web, mobile, console or api; left out: the usual one of each member"`
	Query   string `query:"query" doc:"only those that match this text, best first"`
}

type rightsDiff struct {
	Member domain.Ref `query:"member" required:"true" doc:"an id, an e-mail address or the name of a service user" example:"eva@example.com"`
	Role   string     `query:"role" required:"true" doc:"the role to compare with" example:"manager"`
}

func (a *API) rightsOfMembers() {
	pages(a, operation{route: "GET /v1/rights/who", id: "rights-who", summary: "Everyone who may do something, and through what"},
		func(ctx context.Context, s *domain.Session, in *rightsWho) ([]domain.Who, domain.Cursor, error) {
			after, err := in.After()
			if err != nil {
				return nil, "", err
			}
			p, err := s.Who(ctx, domain.WhoQuestion{Right: in.Right, On: in.On, Channel: in.Channel, Text: in.Query}, after, in.Limit)
			if err != nil {
				return nil, "", err
			}
			var all []domain.Who
			var next domain.Cursor
			for _, row := range p.Rows {
				all, next = append(all, row.Item), row.Cursor
			}
			if !p.More {
				next = ""
			}
			return all, next, nil
		}, object.OfWho)
	read(a, operation{route: "GET /v1/rights/diff", id: "rights-diff", summary: "What a role would give someone and take"},
		func(ctx context.Context, s *domain.Session, in *rightsDiff) (domain.RightsDiff, error) {
			return s.DiffRole(ctx, in.Member, in.Role)
		}, object.OfDiff)
}
