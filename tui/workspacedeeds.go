package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// unchanged looks whether the workspace still is as it was shown.
func (v *workspace) unchanged() func(context.Context) (string, error) {
	version := v.sum.Version
	return func(ctx context.Context) (string, error) {
		sum, err := v.session.Summary(ctx)
		if err == nil && sum.Version != version {
			return "The workspace was changed meanwhile: look at it once more.", nil
		}
		return "", err
	}
}

// preview asks in the background what the chosen plan would give and take.
func (v *workspace) preview() tea.Cmd {
	change := domain.ChangePlan{Plan: v.chosen().Name}
	return v.ahead.ask(v.app.ctx, func(ctx context.Context) (domain.PlanImpact, error) { return v.session.PreviewPlan(ctx, change) })
}

// propose shows what a plan would do; one that can't be had says why.
func (v *workspace) propose(i domain.PlanImpact) tea.Cmd {
	var lines []string
	for _, c := range i.Lines() {
		lines = append(lines, sentence(c))
	}
	if len(i.Gained)+len(i.Lost) == 0 {
		lines = append(lines, "Nobody gains or loses a right.")
	}
	c := domain.ChangePlan{Version: v.sum.Version, Plan: i.To.Name}
	ask := confirm{
		title: "Change from " + i.From.Title + " to " + i.To.Title + "?", lines: lines, no: "Stay on " + i.From.Title, yes: "Change", meanwhile: v.unchanged(),
		do: func(string) tea.Cmd {
			return v.deeds.change("The workspace is on the "+i.To.Title+" plan now.", func(ctx context.Context, s *domain.Session) error {
				return only(s.ChangePlan(ctx, c))
			})
		},
	}
	if !i.Allowed {
		ask.refused = sentence(i.Why)
	}
	return v.app.confirm(ask)
}

// rename changes the name and the slug.
func (v *workspace) rename() tea.Cmd {
	was := v.sum
	return v.app.fill(form{
		title: "Rename the workspace", yes: "rename", meanwhile: v.unchanged(),
		inputs: []input{{label: "Name", value: was.Name, hint: "1 to 80 characters"}, {label: "Slug", value: was.Slug, hint: "people sign in with it"}},
		try: func(values []string) func(context.Context) (Outcome, error) {
			c := domain.RenameWorkspace{Version: was.Version}
			if values[0] != was.Name {
				c.Name = &values[0]
			}
			if values[1] != was.Slug {
				c.Slug = &values[1]
			}
			return func(ctx context.Context) (Outcome, error) {
				if c.Name == nil && c.Slug == nil {
					return Outcome{Text: "Nothing was changed."}, nil
				}
				info, err := v.session.RenameWorkspace(ctx, c)
				return Outcome{Text: "The workspace is " + info.Name + " (" + info.Slug + ") now."}, err
			}
		},
	})
}

// pickOwner picks whom the ownership is offered to.
func (v *workspace) pickOwner() tea.Cmd {
	return v.deeds.pickMember("Who is to own "+domain.Clean(v.sum.Name)+"?", "offer it", v.transfer)
}

func (v *workspace) transfer(l domain.Listed) tea.Cmd {
	name := domain.Clean(l.Label())
	lines := []string{name + " has 72 hours to accept. Until then nothing changes, and the offer can be cancelled.",
		"Who accepts owns the workspace with everything in it; you become Admin at that moment. Only the new owner can give it back."}
	if o := v.sum.Offer; o.To != "" && o.To != l.Handle() {
		lines = append(lines, "It takes the place of the offer to "+domain.Clean(o.Name)+".")
	}
	return v.app.confirm(confirm{
		title: "Offer the ownership to " + name + "?", lines: lines, no: "Keep it", yes: "Offer it", meanwhile: v.unchanged(),
		do: func(string) tea.Cmd {
			return v.change("The ownership is offered to "+name+", for 72 hours.", func(ctx context.Context) error {
				_, err := v.session.Transfer(ctx, domain.Transfer{To: domain.Ref(l.ID)})
				return err
			})
		},
	})
}

// change makes a change that u doesn't take back.
func (v *workspace) change(done string, call func(context.Context) error) tea.Cmd {
	return v.app.act(func(ctx context.Context) (Outcome, error) { return Outcome{Text: done}, call(ctx) })
}

// accept takes the ownership that was offered.
func (v *workspace) accept() tea.Cmd {
	return v.app.confirm(confirm{
		title: "Take the ownership of " + domain.Clean(v.sum.Name) + "?",
		lines: []string{"You own the workspace from then on, with everything in it, its plan and its deletion; " + domain.Clean(v.sum.OwnerName) + " becomes Admin.",
			"Your own end of the role, if it has one, falls away. You can offer the ownership to someone else later."},
		no: "Not yet", yes: "Take it", meanwhile: v.unchanged(),
		do: func(string) tea.Cmd {
			return v.change("You own "+domain.Clean(v.sum.Name)+" now.", func(ctx context.Context) error {
				_, err := v.session.AcceptTransfer(ctx)
				return err
			})
		},
	})
}

// endOffer declines an offer or cancels it; nothing is taken away by that, so
// it isn't asked about.
func (v *workspace) endOffer() tea.Cmd {
	done := "The offer to " + domain.Clean(v.sum.Offer.Name) + " is cancelled."
	if v.sum.Offer.ToYou {
		done = "You declined the ownership."
	}
	return v.change(done, func(ctx context.Context) error {
		_, err := v.session.CancelTransfer(ctx)
		return err
	})
}

// remove deletes the workspace, once its slug was typed.
func (v *workspace) remove() tea.Cmd {
	s := v.sum
	name := domain.Clean(s.Name)
	lines := []string{count(s.Active, "account loses", "accounts lose") + " access at once, yours too."}
	if s.Services > 0 {
		lines = append(lines, "All keys of "+count(s.Services, "service user", "service users")+" refuse.")
	}
	if s.Open > 0 {
		lines = append(lines, count(s.Open, "open invitation stops", "open invitations stop")+" working.")
	}
	lines = append(lines, "Whoever has the file can bring it back for 30 days, with", "  "+domain.Command("workspaces", "restore", s.Slug))
	return v.app.confirm(confirm{
		title: "Delete " + name + "?", lines: lines, typed: s.Slug, no: "Keep it", yes: "Delete", meanwhile: v.unchanged(),
		do: func(string) tea.Cmd {
			return v.change("Deleted "+name+".", func(ctx context.Context) error {
				_, err := v.session.DeleteWorkspace(ctx, domain.DeleteWorkspace{Slug: s.Slug, Version: s.Version})
				return err
			})
		},
	})
}
