package cli

import (
	"time"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// session is someone who is here, in JSON.
type session struct {
	ID          string `json:"id"`
	Member      string `json:"member"`
	Via         string `json:"via"`
	From        string `json:"from"`
	Fingerprint string `json:"fingerprint,omitempty"`
	StartedAt   string `json:"started_at"`
	IdleSeconds int64  `json:"idle_seconds"`

	whose string // what marks one's own
}

func sessionObject(l domain.LiveSession) session {
	whose := ""
	switch {
	case l.This:
		whose = "this one"
	case l.Yours:
		whose = "yours"
	}
	return session{
		whose: whose, ID: string(l.ID), Member: l.Member.Handle(), Via: l.Via, From: l.From, Fingerprint: l.Key,
		StartedAt: stamp(l.StartedAt), IdleSeconds: int64(l.Idle / time.Second),
	}
}

var sessionColumns = []column[session]{
	{"id", func(s session) string { return s.ID }},
	{"member", func(s session) string { return s.Member }},
	{"via", func(s session) string { return s.Via }},
	{"from", func(s session) string { return orDash(s.From) }},
	{"since", func(s session) string { return s.StartedAt }},
	{"idle", func(s session) string { return (time.Duration(s.IdleSeconds) * time.Second).String() }},
	{"whose", func(s session) string { return orDash(s.whose) }},
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
			return printList(r.Program, l, objects(all, sessionObject), sessionColumns)
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
			return printChanged(r.Program, objects(ended, sessionObject), true, sessionColumns)
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
