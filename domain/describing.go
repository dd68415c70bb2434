package domain

import (
	"strings"

	"gatehouse/domain/rights"
)

func (c Suspend) describe(v *view, m Member, out *Consequences) error {
	out.say("%s is out at once: nothing more is allowed from the same moment", Clean(m.Label()))
	if err := v.describeLoss(m, out); err != nil {
		return err
	}
	out.say("nothing is deleted; reactivating brings back %s and every setting", v.roleName(m))
	return nil
}

func (c Remove) describe(v *view, m Member, out *Consequences) error {
	out.say("%s leaves the workspace at once", Clean(m.Label()))
	if err := v.describeLoss(m, out); err != nil {
		return err
	}
	out.say("it can be restored for 30 days, and the address is held until then")
	return nil
}

func (c Reactivate) describe(v *view, m Member, out *Consequences) error {
	out.say("%s comes back as %s, with every setting", Clean(m.Label()), v.roleName(m))
	return nil
}

func (c Restore) describe(v *view, m Member, out *Consequences) error {
	out.say("%s comes back as %s, with every setting", Clean(m.Label()), v.roleName(m))
	return nil
}

func (c ChangeRole) describe(v *view, m Member, out *Consequences) error {
	r, err := v.role(c.Role)
	if err != nil {
		return err
	}
	d, err := v.diffRole(m, r)
	if err != nil {
		return err
	}
	out.Counts["gained"] += len(d.Gained)
	out.Counts["lost"] += len(d.Lost)
	out.say("%s: %s → %s, gains %d and loses %d rights", Clean(m.Label()), v.roleName(m), r.Name, len(d.Gained), len(d.Lost))
	if !c.Until.IsZero() {
		lasting, err := v.role(m.Role)
		if err != nil {
			return err
		}
		out.say("until %s, in %s; then %s comes back", c.Until.UTC().Format("2 Jan 2006 15:04 UTC"), Left(c.Until, v.now), lasting.Name)
	}
	if d.Warning != "" {
		out.say("%s", d.Warning)
	}
	return nil
}

func (c SetOptions) describe(v *view, m Member, out *Consequences) error {
	if c.Ways != nil && *c.Ways > rights.OnlyWeb {
		return nil // refused by the change itself
	}
	after, words := c.switched(m)
	if after.Options == m.Options && after.Ways == m.Ways {
		out.say("%s: nothing changes", Clean(m.Label()))
		return nil
	}
	out.say("%s: %s", Clean(m.Label()), strings.Join(words, ", "))
	was, err := v.subject(m)
	if err != nil {
		return err
	}
	is := was
	is.Options, is.Ways = after.Options, after.Ways
	gained, lost := rights.Diff(v.model.Effective(&was), v.model.Effective(&is))
	out.sayRights("gains", "gained", m, gained)
	out.sayRights("loses", "lost", m, lost)
	for _, by := range []rights.Channel{rights.Web, rights.Mobile} {
		if may, might := after.Ways.Includes(by), m.Ways.Includes(by); may != might {
			out.say("%s %s come in by %s", Clean(m.Label()), map[bool]string{true: "may", false: "may no longer"}[may], by)
		}
	}
	return nil
}

// sayRights names rights that are gained or lost, and counts them.
func (out *Consequences) sayRights(verb, counted string, m Member, all []rights.Granted) {
	out.Counts[counted] += len(all)
	var names []string
	for _, g := range all {
		names = append(names, g.Right.String())
	}
	if len(names) > 0 {
		out.say("%s %s %s", Clean(m.Label()), verb, strings.Join(names, ", "))
	}
}

func (c Expire) describe(v *view, m Member, out *Consequences) error {
	ended := m.StandingAt(v.now) == rights.Ended
	switch {
	case c.At.IsZero() && m.ExpiresAt.IsZero():
		out.say("%s's account has no end date: nothing changes", Clean(m.Label()))
		return nil
	case c.At.IsZero():
		out.say("%s's account doesn't end any more", Clean(m.Label()))
	default:
		out.say("%s's account ends on %s, in %s", Clean(m.Label()), c.At.UTC().Format("2 Jan 2006 15:04 UTC"), Left(c.At, v.now))
	}
	if ended {
		out.say("%s comes back as %s, with every setting", Clean(m.Label()), v.roleName(m))
	}
	if c.At.IsZero() {
		return nil
	}
	out.say("from then on nothing is allowed; nothing is deleted, and another end date brings back every setting")
	return v.describePlaces(m, out)
}
