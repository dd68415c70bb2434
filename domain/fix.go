package domain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gatehouse/domain/rights"
)

// fixed is a fix made out: the abstract steps with records and people.
type fixed struct {
	steps    []Step
	do       []func(*txn) error // the same steps, in one transaction
	alsoGets []string
}

// step is one step with what it takes to make it.
type step struct {
	line    []string // the command
	message string
	right   rights.Right
	giving  *rights.Role
	on      func(who Member) (target, error)
	do      func(*txn) error
}

// fix makes out the smallest change that turns the answer to yes.
func (v *view) fix(a asked) (fixed, error) {
	out := fixed{steps: []Step{}}
	if a.question.On.Kind == rights.AnyTarget {
		if err := v.anywhere(&a); err != nil {
			return out, err
		}
	}
	c, record, err := v.circumstances(a.subject)
	if err != nil {
		return out, err
	}
	way, ok := v.model.Fix(&a.question, c)
	if !ok {
		return out, nil
	}
	for _, s := range way {
		made, err := v.makeStep(s, a, record)
		if err != nil {
			return fixed{steps: []Step{}}, err
		}
		by, you, err := v.whoMay(made)
		if err != nil {
			return out, err
		}
		out.steps = append(out.steps, Step{Command: command(made.line...), Message: made.message, By: by, You: you})
		out.do = append(out.do, made.do)
	}
	after := c.After(&a.question, way)
	gained, _ := rights.Diff(v.model.Effective(&a.question.Subject), v.model.Effective(&after.Subject))
	for _, g := range gained {
		if g.Right != a.question.Right {
			out.alsoGets = append(out.alsoGets, g.Right.String())
		}
	}
	return out, nil
}

// anywhere tells the fix of an any-question which places exist.
func (v *view) anywhere(a *asked) error {
	units, _, err := v.UnitPages().Page(Query{Index: ByName, Limit: 1})
	if err != nil {
		return err
	}
	groups, _, err := v.GroupPages().Page(Query{Index: ByName, Limit: 1})
	if err != nil {
		return err
	}
	projects, _, err := v.ProjectPages().Page(Query{Index: ByName, Limit: 1})
	if err != nil {
		return err
	}
	for _, r := range units {
		a.target.unit = r.Item.ID
	}
	for _, r := range groups {
		a.target.group = r.Item.ID
	}
	for _, r := range projects {
		a.target.project, a.target.archived = r.Item.ID, r.Item.Archived
	}
	a.question.On.CouldReach = a.target.couldReach()
	return nil
}

// circumstances are the facts that a fix depends on, with the free employee
// record of the same address, if there is one.
func (v *view) circumstances(m Member) (c rights.Circumstances, record Employee, err error) {
	if c.SeatsUsed, err = v.seatsUsed(lapsed{}); err != nil {
		return c, record, err
	}
	c.Past = !m.ExpiresAt.IsZero() && !v.now.Before(m.ExpiresAt)
	c.Gone = !m.RemovedAt.IsZero() && v.now.After(m.RemovedAt.Add(RemovalHolds))
	if m.Email == "" {
		return c, record, nil
	}
	same, _, err := v.EmployeePages().Page(Query{Index: ByEmail, Value: m.Email, Limit: 10})
	for _, r := range same {
		if r.Item.Member == "" {
			c.Employee, record = true, r.Item
			return c, record, err
		}
	}
	return c, record, err
}

// makeStep dresses an abstract step with its command and what makes it.
func (v *view) makeStep(s rights.Step, a asked, record Employee) (step, error) {
	m := a.subject
	handle, label := m.Handle(), Clean(m.Label())
	self := func(who Member) (target, error) { return v.memberFor(who, m) }
	whole := func(Member) (target, error) { return target{}, nil }
	ref := Ref(m.ID)
	switch s.Kind {
	case rights.ChangePlan:
		return step{[]string{"workspace", "plan", s.Plan.Name}, "change the plan to " + s.Plan.Title, rights.WorkspaceBilling, nil, whole,
			func(t *txn) error { _, err := t.changePlan(ChangePlan{Plan: s.Plan.Name}, lapsed{}); return err }}, nil
	case rights.Restore:
		role, err := v.role(m.RoleAt(v.now))
		return step{[]string{"members", "restore", handle}, "restore " + label, rights.MembersRemove, role, self,
			func(t *txn) error { _, err := t.restore(Restore{Member: ref}, lapsed{}); return err }}, err
	case rights.Reactivate:
		return step{[]string{"members", "reactivate", handle}, "reactivate " + label, rights.MembersSuspend, nil, self,
			func(t *txn) error { _, err := t.reactivate(Reactivate{Member: ref}, lapsed{}); return err }}, nil
	case rights.Extend:
		return step{[]string{"members", "expire", handle, "never"}, "take the end date of " + label + "'s account away", rights.MembersSuspend, nil, self,
			func(t *txn) error { _, err := t.expire(Expire{Member: ref}); return err }}, nil
	case rights.ChangeRole:
		return step{[]string{"members", "role", handle, s.Role.Name}, "make " + label + " " + s.Role.Name, rights.MembersRole, s.Role, self,
			func(t *txn) error { _, err := t.changeRole(ChangeRole{Member: ref, Role: s.Role.Name}); return err }}, nil
	case rights.AddEmployee:
		return v.stepAddEmployee(m)
	case rights.Link:
		return v.stepLink(m, record, self)
	case rights.SetOption:
		flag := "--" + s.Option.String()
		return step{[]string{"members", "options", handle, flag, "on"}, "turn " + s.Option.Noun() + " on for " + label, rights.MembersOptions, nil, self,
			func(t *txn) error { _, err := t.setOptions(optionOn(ref, s.Option)); return err }}, nil
	case rights.SetChannels:
		ways := s.Ways
		return step{[]string{"members", "options", handle, "--channel", ways.String()}, "let " + label + " come in by " + ways.String(), rights.MembersOptions, nil, self,
			func(t *txn) error { _, err := t.setOptions(SetOptions{Member: ref, Ways: &ways}); return err }}, nil
	}
	return v.stepPlace(s, a)
}

func optionOn(ref Ref, o rights.Option) SetOptions {
	on, c := true, SetOptions{Member: ref}
	switch o {
	case rights.MembersListOn:
		c.MembersList = &on
	case rights.MessagesOn:
		c.Messages = &on
	case rights.APIOn:
		c.API = &on
	}
	return c
}

// stepAddEmployee makes the record first (mTime: "ask an Admin to create an
// employee profile for you first, then link it").
func (v *view) stepAddEmployee(m Member) (step, error) {
	number, err := v.nextNumber()
	if err != nil {
		return step{}, err
	}
	c := AddEmployee{Number: number, Name: m.Label(), Email: m.Email}
	id := v.s.ws.db.newID()
	line := []string{"employees", "add", "--number", number, "--name", m.Label()}
	if m.Email != "" {
		line = append(line, "--email", m.Email)
	}
	return step{line, "create an employee record for " + Clean(m.Label()), rights.EmployeesManage, nil,
		func(Member) (target, error) { return target{}, nil },
		func(t *txn) error { _, err := t.addEmployee(c, id); return err }}, nil
}

// stepLink links the record of the same address, or the one just made.
func (v *view) stepLink(m Member, record Employee, self func(Member) (target, error)) (step, error) {
	number := record.Number
	message := fmt.Sprintf("link %s to employee %s %s, same e-mail", Clean(m.Label()), Clean(record.Number), Clean(record.Name))
	if record.ID == "" {
		var err error
		if number, err = v.nextNumber(); err != nil {
			return step{}, err
		}
		message = fmt.Sprintf("link %s to the new record %s", Clean(m.Label()), number)
	}
	return step{[]string{"members", "link", m.Handle(), number}, message, rights.MembersLink, nil, self,
		func(t *txn) error {
			_, err := t.link(Link{Member: Ref(m.ID), Employee: Ref(number)})
			return err
		}}, nil
}

// nextNumber is the employee number after the highest one, as wide as it is.
func (v *view) nextNumber() (string, error) {
	rows, _, err := v.EmployeePages().Page(Query{Index: ByNumber, Reverse: true, Limit: 200})
	if err != nil {
		return "", err
	}
	highest, width := 0, 4
	for _, r := range rows {
		if n, err := strconv.Atoi(r.Item.Number); err == nil && n > highest {
			highest, width = n, len(r.Item.Number)
		}
	}
	for n := highest + 1; ; n++ {
		number := fmt.Sprintf("%0*d", width, n)
		if taken, err := v.Find(UniqueNumber, number); err != nil || taken == "" {
			return number, err
		}
	}
}

// stepPlace gives a scoped role, or opens an archived project again.
func (v *view) stepPlace(s rights.Step, a asked) (step, error) {
	m := a.subject
	handle, label, ref := m.Handle(), Clean(m.Label()), Ref(m.ID)
	switch s.Kind {
	case rights.AssignUnit:
		u, err := v.Units().Get(a.target.unit)
		on := func(who Member) (target, error) { return v.unitFor(who, u) }
		return step{[]string{"units", "manager", u.Name, handle}, "let " + label + " manage " + Clean(u.Name), rights.UnitsManage, nil, on,
			func(t *txn) error { _, err := t.manageUnit(ManageUnit{Unit: Ref(u.ID), Member: ref}); return err }}, err
	case rights.AssignGroup:
		g, err := v.Groups().Get(a.target.group)
		role, _ := rights.ScopedRole("group-manager")
		on := func(who Member) (target, error) { return v.groupFor(who, g), nil }
		return step{[]string{"groups", "manager", g.Name, handle}, "make " + label + " Group Manager of " + Clean(g.Name), rights.RolesAssign, role, on,
			func(t *txn) error {
				_, err := t.staffGroup(StaffGroup{Group: Ref(g.ID), Member: ref, Manager: true})
				return err
			}}, err
	}
	p, err := v.Projects().Get(a.target.project)
	on := func(who Member) (target, error) { return v.projectFor(who, p) }
	switch s.Kind {
	case rights.AssignProject:
		role, _ := rights.ScopedRole("project-manager")
		return step{[]string{"projects", "manager", p.Name, handle}, "make " + label + " Project Manager of " + Clean(p.Name), rights.RolesAssign, role, on,
			func(t *txn) error {
				_, err := t.staffProject(StaffProject{Project: Ref(p.ID), Member: ref, Manager: true})
				return err
			}}, err
	case rights.Staff:
		return step{[]string{"projects", "member", p.Name, handle}, "let " + label + " work on " + Clean(p.Name), rights.ProjectsManage, nil, on,
			func(t *txn) error {
				_, err := t.staffProject(StaffProject{Project: Ref(p.ID), Member: ref})
				return err
			}}, err
	default:
		return step{[]string{"projects", "unarchive", p.Name}, "open " + Clean(p.Name) + " again", rights.ProjectsManage, nil, on,
			func(t *txn) error {
				_, err := t.archiveProject(ArchiveProject{Project: Ref(p.ID), Not: true})
				return err
			}}, err
	}
}

// maxHelpers is how many people a step of a fix names.
const maxHelpers = 5

// whoMay names people who may make a step: the one who asks first, the owner,
// then whoever has a role that holds the right.
func (v *view) whoMay(s step) (by []string, you bool, err error) {
	seen := map[ID]bool{}
	consider := func(m Member) error {
		if seen[m.ID] || len(by) == maxHelpers {
			return nil
		}
		seen[m.ID] = true
		ok, err := v.mayMake(m, s)
		if ok {
			by = append(by, m.Handle())
			you = you || m.ID == v.actor.ID
		}
		return err
	}
	if err := consider(v.actor); err != nil {
		return nil, false, err
	}
	owner, err := v.Members().Get(v.info.Owner)
	if err != nil {
		return nil, false, err
	}
	if err := consider(owner); err != nil {
		return nil, false, err
	}
	for _, r := range v.model.Roles {
		if r.Name == "owner" || !r.All().Has(s.right) || len(by) == maxHelpers {
			continue
		}
		rows, _, err := v.MemberPages().Page(Query{Index: ByRole, Value: r.Name, Limit: 2 * maxHelpers})
		if err != nil {
			return nil, false, err
		}
		for _, row := range rows {
			if err := consider(row.Item); err != nil {
				return nil, false, err
			}
		}
	}
	if by == nil {
		by = []string{}
	}
	return by, you, nil
}

// mayMake decides whether a member could make a step now.
func (v *view) mayMake(m Member, s step) (bool, error) {
	asks, err := v.subject(m)
	if err != nil {
		return false, err
	}
	on, err := s.on(m)
	if err != nil {
		return false, err
	}
	q := rights.Question{Right: s.right, Subject: asks, On: on.rights, Giving: s.giving, Channel: usualChannel(m)}
	return v.model.Decide(&q).Allowed, nil
}

// Applied is what applying a fix did.
type Applied struct {
	Steps  []Step
	Answer Explanation // asked again, afterwards
}

// Apply makes every step of the fix of a question in one commit, as far as
// the actor may make each, and asks again.
func (s *Session) Apply(ctx context.Context, q Question) (Applied, error) {
	var f fixed
	before, err := look(ctx, s, func(v *view) (Explanation, error) {
		a, err := v.makeOut(q)
		if err != nil {
			return Explanation{}, err
		}
		if v.model.Decide(&a.question).Allowed {
			return v.answer(a)
		}
		f, err = v.fix(a)
		return Explanation{}, err
	})
	if err != nil || before.Allowed {
		return Applied{Answer: before}, err
	}
	if len(f.do) == 0 {
		return Applied{}, Errorf(Conflict, "no_fix", "nothing can be changed so that this is allowed")
	}
	_, err = commit(ctx, s, "rights.apply", func(t *txn) (struct{}, error) {
		for _, do := range f.do {
			if err := do(t); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	if err != nil {
		return Applied{}, err
	}
	answer, err := s.Check(ctx, q)
	return Applied{Steps: f.steps, Answer: answer}, err
}

// RightsDiff is what a member would gain and lose.
type RightsDiff struct {
	Gained, Lost []rights.Granted
	Allowed      bool   // the actor may make the change
	Why          string // why not
	Warning      string // what the rights alone don't say
}

// DiffRole tells what a role would give and take under today's plan, options
// and scopes. About oneself it is free; about others it takes access.ask and
// members.view.
func (s *Session) DiffRole(ctx context.Context, ref Ref, role string) (RightsDiff, error) {
	return look(ctx, s, func(v *view) (RightsDiff, error) {
		m, err := v.askAbout(ref)
		if err != nil {
			return RightsDiff{}, err
		}
		if m.ID != v.actor.ID {
			if _, err := v.seeMember(Ref(m.ID)); err != nil {
				return RightsDiff{}, err
			}
		}
		r, err := v.role(role)
		if err != nil {
			return RightsDiff{}, err
		}
		return v.diffRole(m, r)
	})
}

func (t *txn) diffRole(m Member, r *rights.Role) (RightsDiff, error) {
	before, err := t.subject(m)
	if err != nil {
		return RightsDiff{}, err
	}
	after := before
	after.Role, after.Below = r, nil
	if r.Name == "owner" {
		after.Owner = true
	}
	var d RightsDiff
	d.Gained, d.Lost = rights.Diff(t.model.Effective(&before), t.model.Effective(&after))
	on, err := t.onMember(m)
	if err != nil {
		return d, err
	}
	right := rights.MembersRole
	if m.Kind == rights.ServiceUser {
		right = rights.ServiceUsersManage
	}
	q := t.question(ask{right: right, target: on, giving: r})
	answer := t.model.Decide(&q)
	d.Allowed = answer.Allowed
	d.Why = stops(t.model.Explain(&q, answer, t.names(t.actor, on)))
	if err := fits(r, m.Kind); err != nil && d.Allowed {
		d.Allowed, d.Why = false, err.Error()
	}
	if r.Via&rights.ByUnit != 0 && len(m.ManagesUnits) == 0 {
		d.Warning = fmt.Sprintf("%s manages no unit yet, so would reach nobody", Clean(m.Label()))
	}
	return d, nil
}

// FindRights finds rights by a word of what they let one do: timesheet.view
// from "menu". An empty text lists all.
func FindRights(text string) []rights.Entry {
	terms := strings.Fields(FoldSearch(text))
	return slices.DeleteFunc(slices.Clone(rights.Catalogue()), func(e rights.Entry) bool {
		all := FoldSearch(e.Name + " " + e.Does)
		return slices.ContainsFunc(terms, func(t string) bool { return !strings.Contains(all, t) })
	})
}
