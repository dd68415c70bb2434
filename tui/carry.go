package tui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// carryOut makes a plan's changes: one in the background, several with a count.
func (d *deeds) carryOut(p plan, reason string) tea.Cmd {
	left := p.left()
	if len(left) == 1 {
		l := left[0]
		return d.make(p.deed.done+" "+domain.Clean(l.Label())+".", p.deed.change(l, reason))
	}
	return d.app.work(p.deed.doing, func(ctx context.Context, progress func(done, of int)) (Outcome, error) {
		var made domain.Made
		changed, failed := 0, []string{}
		recording := d.session.Recording(&made)
		for i, l := range left {
			if err := ctx.Err(); err != nil {
				return Outcome{Text: fmt.Sprintf("%s %s of %s members.", p.deed.done, number(changed), number(len(left))), Undo: undoAll(d.session, made)}, err
			}
			before := len(made.Events)
			if _, err := recording.Make(ctx, p.deed.change(l, reason)); err != nil {
				failed = append(failed, err.Error())
			} else if len(made.Events) > before {
				changed++
			}
			progress(i+1, len(left))
		}
		return Outcome{Text: summed(p, changed, failed), Undo: undoAll(d.session, made)}, nil
	})
}

// summed says what came of several changes.
func summed(p plan, made int, failed []string) string {
	text := fmt.Sprintf("%s %s.", p.deed.done, count(made, "member", "members"))
	if same := len(p.left()) - made - len(failed); same > 0 {
		text += fmt.Sprintf(" %s needed no change.", number(same))
	}
	if out := len(p.Refused) + len(failed); out > 0 {
		text += " " + count(out, "was left as it is", "were left as they are")
		if len(failed) > 0 {
			text += ": " + failed[0]
		}
		text += "."
	}
	return text
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// make makes one change to a member in the background.
func (d *deeds) make(done string, c domain.Change) tea.Cmd {
	return d.change(done, func(ctx context.Context, s *domain.Session) error {
		return only(s.Make(ctx, c))
	})
}

// change calls a use case in the background, and offers to take just that back.
func (d *deeds) change(done string, call func(context.Context, *domain.Session) error) tea.Cmd {
	return d.app.act(d.changing(done, call))
}

// changing is the call itself, with how to take it back; where nothing had to
// change there is nothing to.
func (d *deeds) changing(done string, call func(context.Context, *domain.Session) error) func(context.Context) (Outcome, error) {
	return d.adding(done, func(ctx context.Context, s *domain.Session) (domain.ID, error) { return "", call(ctx, s) })
}

// adding is changing for a use case that makes something, to which the cursor
// goes.
func (d *deeds) adding(done string, call func(context.Context, *domain.Session) (domain.ID, error)) func(context.Context) (Outcome, error) {
	return func(ctx context.Context) (Outcome, error) {
		var made domain.Made
		id, err := call(ctx, d.session.Recording(&made))
		if err != nil {
			return Outcome{}, err
		}
		return Outcome{Text: done, Undo: undoAll(d.session, made), Made: string(id)}, nil
	}
}

// only is the error of a use case whose result isn't needed.
func only[T any](_ T, err error) error { return err }

// undoAll takes changes back, the last first. What one commit made goes back
// in one.
func undoAll(s *domain.Session, made domain.Made) Undo {
	if len(made.Events) == 0 {
		return nil
	}
	return func(ctx context.Context) (Outcome, error) {
		var undone []domain.Event
		for left := made.Events; len(left) > 0; {
			u, err := s.Undo(ctx, left[len(left)-1])
			if err != nil {
				return Outcome{}, err
			}
			undone = append(undone, u.Events...)
			left = slices.DeleteFunc(slices.Clone(left), func(seq uint64) bool {
				return slices.ContainsFunc(u.Events, func(e domain.Event) bool { return e.Seq == seq })
			})
		}
		return Outcome{Text: undid(undone)}, nil
	}
}

// undid says what was taken back.
func undid(events []domain.Event) string {
	if len(events) == 1 {
		return "Undone: " + events[0].Action + " of " + events[0].Target.Name + "."
	}
	return "Undone: " + count(len(events), "change", "changes") + "."
}
