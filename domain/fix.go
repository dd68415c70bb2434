package domain

import (
	"gatehouse/domain/rights"
)

// fixed is a fix made out: the abstract steps with records and people.
type fixed struct {
	steps    []Step
	do       []func(*txn) error // the same steps, in one transaction
	alsoGets []string
}

// fix makes out the smallest change that turns the answer to yes.
func (v *view) fix(a asked) (fixed, error) {
	out := fixed{steps: []Step{}}
	if a.question.On.Kind == rights.AnyTarget {
		if err := v.anywhere(&a); err != nil {
			return out, err
		}
	}
	if _, err := v.allRoles(); err != nil {
		return out, err
	}
	free, err := v.findLapsed()
	if err != nil {
		return out, err
	}
	c, record, err := v.circumstances(a.subject, free)
	if err != nil {
		return out, err
	}
	way, ok := v.model.Fix(&a.question, c)
	if !ok {
		return out, nil
	}
	for _, s := range way {
		made, err := v.makeStep(s, a, record, free)
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

// anywhere tells the fix of an any-question which places exist, as far as the
// actor may know of them.
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
		if on, err := v.onUnit(r.Item); err == nil && v.sees(on) {
			a.target.unit = r.Item.ID
		}
	}
	for _, r := range groups {
		if v.sees(v.groupFor(v.actor, r.Item)) {
			a.target.group = r.Item.ID
		}
	}
	for _, r := range projects {
		if on, err := v.onProject(r.Item); err == nil && v.sees(on) {
			a.target.project, a.target.archived = r.Item.ID, r.Item.Archived
		}
	}
	a.question.On.CouldReach = a.target.couldReach()
	return nil
}

// circumstances are the facts that a fix depends on, with the free employee
// record of the same address, if there is one.
func (v *view) circumstances(m Member, free lapsed) (c rights.Circumstances, record Employee, err error) {
	if c.SeatsUsed, err = v.seatsUsed(free); err != nil {
		return c, record, err
	}
	c.Past = !m.ExpiresAt.IsZero() && !v.now.Before(m.ExpiresAt)
	c.Gone = v.gone(m)
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
