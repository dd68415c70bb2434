package tui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// Actions end the session under the cursor, or those that are marked.
func (v *sessions) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	l, ok := v.current()
	if !v.marked.some() {
		return v.with(Action{Key: on("x"), Name: "end", Command: domain.Command("sessions", "end", string(l.ID)), Off: !ok,
			Why: func() string { return "There is no session under the cursor." }, Do: func() tea.Cmd { return v.end(l) }})
	}
	all := v.chosen()
	return v.with(Action{Key: on("x"), Name: "end " + number(len(all)), Command: domain.Command("sessions", "end", string(all[0].ID)),
		Do: func() tea.Cmd { return v.end(all...) }})
}

// end asks first.
func (v *sessions) end(all ...domain.LiveSession) tea.Cmd {
	which, no, yes := count(len(all), "session", "sessions"), "Keep them", "End them"
	lines := []string{"The screens or the commands that run in them end at once. What was saved stays."}
	if len(all) == 1 {
		l := all[0]
		which, no, yes = "the session of "+domain.Clean(l.Member.Label()), "Keep it", "End it"
		lines = []string{
			l.Where() + ", since " + l.StartedAt.In(v.session.Now().Location()).Format("2 Jan 15:04") + ".",
			"The screens or the command that run in it end at once. What was saved stays.",
		}
	}
	return v.app.confirm(confirm{
		title: "End " + which + "?", lines: append(lines, afterwards(all)...), no: no, yes: yes,
		meanwhile: func(ctx context.Context) (string, error) { return v.over(ctx, all) },
		do: func(string) tea.Cmd {
			v.marked.none()
			return v.app.act(func(ctx context.Context) (Outcome, error) { return v.endAll(ctx, all) })
		},
	})
}

// afterwards says what becomes of the people: none is kept out, and who ends the
// very session that they are in is out with it.
func afterwards(all []domain.LiveSession) (lines []string) {
	var others []string
	this := false
	for _, l := range all {
		this = this || l.This
		if name := domain.Clean(l.Member.Label()); !l.Yours && !slices.Contains(others, name) {
			others = append(others, name)
		}
	}
	switch len(others) {
	case 0:
	case 1:
		lines = append(lines, others[0]+" can sign in again, and the account stays as it is: suspend it to keep somebody out.")
	default:
		lines = append(lines, some(others, fewNames)+" can sign in again, and the accounts stay as they are: suspend one to keep somebody out.")
	}
	switch {
	case this && len(all) == 1:
		lines = append(lines, "This is the very session that you are in: you are out with it.")
	case this:
		lines = append(lines, "One is the very session that you are in: you are out with it.")
	}
	return lines
}

// endAll ends them, one's own last: nothing can be done after it.
func (v *sessions) endAll(ctx context.Context, all []domain.LiveSession) (Outcome, error) {
	ended := 0
	end := func(l domain.LiveSession) error {
		_, err := v.session.EndSessions(ctx, domain.EndSessions{Of: string(l.ID)})
		if domain.KindOf(err) == domain.NotFound {
			return nil // it ended by itself
		}
		if err == nil {
			ended++
		}
		return err
	}
	all = slices.Clone(all)
	if i := slices.IndexFunc(all, func(l domain.LiveSession) bool { return l.This }); i >= 0 {
		own := all[i]
		all = append(slices.Delete(all, i, i+1), own)
	}
	for _, l := range all {
		if err := end(l); err != nil {
			return Outcome{Text: fmt.Sprintf("Ended %s of %s.", number(ended), count(len(all), "session", "sessions"))}, err
		}
	}
	if len(all) == 1 && ended == 1 {
		return Outcome{Text: "Ended the session of " + domain.Clean(all[0].Member.Label()) + ", " + all[0].Where() + "."}, nil
	}
	return Outcome{Text: "Ended " + count(ended, "session", "sessions") + "."}, nil
}

// over says that what a dialog asks about has ended; of several that none is left.
func (v *sessions) over(ctx context.Context, asked []domain.LiveSession) (string, error) {
	all, err := v.session.Sessions(ctx)
	if err != nil {
		return "", err
	}
	for _, l := range all {
		if slices.ContainsFunc(asked, func(a domain.LiveSession) bool { return a.ID == l.ID }) {
			return "", nil
		}
	}
	if len(asked) == 1 {
		return "It has ended meanwhile.", nil
	}
	return "They have ended meanwhile.", nil
}
