package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// mail is the mails that wait and those of the last 30 days.
type mail struct{ *messages }

func newMail(a *App, s *domain.Session) *mail {
	v := &mail{}
	v.messages = newMessages(a, s, "No mail was sent in the last 30 days, and none waits. t sends a test mail.", mailAbout, s.Mail,
		column[domain.Message]{title: "to", min: 14, max: 28, cell: func(m domain.Message) cell { return v.found(domain.Clean(m.To)) }},
		column[domain.Message]{title: "about", min: 12, max: 18, drop: 1, cell: func(m domain.Message) cell { return v.found(mailAbout(m)) }})
	return v
}

// Title is its part of the path.
func (v *mail) Title() string { return "Mail" }

// Actions are of all that waits, and of mail as a whole.
func (v *mail) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	return v.with(
		v.may.dim(maySettle, Action{Key: on("R"), Name: "try all again", Command: "gatehouse mail retry", Do: v.retry}),
		v.may.dim(maySettle, Action{Key: on("t"), Name: "test mail", Command: "gatehouse mail test EMAIL", Do: v.test}),
	)
}

// retry tries everything again now that hasn't gone out.
func (v *mail) retry() tea.Cmd {
	return v.app.act(func(ctx context.Context) (Outcome, error) {
		n, err := v.session.RetryMail(ctx)
		if n == 0 {
			return Outcome{Text: "There is no mail that hasn't gone out."}, err
		}
		return Outcome{Text: count(n, "mail is", "mails are") + " tried again now."}, err
	})
}

// test asks where a mail goes that says nothing. Its row follows what becomes of it.
func (v *mail) test() tea.Cmd {
	return v.app.fill(form{
		title: "Send a test mail", yes: "send",
		above:  []string{"It says that it is a test, and by whom. Its row shows what the mail server answers."},
		inputs: []input{{label: "To", hint: "an e-mail address"}},
		check: func(values []string) string {
			_, err := domain.ParseEmail(values[0])
			return words(err)
		},
		try: func(values []string) func(context.Context) (Outcome, error) {
			return func(ctx context.Context) (Outcome, error) {
				m, err := v.session.TestMail(ctx, domain.TestMail{To: values[0]})
				return Outcome{Text: "A test mail to " + domain.Clean(m.To) + " is on its way.", Made: string(m.ID)}, err
			}
		},
	})
}
