package cli

import (
	"time"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// sessionRow is a session in a list, with what marks one's own.
type sessionRow struct {
	object.Session
	whose string
}

func rowOfSession(l domain.LiveSession) sessionRow {
	whose := ""
	switch {
	case l.This:
		whose = "this one"
	case l.Yours:
		whose = "yours"
	}
	return sessionRow{object.OfSession(l), whose}
}

var sessionColumns = []column[sessionRow]{
	{"id", func(s sessionRow) string { return s.ID }},
	{"member", func(s sessionRow) string { return s.Member }},
	{"via", func(s sessionRow) string { return s.Via }},
	{"from", func(s sessionRow) string { return orDash(s.From) }},
	{"since", func(s sessionRow) string { return s.StartedAt }},
	{"idle", func(s sessionRow) string { return (time.Duration(s.IdleSeconds) * time.Second).String() }},
	{"whose", func(s sessionRow) string { return orDash(s.whose) }},
}

func sessions(p *Program) *cobra.Command {
	return group("sessions", "Who is here: screens and commands that run, over SSH or on this machine", p.sessionsList(), p.sessionsEnd())
}

func (p *Program) sessionsList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List sessions, the newest first: your own, and those that you may end", Args: noArgs,
		Example: "  gatehouse sessions list\n  gatehouse sessions list --json --sort -idle_seconds",
		RunE: p.run(func(r *run) error {
			all, err := r.Sessions(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, rowOfSession), sessionColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) sessionsEnd() *cobra.Command {
	return &cobra.Command{
		Use: "end ID|EMAIL", Short: "End a session, or all of someone's; whoever sits there reads why", Args: exactArgs(1), ValidArgsFunction: p.completeSessions,
		Example: "  gatehouse sessions end eva@example.com",
		RunE: p.run(func(r *run) error {
			of, err := r.meantSession(r.args[0])
			if err != nil {
				return err
			}
			ended, err := r.EndSessions(r, domain.EndSessions{Of: of})
			if err != nil {
				return err
			}
			several := len(ended) != 1 || string(ended[0].ID) != of // whose are ended, and not which
			return printChanged(r.Program, object.List(ended, rowOfSession), several, sessionColumns)
		}),
	}
}

// meantSession resolves what ends: a session, or a member's. Someone at a
// terminal may write a unique beginning; a script may not.
func (r *run) meantSession(text string) (string, error) {
	if !r.Terminal {
		return text, nil
	}
	return r.ResolveSession(r, text)
}
