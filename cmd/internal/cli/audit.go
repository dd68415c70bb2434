package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// eventColumns are those of the audit trail; someone at a terminal also reads
// from where something was done.
func (p *Program) eventColumns() []column[object.Event] {
	via := func(e object.Event) string { return e.Via }
	if p.Terminal {
		via = func(e object.Event) string { return strings.TrimSpace(e.Via + " " + e.From) }
	}
	return []column[object.Event]{
		{"seq", func(e object.Event) string { return strconv.FormatUint(e.Seq, 10) }},
		{"at", func(e object.Event) string { return e.At }},
		{"actor", func(e object.Event) string { return e.Actor }},
		{"via", via},
		{"action", func(e object.Event) string { return e.Action }},
		{"target", func(e object.Event) string { return orDash(e.Target) }},
		{"result", func(e object.Event) string { return e.Result }},
		{"detail", func(e object.Event) string { return e.Detail }},
	}
}

func audit(p *Program) *cobra.Command {
	return group("audit", "What happened, and what was refused", p.auditList(), p.auditExport())
}

// auditFilter are the flags of list and export.
type auditFilter struct{ actor, target, action, result, since string }

func (p *Program) auditFlags(c *cobra.Command, a *auditFilter) {
	f := c.Flags()
	f.StringVar(&a.actor, "actor", "", "only what this `member` did")
	f.StringVar(&a.target, "target", "", "only what happened to this: an address, a name or `KIND/NAME`")
	f.StringVar(&a.action, "action", "", "only this `action`, such as members.role, or members for all of them")
	f.StringVar(&a.result, "result", "", "only done or denied")
	f.StringVar(&a.since, "since", "", "not before this `TIME`, such as 24h or 2027-01-31")
	p.completeFlag(c, "actor", p.completeMembers)
	p.completeFlag(c, "target", p.completeMembers)
	p.completeFlag(c, "result", words(domain.ResultDone, domain.ResultDenied))
}

// query makes the flags out.
func (a auditFilter) query(r *run) (domain.EventQuery, error) {
	q := domain.EventQuery{Actor: a.actor, Target: a.target, Action: a.action, Result: a.result, Limit: 500}
	switch a.result {
	case "", domain.ResultDone, domain.ResultDenied:
	default:
		return q, domain.Errorf(domain.Invalid, "unknown_result", "a result is done or denied, not %s", typed(a.result))
	}
	var err error
	if a.since != "" {
		q.Since, err = domain.ParseSince(a.since, r.Now())
	}
	return q, err
}

func (p *Program) auditList() *cobra.Command {
	var filter auditFilter
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List events, the newest first", Args: noArgs,
		Example: "  gatehouse audit list --action members --since 24h\n  gatehouse audit list --target member/eva@example.com --result denied",
		RunE: p.run(func(r *run) error {
			q, err := filter.query(r)
			if err != nil {
				return err
			}
			all := []object.Event{}
			for more := true; more; {
				page, err := r.Events(r, q)
				if err != nil {
					return err
				}
				for _, row := range page.Rows {
					all, q.After = append(all, object.OfEvent(row.Item)), row.Cursor
				}
				more = page.More && !(l.sort == "" && l.limit > 0 && len(all) >= l.limit)
			}
			return printList(r.Program, l, all, r.eventColumns())
		}),
	}
	p.auditFlags(c, &filter)
	l.flags(c)
	return c
}

func (p *Program) auditExport() *cobra.Command {
	var filter auditFilter
	c := &cobra.Command{
		Use: "export", Short: "Write events, the oldest first, as JSON lines; with --json as an array", Args: noArgs,
		RunE: p.run(func(r *run) error {
			q, err := filter.query(r)
			if err != nil {
				return err
			}
			q.Forward = true
			out := newJSONStream(r.Out, r.flags.JSON)
			for more := true; more; {
				page, err := r.ExportEvents(r, q)
				if err != nil {
					return err
				}
				for _, row := range page.Rows {
					q.After = row.Cursor
					if err := out.write(object.OfEvent(row.Item)); err != nil {
						return err
					}
				}
				more = page.More
			}
			return out.end()
		}),
	}
	p.auditFlags(c, &filter)
	return c
}
