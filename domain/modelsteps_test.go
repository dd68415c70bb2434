package domain_test

import (
	"slices"

	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// aimed turns half of the draws to where a command can do something: reactivate
// someone who is suspended, edit a role that can be edited.
func (g *game) aimed(c int, actor, target domain.Member, role *rights.Role) (domain.Member, domain.Member, *rights.Role) {
	if rapid.Bool().Draw(g.T, "wherever") {
		return actor, target, role
	}
	fits := map[int]func(domain.Member) bool{
		4:  func(m domain.Member) bool { return !m.SuspendedAt.IsZero() },
		6:  func(m domain.Member) bool { return !m.RemovedAt.IsZero() },
		11: func(m domain.Member) bool { return m.Kind == rights.ServiceUser },
	}[c]
	for _, id := range g.everyone {
		if m := g.member(id); fits != nil && fits(m) {
			target = m
		}
	}
	info, own := g.info(), g.everyone[min(2, len(g.everyone)-1)]
	switch {
	case c == 15 && info.OfferedTo != "":
		actor = g.member(info.OfferedTo)
	case c == 14 || c > 30 && c < 34:
		actor = g.member(info.Owner)
	case c == 7:
		actor = g.member(rapid.SampledFrom(g.everyone[1:3]).Draw(g.T, "by"))
	case c < 6 && len(g.open) > 0: // whoever invited last
		actor, target = g.member(info.Owner), g.member(g.open[len(g.open)-1].InvitedBy)
	case c == 12 || c > 21 && c < 25:
		actor = g.member(rapid.SampledFrom([]domain.ID{info.Owner, own}).Draw(g.T, "by"))
		custom := slices.DeleteFunc(slices.Clone(g.model.Roles), func(r *rights.Role) bool { return !r.Custom })
		if len(custom) > 0 {
			role = rapid.SampledFrom(custom).Draw(g.T, "own role")
		}
	}
	return actor, target, role
}

// stepOfPlaces makes a command about places, the plan or the model. The last
// two are the owner's alone, who acts more often then.
func (g *game) stepOfPlaces(c int, s *domain.Session, actor, target domain.Member) error {
	not, manager := rapid.IntRange(0, 3).Draw(g.T, "not") == 0, rapid.Bool().Draw(g.T, "manager")
	switch c {
	case 26, 27:
		err := got(s.StaffProject(bg, domain.StaffProject{Project: "Bridge", Member: ref(target), Manager: manager, Not: not}))
		g.notWiderThere(err == nil && manager && !not, "project-manager", actor)
		return err
	case 28:
		err := got(s.StaffGroup(bg, domain.StaffGroup{Group: "Web", Member: ref(target), Manager: manager, Not: not}))
		g.notWiderThere(err == nil && manager && !not, "group-manager", actor)
		return err
	case 29:
		return got(s.ManageUnit(bg, domain.ManageUnit{Unit: "Design", Member: ref(target), Not: not}))
	case 30:
		return got(s.ArchiveProject(bg, domain.ArchiveProject{Project: "Bridge", Not: not}))
	case 31, 32:
		p := domain.ChangePlan{Plan: rapid.SampledFrom(g.base.Plans).Draw(g.T, "to plan").Name}
		seen, no := s.PreviewPlan(bg, p)
		err := got(s.ChangePlan(bg, p))
		g.agrees(p, no, seen.Allowed, err)
		return err
	}
	return g.switchModel(s)
}

// switchModel maps what must be mapped by hand to anything.
func (g *game) switchModel(s *domain.Session) error {
	to := rapid.SampledFrom(rights.Models()).Draw(g.T, "to model")
	c := domain.SwitchModel{Model: to.Name, Plan: rapid.SampledFrom(to.Plans).Draw(g.T, "its plan").Name, Roles: map[string]string{}}
	seen, no := s.PreviewModel(bg, c)
	for _, row := range seen.Rows {
		if row.To == nil && len(row.Choices) > 0 {
			c.Roles[row.From.Name] = rapid.SampledFrom(row.Choices).Draw(g.T, "mapped to").Name
		}
	}
	if len(c.Roles) > 0 {
		seen, no = s.PreviewModel(bg, c)
	}
	err := got(s.SwitchModel(bg, c, nil))
	if g.agrees(c, no, seen.Allowed, err); err == nil {
		g.base = to
	}
	return err
}

// agrees: what a preview allows is done, and nothing else is.
func (g *game) agrees(change any, no error, allowed bool, err error) {
	if no != nil && err == nil || no == nil && allowed != (err == nil) {
		g.Fatalf("%+v: the preview says %v %v, and it came to %v", change, allowed, no, err)
	}
}

// seeRole previews a change of a role; what is returned compares.
func (g *game) seeRole(s *domain.Session, c domain.RoleChange) func(error) {
	seen, no := s.PreviewRole(bg, c)
	return func(err error) { g.agrees(c, no, seen.Allowed, err) }
}

// makeSeen previews a change of a member, makes it, and compares: whether it is
// done, why not, and what the member may do then.
func (g *game) makeSeen(s *domain.Session, target domain.Member, c domain.Change) error {
	boss := g.as(g.member(g.info().Owner))
	card := func() domain.Card {
		c, err := boss.Member(bg, ref(target))
		if err != nil {
			g.Fatal(err)
		}
		return c
	}
	before := card()
	seen, no := s.Preview(bg, c)
	role, changes := c.(domain.ChangeRole)
	var diff domain.RightsDiff
	if changes {
		var err error
		if diff, err = boss.DiffRole(bg, ref(target), role.Role); err != nil {
			g.Fatal(err)
		}
	}
	err := got(s.Make(bg, c))
	g.agrees(c, no, seen.Counts["changed"] == 1, err)
	if no == nil && err != nil && (len(seen.Refused) != 1 || seen.Refused[0].Message != err.Error() || seen.Refused[0].Kind != domain.KindOf(err)) {
		g.Fatalf("%+v: the preview refuses %+v, and it came to %v", c, seen.Refused, err)
	}
	if after := card(); changes && err == nil {
		if gained, lost := rights.Diff(before.May, after.May); !slices.Equal(gained, diff.Gained) || !slices.Equal(lost, diff.Lost) {
			g.Fatalf("%+v: gained %v, lost %v; the preview says %v, %v", c, gained, lost, diff.Gained, diff.Lost)
		}
	}
	return err
}

// notWiderThere: who makes a manager of a project or a group has as much there.
func (g *game) notWiderThere(done bool, scoped string, giver domain.Member) {
	if !done || giver.ID == g.info().Owner {
		return
	}
	given, _ := rights.ScopedRole(scoped)
	for _, name := range []string{giver.Role, giver.RoleAt(g.clock.Time)} {
		own, _ := g.model.Role(name)
		for _, right := range given.Granted() {
			if own.Scope(right.Right) < right.Scope && len(giver.ManagesGroups)+len(giver.ManagesProjects) == 0 {
				g.Fatalf("%s, %s, made a %s without %s", giver.Handle(), name, scoped, right.Right)
			}
		}
	}
}
