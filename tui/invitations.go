package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// invitations is the list of invitations: pending first, then the newest.
type invitations struct {
	*list[domain.ListedInvitation]
	app     *App
	session *domain.Session
	may     *permits
}

var (
	mayInvite = domain.Question{Right: "members.invite"}
	mayRevoke = domain.Question{Right: "members.invite", TakesAway: true}
)

func newInvitations(a *App, s *domain.Session) *invitations {
	v := &invitations{app: a, session: s}
	v.may = &permits{app: a, session: s, wants: func() []domain.Question { return []domain.Question{mayInvite, mayRevoke} }}
	v.list = newList(a, listing[domain.ListedInvitation]{
		columns: v.columns(),
		id:      func(i domain.ListedInvitation) string { return string(i.ID) },
		name:    func(i domain.ListedInvitation) string { return domain.Clean(i.Email) },
		under:   v.stopped,
		empty:   "Nobody is invited. i invites someone: one address, or many at once.",
		search:  true,
		source:  v.rows,
	})
	return v
}

// Title is its part of the path.
func (v *invitations) Title() string { return "Invitations" }

// Start asks for the invitations, and what may be done to them.
func (v *invitations) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked.
func (v *invitations) Stop() { v.list.Stop(); v.may.task.drop() }

func (v *invitations) columns() []column[domain.ListedInvitation] {
	type row = domain.ListedInvitation
	return []column[row]{
		{title: "e-mail", min: 16, max: 40, cell: v.address},
		{title: "role", min: 8, max: 26, drop: 2, cell: offeredRole},
		{title: "by", min: 12, max: 13, drop: 3, cell: func(i row) cell { return cell{text: domain.Clean(i.Sender), tone: faint} }},
		{title: "left", min: 8, max: 8, cell: v.left},
		{title: "resent", min: 7, max: 8, drop: 4, cell: func(i row) cell { return cell{text: times(i.Resends), tone: faint} }},
		{title: "mail", min: 28, max: 40, drop: 1, cell: v.mailed},
	}
}

func (v *invitations) address(i domain.ListedInvitation) cell {
	c := cell{text: domain.Clean(i.Email)}
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

// offeredRole is the role, and when the account that comes of it would end.
func offeredRole(i domain.ListedInvitation) cell {
	text := domain.Clean(i.Role)
	if !i.Until.IsZero() {
		text += " until " + i.Until.Format("2 Jan 2006")
	}
	return cell{text: text}
}

// left counts down, or says how it ended.
func (v *invitations) left(i domain.ListedInvitation) cell {
	now := v.session.Now()
	switch status := i.StatusAt(now); {
	case status != domain.InvitationPending:
		return cell{text: status, tone: faint}
	case !i.Works:
		return cell{text: "stopped", tone: warn}
	}
	return cell{text: domain.Left(i.ExpiresAt, now)}
}

// stopped says why a pending invitation doesn't work.
func (v *invitations) stopped(i domain.ListedInvitation) string {
	if i.Works || i.StatusAt(v.session.Now()) != domain.InvitationPending {
		return ""
	}
	return domain.Clean(i.Sender) + " may no longer invite: R makes it yours and work again"
}

func times(n int) string {
	switch n {
	case 0:
		return "–"
	case 1:
		return "once"
	}
	return number(n) + " times"
}

// mailed is how far the mail with the token has come.
func (v *invitations) mailed(i domain.ListedInvitation) cell {
	if i.Message == nil {
		return cell{text: "no mail", tone: faint}
	}
	return posted(*i.Message, v.session.Now())
}

// Note says of the one under the cursor what the columns cut.
func (v *invitations) Note() string {
	i, ok := v.current()
	if !ok {
		return ""
	}
	now := v.session.Now()
	facts := []string{domain.Clean(i.Email) + " as " + offeredRole(i).text, "invited " + since(i.SentAt, now) + " by " + domain.Clean(i.Sender)}
	if i.Message != nil {
		facts = append(facts, v.mailed(i).all(), tried(*i.Message))
	}
	return line(facts)
}

// rows reads the invitations whole: there are as many as are under way.
func (v *invitations) rows(q query) source[domain.ListedInvitation] {
	return sourced[domain.ListedInvitation](func(ctx context.Context, s span) (window[domain.ListedInvitation], error) {
		all, err := v.session.Invitations(ctx, "")
		if q.text != "" {
			all = rank(all, func(i domain.ListedInvitation) string { return i.Email + " " + i.Role + " " + i.Sender }, q.text)
		}
		w, _ := slice[domain.ListedInvitation]{all, v.id}.window(ctx, s)
		return w, err
	})
}

// Update takes the answers that are the screen's own.
func (v *invitations) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Actions are what can be done to the one under the cursor.
func (v *invitations) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	i, ok := v.current()
	none := func() string { return "There is no invitation here." }
	status := i.StatusAt(v.session.Now())
	over := func() string { return "This invitation was " + status + ": i invites again." }
	why := none
	if ok {
		why = over
	}
	off := !ok || status == domain.InvitationAccepted || status == domain.InvitationRevoked
	resend := Action{Key: on("R"), Name: "resend", Command: domain.Command("invitations", "resend", i.Email), Off: off, Why: why, Do: v.resend}
	revoke := Action{Key: on("x"), Name: "revoke", Command: domain.Command("invitations", "revoke", i.Email), Off: off, Why: why, Do: v.revoke}
	return v.with(
		v.may.dim(mayInvite, Action{Key: on("i"), Name: "invite", Command: "gatehouse invitations send EMAIL --role ROLE", Do: v.invite}),
		v.may.dim(mayInvite, resend),
		v.may.dim(mayRevoke, revoke),
	)
}

func (v *invitations) invite() tea.Cmd { return v.app.invite(v.session, v.goTo) }

// resend makes a new token of the one under the cursor. Where the old one goes by
// mail it asks first.
func (v *invitations) resend() tea.Cmd {
	i, _ := v.current()
	c := domain.Resend{Invitation: domain.Ref(i.ID), Version: i.Version}
	again := func(ctx context.Context) (domain.Invited, error) { return v.session.Resend(ctx, c) }
	send := func(string) tea.Cmd {
		return v.app.show(newSending(v.app, v.session, []letter{{domain.Clean(i.Email), true, again}}))
	}
	if i.Message == nil {
		return send("")
	}
	return v.app.confirm(confirm{
		title: "Send " + domain.Clean(i.Email) + " a new token?", lines: replaced(*i.Message), no: "Leave it", yes: "Resend",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, i) }, do: send,
	})
}

// replaced says what a new token means for the mail with the old one.
func replaced(m domain.Message) []string {
	new := "The new one is good for 7 days and goes out by mail."
	switch m.Status {
	case domain.MessageQueued, domain.MessageDelayed:
		return []string{"The mail with the old token is still " + m.Status + ": it is not sent any more, the new one takes its place.", new}
	case domain.MessageFailed:
		return []string{"The mail with the old token never arrived.", new}
	}
	return []string{"The token that was sent stops working at once.", new}
}

func (v *invitations) revoke() tea.Cmd {
	i, _ := v.current()
	email := domain.Clean(i.Email)
	return v.app.confirm(confirm{
		title: "Revoke the invitation of " + email + "?",
		lines: []string{
			"The token that was sent stops working at once.",
			fmt.Sprintf("%s doesn't become %s; the seat that the invitation holds is free again.", email, i.Role),
			"It can't be undone, but " + email + " can be invited again.",
		},
		no: "Keep it", yes: "Revoke",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, i) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.Revoke(ctx, domain.Revoke{Invitation: domain.Ref(i.ID), Version: i.Version})
				return Outcome{Text: "Revoked the invitation of " + email + "."}, err
			})
		},
	})
}

// meanwhile says what became of an invitation that a dialog asks about.
func (v *invitations) meanwhile(ctx context.Context, was domain.ListedInvitation) (string, error) {
	all, err := v.session.Invitations(ctx, "")
	for _, i := range all {
		switch {
		case i.ID != was.ID || i.Version == was.Version:
		case i.Status != was.Status:
			return "It was " + i.Status + " meanwhile.", nil
		default:
			return "It was sent again meanwhile: look at it once more.", nil
		}
	}
	return "", err
}
