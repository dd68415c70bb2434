package domain

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gatehouse/domain/rights"
)

// Import brings a roster in. Whoever is in it becomes an active member with no
// login yet; nobody is ever removed, and existing roles stay unless
// UpdateRoles.
type Import struct {
	Roster      Roster
	Role        string // for people without one; empty: the model's ordinary role
	UpdateRoles bool
	Progress    func(done, all int) // may be nil
}

// ImportReport says what an import did, or would do.
type ImportReport struct {
	Created   []string   `json:"created"`
	Updated   []string   `json:"updated"`
	Unchanged []string   `json:"unchanged"`
	Rejected  []Rejected `json:"rejected"`
	Groups    int        `json:"groups,omitempty"`
	Projects  int        `json:"projects,omitempty"`
	Employees int        `json:"employees,omitempty"`
}

// chunk is how many rows one commit of an import takes at most: the more, the
// more of them fall on the same page.
const chunk = 4000

// PlanImport runs the whole import on a snapshot and throws it away.
func (s *Session) PlanImport(ctx context.Context, c Import) (ImportReport, error) {
	im := newImporter(s.ws.db, c)
	err := s.planImport(ctx, im)
	im.report.sort()
	return im.report, err
}

// planImport runs all jobs on a snapshot, without a look at seats, and then
// refuses the whole file where the plan has too few for it.
func (s *Session) planImport(ctx context.Context, im *importer) error {
	_, err := look(ctx, s, func(v *view) (struct{}, error) {
		if err := im.begin(v.txn); err != nil {
			return struct{}{}, err
		}
		free, err := v.findLapsed()
		if err != nil {
			return struct{}{}, err
		}
		before, err := v.seatsUsed(free)
		if err != nil {
			return struct{}{}, err
		}
		if err := im.run(v.txn, 0, len(im.jobs), &im.report); err != nil {
			return struct{}{}, err
		}
		if brings := len(im.report.Created); brings > 0 && v.plan.Seats > 0 && before+brings > v.plan.Seats {
			return struct{}{}, Errorf(Limit, "seat_limit", "the file brings %d people and the %s plan has %d seats left", brings, v.plan.Title, max(0, v.plan.Seats-before))
		}
		return struct{}{}, nil
	})
	return err
}

// Import checks authority and seats for all of it first, then applies it in
// commits of bounded size. It can be run again with nothing changed.
func (s *Session) Import(ctx context.Context, c Import) (ImportReport, error) {
	free, err := s.checkSeats(ctx, c)
	if err != nil {
		return ImportReport{}, err
	}
	im := newImporter(s.ws.db, c)
	im.seats = &free
	size := max(1, min(chunk, s.ws.db.store.Room()/4))
	for from := 0; from == 0 || from < len(im.jobs); from += size {
		to := min(from+size, len(im.jobs))
		part, err := commit(ctx, s, c.action(), func(t *txn) (ImportReport, error) {
			var part ImportReport
			if err := im.begin(t); err != nil {
				return part, err
			}
			return part, im.run(t, from, to, &part)
		})
		if err != nil {
			im.report.sort()
			return im.report, err
		}
		im.report.add(part)
		if c.Progress != nil {
			c.Progress(to, len(im.jobs))
		}
	}
	im.report.sort()
	return im.report, nil
}

// checkSeats refuses the whole file, before anything is written, where the
// plan has too few seats for it. Whether each one is still free is asked again
// as it is taken.
func (s *Session) checkSeats(ctx context.Context, c Import) (lapsed, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return free, err
	}
	limit, err := look(ctx, s, func(v *view) (int, error) { return v.plan.Seats, nil })
	if err != nil || limit == 0 {
		return free, err
	}
	_, err = s.PlanImport(ctx, c)
	return free, err
}

// importer is one import under way: jobs in an order that works, groups before
// the people who are in them.
type importer struct {
	Import
	db     *Database
	jobs   []job
	report ImportReport
	seats  *lapsed // each new person takes a seat; nil in a plan, which counts them together
}

// job is one thing that an import makes or changes, with the ids that it may
// need, drawn beforehand.
type job struct {
	line int
	do   func(t *txn, j *job, r *ImportReport) error
	ids  [3]ID
}

func newImporter(db *Database, c Import) *importer {
	im := &importer{Import: c, db: db, report: ImportReport{Rejected: slices.Clone(c.Roster.Bad)}}
	groups, astray := parentsFirst(c.Roster.Groups)
	for _, g := range astray {
		im.report.Rejected = append(im.report.Rejected, Rejected{g.Line, fmt.Sprintf("the group %s is in a circle of groups, or more than %d levels down", CleanMax(g.Name, 80), deepest)})
	}
	for _, g := range groups {
		im.queue(g.Line, func(t *txn, j *job, r *ImportReport) error { return t.importGroup(g, j, r) })
	}
	for _, p := range c.Roster.Projects {
		im.queue(p.Line, func(t *txn, j *job, r *ImportReport) error { return t.importProject(p, j, r) })
	}
	places := im.places()
	for _, p := range c.Roster.People {
		email := addressKey(p.Email)
		at := places[email]
		delete(places, email)
		im.queue(p.Line, func(t *txn, j *job, r *ImportReport) error { return t.importPerson(im, p, at, j, r) })
	}
	for _, email := range slices.Sorted(maps.Keys(places)) {
		at := places[email]
		im.queue(at.line, func(t *txn, j *job, r *ImportReport) error { return t.importPlaces(email, at, r) })
	}
	return im
}

func (im *importer) queue(line int, do func(*txn, *job, *ImportReport) error) {
	im.jobs = append(im.jobs, job{line: line, do: do, ids: [3]ID{im.db.newID(), im.db.newID(), im.db.newID()}})
}

// begin authorises the whole import.
func (im *importer) begin(t *txn) error {
	t.brief = true
	needs := []rights.Right{rights.MembersInvite, rights.MembersRole, rights.DataImport}
	if len(im.Roster.Groups) > 0 {
		needs = append(needs, rights.GroupsManage, rights.RolesAssign)
	}
	if len(im.Roster.Projects) > 0 {
		needs = append(needs, rights.ProjectsCreate)
	}
	if slices.ContainsFunc(im.Roster.People, func(p RosterPerson) bool { return p.EmployeeNumber != "" || p.Unit != "" }) {
		needs = append(needs, rights.EmployeesManage)
	}
	for _, r := range needs {
		if err := t.may(ask{right: r, target: target{mention: t.mention()}}); err != nil {
			return err
		}
	}
	if im.Role != "" {
		role, err := t.role(im.Role)
		if err != nil {
			return err
		}
		return fits(role, rights.Person)
	}
	return nil
}

// run makes the jobs from..to. What is wrong with one is reported and leaves
// the others alone; each job checks everything before it writes anything.
func (im *importer) run(t *txn, from, to int, r *ImportReport) error {
	for i := from; i < to; i++ {
		j := &im.jobs[i]
		err := j.do(t, j, r)
		switch {
		case KindOf(err).AboutTarget():
			r.Rejected = append(r.Rejected, Rejected{j.line, err.Error()})
		case err != nil:
			return err
		}
	}
	return nil
}

func (r *ImportReport) add(part ImportReport) {
	r.Created = append(r.Created, part.Created...)
	r.Updated = append(r.Updated, part.Updated...)
	r.Unchanged = append(r.Unchanged, part.Unchanged...)
	r.Rejected = append(r.Rejected, part.Rejected...)
	r.Groups += part.Groups
	r.Projects += part.Projects
	r.Employees += part.Employees
}

// sort puts the rejected in the order of the file, and empty lists for none.
func (r *ImportReport) sort() {
	slices.SortStableFunc(r.Rejected, func(a, b Rejected) int { return a.Line - b.Line })
	for _, list := range []*[]string{&r.Created, &r.Updated, &r.Unchanged} {
		if *list == nil {
			*list = []string{}
		}
	}
	if r.Rejected == nil {
		r.Rejected = []Rejected{}
	}
}
