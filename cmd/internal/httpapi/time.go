package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type listTime struct {
	Paging
	Period
	Project string `query:"project" doc:"only entries of this project: its id or its name"`
	Member  string `query:"member" doc:"only entries of this member: an id or an e-mail address"`
}

type addTime struct {
	Body struct {
		Project domain.Ref `json:"project" doc:"its id or its name"`
		Member  domain.Ref `json:"member" doc:"who worked: an id or an e-mail address"`
		Date    string     `json:"date" doc:"the day" example:"2026-11-03"`
		Minutes int        `json:"minutes" example:"90"`
	}
}

type removeTime struct {
	IfMatch
	Entry string `path:"entry" doc:"an id"`
}

func (a *API) time() {
	pages(a, operation{route: "GET /v1/time", id: "list-time", summary: "List your own time entries and those of projects that you manage", doc: "By day, the oldest first."},
		func(ctx context.Context, s *domain.Session, in *listTime) (rows []domain.ListedTime, next domain.Cursor, err error) {
			q := domain.TimeQuery{Project: domain.Ref(in.Project), Member: domain.Ref(in.Member), Limit: in.Limit}
			if q.After, err = in.After(); err != nil {
				return nil, "", err
			}
			if q.From, q.To, err = in.days(); err != nil {
				return nil, "", err
			}
			p, err := s.Times(ctx, q)
			rows, next = items(p.Rows, p.More)
			return rows, next, err
		}, object.OfTime)
	change(a, operation{route: "POST /v1/time", id: "add-time", summary: "Record time that someone worked on a project", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *addTime) (domain.ListedTime, error) {
			date, err := domain.ParseDate(in.Body.Date)
			if err != nil {
				return domain.ListedTime{}, err
			}
			return s.AddTime(ctx, domain.AddTime{Project: in.Body.Project, Member: in.Body.Member, Date: date, Minutes: in.Body.Minutes})
		}, object.OfTime)
	change(a, operation{route: "DELETE /v1/time/{entry}", id: "remove-time", summary: "Take a wrong time entry out; undo puts it back"},
		func(ctx context.Context, s *domain.Session, in *removeTime) (domain.ListedTime, error) {
			return s.RemoveTime(ctx, domain.RemoveTime{Entry: domain.Ref(in.Entry), Version: in.Version})
		}, object.OfTime)
}

// items are the records of a page, and the cursor of the next one where there is
// more.
func items[T any](rows []domain.Row[T], more bool) (all []T, next domain.Cursor) {
	for _, r := range rows {
		all = append(all, r.Item)
	}
	if more && len(rows) > 0 {
		next = rows[len(rows)-1].Cursor
	}
	return all, next
}
