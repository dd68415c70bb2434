package tui

import (
	"context"
	"testing"

	"gatehouse/domain"
)

// Open is the program for a session, to be run on a terminal of a test. What
// it follows ends with the test.
func Open(t testing.TB, s *domain.Session) *App {
	t.Helper()
	return OpenWith(t, Options{Session: s})
}

// OpenWith is Open with more to say.
func OpenWith(t testing.TB, o Options) *App {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	a, d, err := open(ctx, o, func(error) { cancel() })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); <-d.ended })
	return a
}

// Table is every action of what is on top, and whether each is refused.
func (a *App) Table() []Action { return a.actions() }

// Places are the names of the screens that one can go to from anywhere.
func Places() (names []string) {
	for _, p := range places() {
		names = append(names, p.name)
	}
	return names
}

// Update is the flag that writes frames anew.
func Update() bool { return *update }
