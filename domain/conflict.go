package domain

import (
	"context"
	"errors"
	"fmt"
)

// current refuses a change that was decided on an older version of the
// record. Zero means that the caller looked at none. It is asked after may: a
// version tells nothing to those who may not.
func current(have, expected uint64, target Mention) error {
	if expected == 0 || have == expected {
		return nil
	}
	e := Errorf(Conflict, "changed_meanwhile", "%s changed meanwhile", Clean(target.Name))
	e.target = target
	e.seen = expected
	return e
}

// dress completes an error outside the transaction that it came from: a
// refusal gets its fix, a conflict what changed meanwhile and who did it.
func (s *Session) dress(ctx context.Context, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Code == "unknown_role" && e.target.Name != "":
		return s.nearestRole(ctx, e)
	case e.Kind == Denied && e.Answer == nil && e.asked != nil:
		return s.explainRefusal(ctx, e)
	case e.Kind == Conflict && e.target.ID != "" && e.Changed == nil:
		return s.explainConflict(ctx, e)
	}
	return err
}

// nearestRole names the nearest of all roles: a commit knows only those of the
// workspace's own that it looked up.
func (s *Session) nearestRole(ctx context.Context, e *Error) error {
	var better *Error
	err := s.ws.db.store.View(ctx, s.ws.ID, func(v View) error {
		t, err := s.begin(v)
		if err == nil {
			_, err = (&view{txn: t, View: v}).allRoles()
		}
		if err == nil {
			_, err = findRole(t.model, e.target.Name)
		}
		return err
	})
	if errors.As(err, &better) && better.Code == e.Code {
		return better
	}
	return e
}

// explainConflict adds the events since the version that the caller saw.
func (s *Session) explainConflict(ctx context.Context, e *Error) error {
	view := s.ws.db.store.View(ctx, s.ws.ID, func(v View) error {
		t, err := s.begin(v)
		if err != nil {
			return err
		}
		rows, _, err := v.EventPages().Page(Query{Index: ByTarget, Value: string(e.target.ID), Reverse: true, Limit: 10})
		for _, r := range rows {
			for _, touch := range r.Item.Touched {
				if touch.ID == e.target.ID && touch.Version > e.seen {
					e.Changed = append(e.Changed, t.veiledEvent(r.Item))
				}
			}
		}
		return err
	})
	if view != nil || len(e.Changed) == 0 {
		return e
	}
	last := e.Changed[0]
	e.Message = fmt.Sprintf("%s changed meanwhile: %s by %s", Clean(e.target.Name), describe(last), Clean(last.By))
	return e
}

// describe says in a few words what an event did.
func describe(e Event) string {
	if e.Detail == "" {
		return e.Action
	}
	return e.Action + " (" + Clean(e.Detail) + ")"
}
