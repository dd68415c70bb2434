package demo

import (
	"context"

	"gatehouse/domain"
	"gatehouse/storage"
)

// Counts tell what was made.
type Counts struct {
	Model        string `json:"-"`
	People       int    `json:"people"` // without the removed
	Suspended    int    `json:"suspended"`
	Removed      int    `json:"removed"`
	Employees    int    `json:"employees"`
	Unlinked     int    `json:"unlinked"`
	ServiceUsers int    `json:"service_users"`
	Keys         int    `json:"keys"`
	Units        int    `json:"units"`
	Groups       int    `json:"groups"`
	Projects     int    `json:"projects"`
	Roles        int    `json:"custom_roles"`
	Time         int    `json:"time_entries"`
	Invitations  int    `json:"invitations"`
	Pending      int    `json:"pending"`
	Events       int    `json:"events"`
}

// count reads the workspace as it came out.
func (s *seed) count(ctx context.Context, store *storage.Store) (c Counts, err error) {
	c.Model, c.Units, c.Groups = s.info.Model, len(s.units), len(s.groups)
	err = store.View(ctx, s.info.ID, func(v domain.View) error {
		for _, counted := range []struct {
			into  *int
			what  domain.Counted
			value string
		}{
			{&c.People, domain.CountByKind, "person"}, {&c.ServiceUsers, domain.CountByKind, "service"},
			{&c.Suspended, domain.CountByStatus, domain.StatusSuspended}, {&c.Removed, domain.CountByStatus, domain.StatusRemoved},
			{&c.Roles, domain.CountRoles, ""},
		} {
			if *counted.into, err = v.Count(counted.what, counted.value); err != nil {
				return err
			}
		}
		return s.countLists(v, &c)
	})
	return c, err
}

// few is more than there is of anything that the demo makes by hand.
const few = 1000

func (s *seed) countLists(v domain.View, c *Counts) error {
	keys, _, err := v.KeyPages().Page(domain.Query{Index: domain.ByTime, Limit: few})
	if err != nil {
		return err
	}
	projects, _, err := v.ProjectPages().Page(domain.Query{Index: domain.ByName, Limit: few})
	if err != nil {
		return err
	}
	sent, _, err := v.InvitationPages().Page(domain.Query{Index: domain.ByTime, Limit: few})
	if err != nil {
		return err
	}
	events, _, err := v.EventPages().Page(domain.Query{Index: domain.ByTime, Limit: few})
	if err != nil {
		return err
	}
	if err := s.countRecords(v, c); err != nil {
		return err
	}
	c.Keys, c.Projects, c.Invitations, c.Events = len(keys), len(projects), len(sent), len(events)
	for _, i := range sent {
		if i.Item.StatusAt(s.Now) == domain.InvitationPending {
			c.Pending++
		}
	}
	return nil
}

// countRecords counts what no counter knows: it goes through all of it.
func (s *seed) countRecords(v domain.View, c *Counts) error {
	q := domain.Query{Index: domain.ByTime, Limit: few}
	for more := true; more; {
		var rows []domain.Row[domain.TimeEntry]
		var err error
		if rows, more, err = v.TimePages().Page(q); err != nil {
			return err
		}
		if c.Time += len(rows); len(rows) > 0 {
			q.After = rows[len(rows)-1].Cursor
		}
	}
	q = domain.Query{Index: domain.ByNumber, Limit: few}
	for more := true; more; {
		var rows []domain.Row[domain.Employee]
		var err error
		if rows, more, err = v.EmployeePages().Page(q); err != nil {
			return err
		}
		for _, r := range rows {
			c.Employees++
			if q.After = r.Cursor; r.Item.Member == "" {
				c.Unlinked++
			}
		}
	}
	return nil
}
