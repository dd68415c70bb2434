package tui

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// removal is a login with what ends when it is removed.
type removal struct {
	login domain.Login
	ends  []string // where the sessions come from that were signed in by it
	last  bool     // nothing is left to sign in by
}

// remove looks what removing the login under the cursor would end.
func (v *logins) remove() tea.Cmd {
	l, _ := v.current()
	of := domain.Ref(v.member.ID)
	return v.ahead.ask(v.app.ctx, func(ctx context.Context) (removal, error) {
		r := removal{login: l}
		all, err := v.session.Logins(ctx, of)
		if err != nil {
			return r, err
		}
		r.last = len(all) == 1
		here, err := v.session.Sessions(ctx)
		for _, s := range here {
			if s.Key == string(l.ID) {
				r.ends = append(r.ends, s.Where())
			}
		}
		return r, err
	})
}

// propose asks before a login is removed.
func (v *logins) propose(r removal) tea.Cmd {
	name := domain.Clean(strings.TrimSpace(r.login.Comment + " " + string(r.login.ID)))
	lines := []string{"Nobody signs in by it any more: " + name + "."}
	if len(r.ends) > 0 {
		lines = append(lines, count(len(r.ends), "session ends", "sessions end")+" at once: "+some(r.ends, fewNames)+".")
	}
	if v.session.Principal().Key == r.login.ID {
		lines = append(lines, "You are signed in by it: you are out with it.")
	}
	switch {
	case r.last && v.member.Owner:
		lines = append(lines, "It is the owner's last login: without one the owner comes in on the server's own machine only.")
	case r.last:
		lines = append(lines, "It is the last one: "+v.called()+" can't come in by SSH until a key is enrolled again.")
	}
	c := domain.RemoveLogin{Member: domain.Ref(v.member.ID), Fingerprint: string(r.login.ID), Last: r.last}
	return v.app.confirm(confirm{
		title: "Remove a login of " + v.called() + "?", lines: lines, no: "Keep it", yes: "Remove",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, r) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.RemoveLogin(ctx, c)
				return Outcome{Text: "Removed the login " + name + " of " + v.called() + "."}, err
			})
		},
	})
}

// meanwhile says what became of the logins that a dialog asks about.
func (v *logins) meanwhile(ctx context.Context, was removal) (string, error) {
	all, err := v.session.Logins(ctx, domain.Ref(v.member.ID))
	there := false
	for _, l := range all {
		there = there || l.ID == was.login.ID
	}
	switch {
	case err != nil:
		return "", err
	case !there:
		return "It was removed meanwhile.", nil
	case len(all) == 1 && !was.last:
		return "It is the last one meanwhile: look at it once more.", nil
	}
	return "", nil
}

// invite asks before a token is made: whoever has it is the member.
func (v *logins) invite() tea.Cmd {
	return v.app.confirm(confirm{
		title: "A token to enrol a key of " + v.called() + "?",
		lines: []string{
			"Whoever has it enrols a key of their own and is " + v.called() + " from then on, once and within 7 days.",
			"A token that was made before stops working.",
		},
		no: "No token", yes: "Make it",
		do: func(string) tea.Cmd {
			c := domain.InviteLogin{Member: domain.Ref(v.member.ID)}
			return v.making.ask(v.app.ctx, func(ctx context.Context) (domain.LoginInvitation, error) {
				return v.session.InviteLogin(ctx, c)
			})
		},
	})
}

// token shows one, once.
func (v *logins) token(i domain.LoginInvitation) *freshKey {
	until := "good until " + i.ExpiresAt.In(v.app.Now().Location()).Format("2 Jan 2006 15:04")
	return &freshKey{
		app: v.app, secret: i.Secret.Reveal(), noun: "token", title: "Token of " + v.called(), until: until,
		loss: "This token can't be shown again. Without it, make another.",
		kept: "The token of " + v.called() + " is " + until + ".",
		use:  []string{"Give it to " + v.called() + " alone, to be pasted after: " + cmp.Or(v.app.Join, "ssh join@ and the server's name")},
	}
}
