package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestEveryActionOfTheTableDoesSomething(t *testing.T) {
	prepare := func(t *testing.T) running {
		r := run(t, crowd(1000), 120, 30)
		r.Press("ctrl+d", "ctrl+d", "ctrl+d", "space")
		r.WaitFor("1 marked")
		return r
	}
	table := ask(prepare(t), func(d *demo) []Action { return d.app.actions() })
	if len(table) < 20 {
		t.Fatalf("only %d actions", len(table))
	}
	for _, act := range table {
		for _, k := range act.Key.Keys() {
			t.Run(k, func(t *testing.T) {
				r := prepare(t)
				before := r.Screen()
				r.Press(k)
				switch {
				case act.Off:
					r.WaitFor(act.reason())
				case act.Name == "quit":
					if err := r.WaitEnd(); err != nil {
						t.Error(err)
					}
				default:
					r.WaitOther(before)
				}
			})
		}
	}
}

func TestNoKeyHasTwoMeaningsOnAScreen(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	owner := map[string]string{}
	for _, act := range ask(r, func(d *demo) []Action { return d.app.actions() }) {
		for _, k := range act.Key.Keys() {
			if other, taken := owner[k]; taken {
				t.Errorf("%s is %q and %q", k, other, act.Name)
			}
			owner[k] = act.Name
		}
	}
}

func TestARefusedKeySaysWhy(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("x")
	r.WaitFor("Your role admin may not remove the owner.")
	if did := r.did(); did != "" {
		t.Errorf("did %s", did)
	}
	r.Press("j")
	r.WaitGone("may not remove the owner")
}

func TestPaletteRunsByNameAndKeepsWhatIsTypedAhead(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Type(":invit\r")
	r.WaitFor("invited")
	if did := r.did(); did != "invited" {
		t.Errorf("did %q", did)
	}
	r.Press("ctrl+p")
	r.WaitFor("gatehouse members suspend p0@acme.test")
	r.Type("keys list")
	r.WaitFor("gatehouse keys list")
	r.Press("enter")
	r.WaitFor("Acme › Vault")
}

func TestHelpShowsEveryKey(t *testing.T) {
	r := run(t, crowd(100), 120, 40)
	table := ask(r, func(d *demo) []Action { return d.app.actions() })
	r.Press("?")
	r.WaitFor("Keys of Members")
	r.WaitFor("half a page down") // the rows come after the box
	screen := r.Screen()
	for _, act := range table {
		in(t, screen, act.Name)
		in(t, screen, act.Key.Help().Key)
	}
	r.Press("esc")
	r.WaitGone("Keys of Members")
	r.WaitFor("1 of 100")
}

func TestEscStepsBackAndNeverQuits(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("enter")
	r.WaitFor("Members › Adaeze Okafor")
	r.Type("q")
	r.WaitFor("note: q")
	r.Press("esc")
	r.WaitFor("Your note isn't saved.")
	r.WaitFor("enter stay")
	r.Press("enter")
	r.WaitGone("isn't saved")
	r.WaitFor("note: q")
	r.Press("esc")
	r.WaitFor("y leave")
	r.Press("y")
	r.WaitFor("1 of 100")
	r.Press("esc")
	r.Press("j")
	r.WaitFor("2 of 100")
}

func TestCtrlCAsksOnlyIfSomethingWouldBeLost(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("enter")
	r.WaitFor("› Adaeze")
	r.Type("text")
	r.WaitFor("note: text")
	r.Press("ctrl+c")
	r.WaitFor("enter stay")
	r.Press("n")
	r.WaitGone("isn't saved")
	r.Press("ctrl+c")
	r.WaitFor("y leave")
	r.Press("y")
	if err := r.WaitEnd(); err != nil {
		t.Error(err)
	}
	r = run(t, crowd(100), 120, 30)
	r.Press("ctrl+c")
	if err := r.WaitEnd(); err != nil {
		t.Error(err)
	}
}

func TestCtrlZIsIgnoredWhereNoShellIsBelow(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("ctrl+z", "j")
	r.WaitFor("2 of 100")
}

func TestAPasteGoesToTheTopAsText(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Paste("q\nq") // on a list nothing is pasted, so nothing quits
	r.Press("enter")
	r.WaitFor("› Adaeze")
	r.Paste("xq ü")
	r.WaitFor("note: xq ü")
}

func TestLongWorkCountsAndCanBeStopped(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("e")
	r.WaitFor("exporting 340 of 1,200")
	r.WaitFor("ctrl+x stop")
	r.Press("j")
	r.WaitFor("2 of 100")
	r.Press("e")
	r.WaitFor("Still exporting: one thing at a time.")
	r.Press("ctrl+c")
	r.WaitFor("still exporting 340 of 1,200; leaving stops that where it is.")
	r.WaitFor("enter stay")
	r.Press("ctrl+c", "enter")
	r.WaitGone("leaving stops")
	r.Press("ctrl+x")
	r.WaitFor("Stopped. 340 of 1,200 are written.")
	r.WaitGone("ctrl+x")
}

func TestSmallTerminals(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Resize(39, 9)
	r.WaitFor("gatehouse needs 40 columns and 10 rows;")
	r.Resize(40, 10)
	r.WaitFor("1 of 100")
	r.WaitGone("gatehouse")
	r.Resize(80, 24)
	r.WaitFor("gatehouse   Acme › Members")
}

func TestMouseCanBeTurnedOff(t *testing.T) {
	const tracking = "\x1b[?1002h"
	r := run(t, crowd(10), 80, 24, func(c *Config) { c.NoMouse = true })
	if out := r.Output(); strings.Contains(out, tracking) {
		t.Error("the mouse is on although it was turned off")
	}
	r.Type(":use the mouse\r")
	r.WaitFor("The mouse points and scrolls.")
	if out := r.Output(); !strings.Contains(out, tracking) {
		t.Error("the mouse is off although it was turned on")
	}
}

func TestTheProgramEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	app := New(ctx, config(crowd(10), make(chan struct{})))
	wait := app.listen(0)
	cancel()
	if msg := wait(); msg != nil {
		t.Errorf("waiting for changes ended with %v", msg)
	}
}

func TestLateAnswersFallAway(t *testing.T) {
	var a, b task[int]
	one := func(context.Context) (int, error) { return 1, nil }
	first := a.ask(t.Context(), one)()
	second := a.ask(t.Context(), func(ctx context.Context) (int, error) { return 2, ctx.Err() })
	if _, ok := a.answer(first); ok {
		t.Error("an answer to an older question was taken")
	}
	reply := second()
	if _, ok := b.answer(reply); ok {
		t.Error("another one's answer was taken")
	}
	if got, ok := a.answer(reply); !ok || got.value != 2 || got.err != nil {
		t.Errorf("the answer was %v %v", got, ok)
	}
	if _, ok := a.answer(reply); ok {
		t.Error("an answer was taken twice")
	}
	third := a.ask(t.Context(), func(ctx context.Context) (int, error) { return 3, ctx.Err() })
	a.drop()
	if err := third().(answer[int]).err; !errors.Is(err, context.Canceled) {
		t.Errorf("dropped work went on: %v", err)
	}
}
