package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// reviewed is a change of roles with what it would do.
type reviewed struct {
	change domain.RoleChange
	impact domain.RoleImpact
}

// review asks what a change would do.
func (v *roles) review(c domain.RoleChange) tea.Cmd {
	v.app.say(faint, "one moment …")
	return v.ahead.ask(v.app.ctx, func(ctx context.Context) (reviewed, error) {
		impact, err := v.session.PreviewRole(ctx, c)
		return reviewed{c, impact}, err
	})
}

// propose shows what a change would do, and makes it on yes.
func (v *roles) propose(r reviewed) tea.Cmd {
	v.app.said = message{}
	if c, is := r.change.(domain.DeleteRole); is && !r.impact.Allowed && c.ReplaceWith == "" && len(r.impact.Choices) > 0 {
		return v.replace(c, r.impact.Choices)
	}
	if !r.impact.Allowed {
		v.app.say(warn, sentence(r.impact.Why))
		return nil
	}
	name := domain.Clean(r.impact.Name)
	ask := confirm{lines: roleLines(r.impact), no: "Not yet", meanwhile: nil}
	switch c := r.change.(type) {
	case domain.RoleDraft:
		ask.title, ask.yes = "Make the role "+name+"?", "Make it"
		ask.do = func(string) tea.Cmd {
			v.end()
			v.goes = c.Name
			return v.deeds.change("Made the role "+name+".", func(ctx context.Context, s *domain.Session) error { return only(s.CreateRole(ctx, c)) })
		}
	case domain.EditRole:
		ask.title, ask.yes = "Change the role "+name+"?", "Change it"
		ask.do = func(string) tea.Cmd {
			v.end()
			return v.deeds.change("Changed the role "+name+".", func(ctx context.Context, s *domain.Session) error { return only(s.EditRole(ctx, c)) })
		}
	case domain.DeleteRole:
		ask.title, ask.yes, ask.no = "Delete the role "+name+"?", "Delete", "Keep it"
		ask.lines = append(ask.lines, "This can't be undone with u.")
		ask.do = func(string) tea.Cmd { return v.delete(c, r.impact) }
	}
	return v.app.confirm(ask)
}

// roleLines say what a change of a role would do, and to whom.
func roleLines(i domain.RoleImpact) []string {
	var lines []string
	say := func(what string, list []rights.Granted) {
		if len(list) == 0 {
			return
		}
		var all []string
		for _, g := range list {
			all = append(all, g.Right.String()+" "+g.Scope.String())
		}
		lines = append(lines, what+" "+number(len(all))+": "+strings.Join(all, ", "))
	}
	say("Gains", i.Gained)
	lost, narrowed := narrowing(i)
	say("Loses", lost)
	if len(narrowed) > 0 {
		lines = append(lines, "Narrows "+number(len(narrowed))+": "+strings.Join(narrowed, ", "))
	}
	if len(lines) == 0 {
		lines = append(lines, "No right changes.")
	}
	switch {
	case i.Holders == 0 && i.Invitations == 0:
		lines = append(lines, "Nobody has the role yet.")
	case i.Holders > 0:
		names := make([]string, len(i.Names))
		for n, name := range i.Names {
			names[n] = domain.Clean(name)
		}
		who := count(i.Holders, "account has it and feels", "accounts have it and feel") + " it at once"
		if len(names) > 0 { // none where the one who asks may not see them
			who += ": " + andMore(names, len(names)+i.More)
		}
		lines = append(lines, who+".")
	}
	if i.Invitations > 0 {
		lines = append(lines, count(i.Invitations, "pending invitation is", "pending invitations are")+" to it.")
	}
	return lines
}

// narrowing tells what is lost whole from what stays and only reaches less far.
func narrowing(i domain.RoleImpact) (lost []rights.Granted, narrowed []string) {
	for _, g := range i.Lost {
		kept := slices.IndexFunc(i.Kept, func(k rights.Granted) bool { return k.Right == g.Right })
		if kept < 0 {
			lost = append(lost, g)
			continue
		}
		narrowed = append(narrowed, g.Right.String()+" "+g.Scope.String()+" → "+i.Kept[kept].Scope.String())
	}
	return lost, narrowed
}

// remove looks whether anybody has the role, and what may replace it then.
func (v *roles) remove(r domain.ListedRole) tea.Cmd {
	return v.review(domain.DeleteRole{Role: r.Name, Version: r.Version})
}

// replace asks which role its holders get.
func (v *roles) replace(c domain.DeleteRole, choices []*rights.Role) tea.Cmd {
	names := make([]string, len(choices))
	for i, r := range choices {
		names[i] = r.Name
	}
	first := names[0]
	if r, ok := v.chosen(); ok && slices.Contains(names, r.From) {
		first = r.From
	}
	return v.app.fill(form{
		title:  "Delete the role " + domain.Clean(c.Role),
		above:  []string{"Whoever has it, for good or for a time, and whoever is invited to it gets another role instead."},
		inputs: []input{{label: "Instead", value: first, choices: names}},
		yes:    "what that does",
		do: func(values []string) tea.Cmd {
			c.ReplaceWith = values[0]
			return v.review(c)
		},
	})
}

// delete moves the holders and deletes the role, with a count.
func (v *roles) delete(c domain.DeleteRole, i domain.RoleImpact) tea.Cmd {
	return v.app.work("deleting "+domain.Clean(i.Name), func(ctx context.Context, progress func(done, of int)) (Outcome, error) {
		_, err := v.session.DeleteRole(ctx, c, progress)
		return Outcome{Text: "Deleted the role " + domain.Clean(i.Name) + "."}, err
	})
}
