package tui_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui"
)

// The screens beat while nobody touches a key: what has ended is noted, and
// the session is looked at again.
func TestTheScreensBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorkspace(t, acme()...)
		do(w, "", (*domain.Session).Expire, domain.Expire{Member: "bo@acme.test", At: w.clock().Add(time.Minute)})
		ctx, quit := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		ended := make(chan error, 1)
		noted := make(chan error)
		go func() {
			ended <- tui.Run(ctx, tui.Options{Session: w.as(""), Beat: func(ctx context.Context) {
				select {
				case noted <- w.ws.NoteLapses(ctx):
				case <-ctx.Done():
				}
			}, Program: []tea.ProgramOption{tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler()}})
		}()
		w.pass(time.Minute)
		if err := <-noted; err != nil {
			t.Fatal(err)
		}
		page, err := w.as("").Events(ctx, domain.EventQuery{Action: "members.end"})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Item.Target.Name != "bo@acme.test" {
			t.Errorf("noted %+v, %v", page.Rows, err)
		}
		quit()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
		keys.Close()
		<-time.After(time.Minute) // of the test's own time: ticks that nobody waits for run out
	})
}
