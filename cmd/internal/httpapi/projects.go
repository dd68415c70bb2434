package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// ProjectRef names a project.
type ProjectRef struct {
	Project string `path:"project" doc:"an id or a name"`
}

func (r ProjectRef) place() domain.Ref { return domain.Ref(r.Project) }

type archiveProject struct {
	ProjectRef
	IfMatch
}

type staffProject struct {
	ProjectRef
	MemberOfPlace
}

type addProject struct {
	Body struct {
		Name  string     `json:"name"`
		Group domain.Ref `json:"group,omitempty" doc:"the group that it is in: its id or its name"`
		Unit  domain.Ref `json:"unit,omitempty" doc:"the organisation unit that it belongs to: its id or its name"`
	}
}

type editProject struct {
	ProjectRef
	IfMatch
	Body struct {
		Name  *string     `json:"name,omitempty"`
		Group *domain.Ref `json:"group,omitempty" doc:"the group that it is in: its id or its name; empty: none"`
		Unit  *domain.Ref `json:"unit,omitempty" doc:"the organisation unit that it belongs to: its id or its name; empty: none"`
	}
}

// Period is the days that a question is about.
type Period struct {
	From string `query:"from" doc:"the first day; left out: from the beginning" example:"2026-11-01"`
	To   string `query:"to" doc:"the last day, which is in; left out: to the end" example:"2026-11-30"`
}

// days reads the period; a bound that isn't said is empty.
func (p Period) days() (from, to domain.Date, err error) {
	if p.From != "" {
		from, err = domain.ParseDate(p.From)
	}
	if err == nil && p.To != "" {
		to, err = domain.ParseDate(p.To)
	}
	return from, to, err
}

type profitOf struct {
	ProjectRef
	Period
}

func (a *API) projects() {
	places[ProjectRef, archiveProject, staffProject](a, placeKind[domain.Project]{
		path: "projects", what: "project",
		list: (*domain.Session).Projects, show: (*domain.Session).Project, shown: (*domain.Session).ShownProject,
		archive: func(s *domain.Session, ctx context.Context, project domain.Ref, version uint64, not bool) (domain.Project, error) {
			return s.ArchiveProject(ctx, domain.ArchiveProject{Project: project, Version: version, Not: not})
		},
		staff: func(s *domain.Session, ctx context.Context, project, member domain.Ref, manager, not bool) (domain.Project, error) {
			return s.StaffProject(ctx, domain.StaffProject{Project: project, Member: member, Manager: manager, Not: not})
		},
	})
	change(a, operation{route: "POST /v1/projects", id: "add-project", summary: "Add a project", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *addProject) (domain.ListedPlace, error) {
			return shown(ctx, s.ShownProject)(s.AddProject(ctx, domain.AddProject{Name: in.Body.Name, Group: in.Body.Group, Unit: in.Body.Unit}))
		}, object.OfPlace)
	change(a, operation{route: "PATCH /v1/projects/{project}", id: "edit-project", summary: "Rename or move a project; an empty group or unit takes it out of that"},
		func(ctx context.Context, s *domain.Session, in *editProject) (domain.ListedPlace, error) {
			b := in.Body
			if b.Name == nil && b.Group == nil && b.Unit == nil {
				return domain.ListedPlace{}, nothingSaid("name, group or unit")
			}
			return shown(ctx, s.ShownProject)(s.EditProject(ctx, domain.EditProject{
				Project: in.place(), Version: in.Version, Name: b.Name, Group: b.Group, Unit: b.Unit,
			}))
		}, object.OfPlace)
	read(a, operation{
		route: "GET /v1/projects/{project}/profit", id: "project-profit", summary: "Show what a project earns after cost",
		doc: "Hours × rate, hours × cost and what is between them, by member and in total, a line for each currency. Hours without a rate or a cost are listed apart and are in no sum.",
	}, func(ctx context.Context, s *domain.Session, in *profitOf) (domain.Profit, error) {
		from, to, err := in.days()
		if err != nil {
			return domain.Profit{}, err
		}
		return s.Profit(ctx, domain.ProfitQuery{Project: in.place(), From: from, To: to})
	}, object.OfProfit)
}
