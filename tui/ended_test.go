package tui_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui"
)

var modes = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// modesLeft are the modes of a terminal that a program changed and didn't put
// back. A visible cursor and lines that wrap are on to begin with.
func modesLeft(output string) (still []string) {
	last := map[string]string{}
	for _, m := range modes.FindAllStringSubmatch(output, -1) {
		for mode := range strings.SplitSeq(m[1], ";") {
			last[mode] = m[2]
		}
	}
	for mode, set := range last {
		if begun := mode == "25" || mode == "7"; (set == "h") != begun {
			still = append(still, mode+set)
		}
	}
	return still
}

// typed is what somebody has typed when the screens end under their hands.
const typed = "between-us-only"

// busy is what a person may be in the middle of.
var busy = map[string]func(s shown){
	"the list": func(shown) {},
	"a search": func(s shown) {
		s.Press("/")
		s.Type(typed)
		s.WaitFor(typed)
	},
	"a card": func(s shown) {
		s.Type("/grace\r")
		s.WaitFor("1 of 1")
		s.Press("enter")
		s.WaitFor("› Grace Hopper")
	},
	"a dialog": func(s shown) {
		s.Type("/grace\r")
		s.WaitFor("1 of 1")
		s.Press("x")
		s.WaitFor("y remove")
	},
	"a form": func(s shown) {
		s.visit("Units")
		s.Press("n")
		s.WaitFor("esc back")
		s.Type(typed)
		s.WaitFor(typed)
	},
}

// TestTheScreensEndUnderOnesHands: whatever one is in the middle of, the screens
// end with the reason, the terminal is as it was, and what was typed is gone.
func TestTheScreensEndUnderOnesHands(t *testing.T) {
	wakes := func(w *workspace) { // what is over is noticed at the next change, or when a timer of the system's clock says so
		do(w, "", (*domain.Session).AddUnit, domain.AddUnit{Name: "Elsewhere"})
	}
	ends := map[string]func(w *workspace){
		"suspended": func(w *workspace) {
			do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "bo@acme.test"})
		},
		"ended": func(w *workspace) {
			do(w, "", (*domain.Session).Expire, domain.Expire{Member: "bo@acme.test", At: w.clock().Add(30 * time.Minute)})
			w.pass(40 * time.Minute)
			wakes(w)
		},
		"ended_by": func(w *workspace) {
			do(w, "", (*domain.Session).EndSessions, domain.EndSessions{Of: "bo@acme.test"})
		},
		"idle": func(w *workspace) { w.pass(2 * time.Hour); wakes(w) },
	}
	for code, end := range ends {
		for where, get := range busy {
			t.Run(code+" in "+where, func(t *testing.T) {
				w := newWorkspace(t, acme()...)
				term := connected(t, 100, 30, func(ctx context.Context, program []tea.ProgramOption) error {
					return tui.Run(ctx, tui.Options{Session: w.as("bo@acme.test"), Idle: time.Hour, Program: program})
				})
				s := shown{term, nil, t}
				s.WaitFor("? keys")
				get(s)
				end(w)
				err := s.WaitEnd()
				if e, ok := errors.AsType[*domain.Error](err); !ok || e.Code != code {
					t.Errorf("ended with %v", err)
				}
				if screen := s.Screen(); screen != prompt {
					t.Errorf("the terminal isn't as it was:\n%s", screen)
				}
				if still := modesLeft(s.Output()); len(still) > 0 {
					t.Errorf("modes are left as the program set them: %v", still)
				}
				if above := s.Scrollback(); strings.Contains(above, typed) || strings.Contains(above, "Grace") {
					t.Errorf("it stays above the screen:\n%s", above)
				}
			})
		}
	}
}

// A role that is lowered ends nothing: it speaks at the next key, and what it
// doesn't allow any more is dimmed.
func TestALoweredRoleDimsWhatIsNotAllowedAnyMore(t *testing.T) {
	for where, c := range map[string]struct {
		key  string
		open func(*workspace) shown
	}{
		"Members": {"x", func(w *workspace) shown {
			s := w.spy("bo@acme.test", "Members")
			s.Type("/hana\r")
			return s
		}},
		"the card": {"s", func(w *workspace) shown {
			s := w.spy("bo@acme.test", "Members")
			s.Type("/hana\r")
			s.WaitFor("1 of 1")
			s.Press("enter")
			return s
		}},
		"Vault": {"n", func(w *workspace) shown { return w.spy("bo@acme.test", "Vault") }},
	} {
		t.Run(where, func(t *testing.T) {
			w := furnished(t)
			do(w, "", (*domain.Session).Reactivate, domain.Reactivate{Member: "bo@acme.test"})
			do(w, "", (*domain.Session).CreateRole, domain.RoleDraft{Name: "onlooker", From: "employee", Add: []string{"members.view", "api_keys.manage"}})
			s := c.open(w)
			s.allowed(c.key)
			do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "bo@acme.test", Role: "onlooker"})
			before := s.refused(c.key)
			s.Press(c.key)
			s.saysWhy(before, c.key)
			if strings.Contains(s.Screen(), "┌") {
				t.Errorf("it went ahead:\n%s", s.Screen())
			}
		})
	}
}

// saysWhy waits until the screen says why a key is refused: as it was before the
// key was pressed, or as it is when the screen has asked again.
func (s shown) saysWhy(before tui.Action, key string) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if screen := s.Screen(); strings.Contains(screen, before.Why()) || strings.Contains(screen, s.refused(key).Why()) {
			return
		}
	}
	s.t.Fatalf("nothing says %q:\n%s", before.Why(), s.Screen())
}

// allowed waits until the action of a key can be done.
func (s shown) allowed(key string) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		for _, act := range s.table() {
			for _, k := range act.Key.Keys() {
				if k == key && !act.Off {
					return
				}
			}
		}
	}
	s.t.Fatalf("%s is refused:\n%s", key, s.Screen())
}
