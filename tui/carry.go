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
		return d.change(p.deed.done+" "+domain.Clean(l.Label())+".", func(ctx context.Context) error {
			return p.deed.make(ctx, d.session, p.deed.change(l, reason))
		})
	}
	return d.app.work(p.deed.doing, len(left), func(ctx context.Context, done func(int)) (Outcome, error) {
		made, failed := []uint64{}, []string{}
		last, err := d.session.LastChanges(ctx, 1)
		if err != nil {
			return Outcome{}, err
		}
		for i, l := range left {
			if err := ctx.Err(); err != nil {
				return Outcome{fmt.Sprintf("%s %s of %s members.", p.deed.done, number(len(made)), number(len(left))), undoAll(d.session, made)}, err
			}
			if err := p.deed.make(ctx, d.session, p.deed.change(l, reason)); err != nil {
				failed = append(failed, err.Error())
			} else if seq, err := d.session.LastChanges(ctx, 1); err == nil && !slices.Equal(seq, last) {
				made, last = append(made, seq...), seq
			}
			done(i + 1)
		}
		return Outcome{summed(p, len(made), failed), undoAll(d.session, made)}, nil
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

// change makes one change in the background, and offers to take just that back.
func (d *deeds) change(done string, make func(context.Context) error) tea.Cmd {
	return d.app.act(d.changing(done, make))
}

// changing is the change itself, with how to take it back.
func (d *deeds) changing(done string, make func(context.Context) error) func(context.Context) (Outcome, error) {
	return func(ctx context.Context) (Outcome, error) {
		before, err := d.session.LastChanges(ctx, 1)
		if err != nil {
			return Outcome{}, err
		}
		if err := make(ctx); err != nil {
			return Outcome{}, err
		}
		after, err := d.session.LastChanges(ctx, 1)
		if err != nil || len(after) == 0 || slices.Equal(before, after) {
			return Outcome{Text: done}, err // nothing had to change
		}
		return Outcome{done, undoAll(d.session, after)}, nil
	}
}

// undoAll takes changes back, the last first.
func undoAll(s *domain.Session, made []uint64) Undo {
	if len(made) == 0 {
		return nil
	}
	return func(ctx context.Context) (Outcome, error) {
		for i := len(made) - 1; i >= 0; i-- {
			u, err := s.Undo(ctx, made[i])
			if err != nil {
				return Outcome{}, err
			}
			if len(made) == 1 {
				return Outcome{Text: "Undone: " + u.Event.Action + " of " + u.Event.Target.Name + "."}, nil
			}
		}
		return Outcome{Text: "Undone: " + count(len(made), "change", "changes") + "."}, nil
	}
}
