package domain

import (
	"context"
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// EventQuery asks for a page of the audit trail, newest first.
type EventQuery struct {
	Actor  string // handle
	Target string // handle or name, or KIND/NAME
	Action string // members.role, or members for all of that noun
	Result string
	Since  time.Time

	After   Cursor
	Forward bool // oldest first
	Limit   int
}

// EventPage is one page of events.
type EventPage struct {
	Rows []Row[Event]
	More bool
}

// maxScan bounds how many events one page reads while it looks for matches.
const maxScan = 5000

// Events needs audit.view.
func (s *Session) Events(ctx context.Context, q EventQuery) (EventPage, error) {
	return look(ctx, s, func(v *view) (EventPage, error) {
		if err := v.may(ask{right: rights.AuditView, takesAway: true}); err != nil {
			return EventPage{}, err
		}
		return v.events(q)
	})
}

// ExportEvents is Events for an export, which needs data.export too.
func (s *Session) ExportEvents(ctx context.Context, q EventQuery) (EventPage, error) {
	return look(ctx, s, func(v *view) (EventPage, error) {
		for _, r := range []rights.Right{rights.AuditView, rights.DataExport} {
			if err := v.may(ask{right: r, takesAway: r == rights.AuditView}); err != nil {
				return EventPage{}, err
			}
		}
		return v.events(q)
	})
}

// events reads a page; where a filter leaves much out, a page may be short
// though there is more.
func (v *view) events(q EventQuery) (EventPage, error) {
	var page EventPage
	if q.Limit <= 0 {
		q.Limit = 100
	}
	query := Query{Index: ByTime, Reverse: !q.Forward, After: q.After, Limit: min(q.Limit+1, 500)}
	for scanned := 0; ; {
		rows, more, err := v.EventPages().Page(query)
		if err != nil {
			return page, err
		}
		for _, r := range rows {
			scanned++
			if !q.Since.IsZero() && r.Item.At.Before(q.Since) {
				if q.Forward {
					query.After = r.Cursor
					continue
				}
				page.More = false
				return page, nil
			}
			if q.matches(r.Item) {
				if len(page.Rows) == q.Limit {
					page.More = true
					return page, nil
				}
				r.Item = v.veiledEvent(r.Item)
				page.Rows = append(page.Rows, r)
			}
			query.After = r.Cursor
		}
		if !more {
			return page, nil
		}
		if scanned >= maxScan && len(page.Rows) > 0 {
			page.More = true
			return page, nil
		}
	}
}

func (q EventQuery) matches(e Event) bool {
	return (q.Actor == "" || sameWord(q.Actor, e.By) || q.Actor == string(e.Actor)) &&
		(q.Target == "" || sameWord(q.Target, e.Target.Name) || sameWord(q.Target, e.Target.String()) || q.Target == string(e.Target.ID)) &&
		(q.Action == "" || e.Action == q.Action || strings.HasPrefix(e.Action, q.Action+".")) &&
		(q.Result == "" || e.Result == q.Result)
}

func sameWord(a, b string) bool { return FoldName(a) == FoldName(b) }
