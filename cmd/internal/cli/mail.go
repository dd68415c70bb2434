package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var mailColumns = []column[object.Message]{
	{"to", func(m object.Message) string { return m.To }},
	{"about", func(m object.Message) string { return m.About }},
	{"status", func(m object.Message) string { return m.Status }},
	{"queued", func(m object.Message) string { return m.QueuedAt }},
	{"tries", func(m object.Message) string { return strconv.Itoa(m.Tries) }},
	{"next try", func(m object.Message) string { return orDash(m.NextTryAt) }},
	{"id", func(m object.Message) string { return m.ID }},
	{"answer", func(m object.Message) string { return orDash(m.Answer) }},
}

func mail(p *Program) *cobra.Command {
	return group("mail", "Mails to people: what waits, what was sent, what failed", p.mailList(), p.mailRetry(), p.mailTest())
}

func (p *Program) mailList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List the mails that wait and those of the last 30 days, the newest first", Args: noArgs,
		Example: "  gatehouse mail list\n  gatehouse mail list --json --sort status",
		RunE: p.run(func(r *run) error {
			all, err := r.Mail(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfMessage), mailColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) mailRetry() *cobra.Command {
	return &cobra.Command{
		Use: "retry", Short: "Try everything again now that hasn't gone out", Args: noArgs,
		Long: "What waits for its next try, what was given up, and what was held back when the database was restored.",
		RunE: p.run(func(r *run) error {
			n, err := r.RetryMail(r)
			switch {
			case err != nil:
				return err
			case r.flags.JSON:
				return r.printJSON(object.Retried{Retried: n})
			case n == 0:
				println(r.Program.Err, "there is no mail that hasn't gone out")
			default:
				println(r.Out, fmt.Sprintf("tried again now: %d", n))
			}
			return nil
		}),
	}
}

// testTakes is how long mail test waits for its mail to be sent.
const testTakes = time.Minute

func (p *Program) mailTest() *cobra.Command {
	return &cobra.Command{
		Use: "test EMAIL", Short: "Send a mail and wait for what the mail server says to it", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			m, err := r.testMail(domain.TestMail{To: r.args[0]})
			if err != nil {
				return err
			}
			if err := printItem(r.Program, object.OfMessage(m), mailColumns); err != nil {
				return err
			}
			switch m.Status {
			case domain.MessageSent:
				return nil
			case domain.MessageQueued:
				return domain.Errorf(domain.Unavailable, "not_sent", "nothing has sent the mail to %s within %s; it still waits", m.To, testTakes)
			}
			return domain.Errorf(domain.Unavailable, "not_sent", "the mail to %s wasn't sent: %s", m.To, m.Answer)
		}),
	}
}

// testMail sends a mail and follows it until it was sent or its first try has
// failed. One that nobody tries in time is queued still.
func (r *run) testMail(c domain.TestMail) (domain.Message, error) {
	ctx, stop := context.WithTimeout(r, testTakes)
	defer stop()
	changed := r.Watch(ctx)
	m, err := r.TestMail(r, c)
	for err == nil && m.Status == domain.MessageQueued {
		select {
		case <-ctx.Done():
			return m, r.Err()
		case <-changed:
		}
		m, err = r.Message(r, m.ID)
	}
	return m, err
}
