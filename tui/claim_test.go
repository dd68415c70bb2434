package tui_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

var tickets = regexp.MustCompile(`keys claim ([0-9A-Z]{4}-[0-9A-Z]{2})`)

const claim = "ssh -p 2222 acme@gate.example.com"

// claiming is the vault of somebody who can claim keys from elsewhere.
func (w *workspace) claiming(width, height int) shown {
	w.t.Helper()
	app := tui.OpenWith(w.t, tui.Options{Session: w.as(""), Claim: claim})
	s := shown{terminal.Start(w.t, app, width, height), app, w.t}
	s.WaitFor("? keys")
	s.visit("Vault")
	return s
}

func TestFramesOfAKeyToBeClaimed(t *testing.T) {
	for _, size := range sizes {
		s := furnished(t).claiming(size[0], size[1])
		s.newKey("deploy")
		s.frame(fmt.Sprintf("freshkeyclaim-%d", size[0]))
	}
}

func TestAKeyIsClaimedFromElsewhereOnceAndTheScreenSaysSo(t *testing.T) {
	w := furnished(t)
	s := w.claiming(120, 36)
	key := s.newKey("deploy")
	found := tickets.FindStringSubmatch(s.Screen())
	if found == nil || !strings.Contains(s.Screen(), claim) {
		t.Fatalf("no ticket:\n%s", s.Screen())
	}
	got, err := w.as("").Claim(t.Context(), found[1])
	if err != nil || got.Secret.Reveal() != key {
		t.Fatalf("claimed %q: %v", got.Secret.Reveal(), err)
	}
	s.WaitFor("✓ claimed at 14:00, local")
	if _, err := w.as("").Claim(t.Context(), found[1]); domain.KindOf(err) != domain.Expired {
		t.Errorf("claimed twice: %v", err)
	}
	s.Press("enter")
	s.WaitGone("gh8_sk_")
	s.nowhere(key)
}

func TestNoTicketWhereNoneCanBeClaimed(t *testing.T) {
	s := furnished(t).at("", "Vault", 100, 30)
	s.newKey("deploy")
	if strings.Contains(s.Screen(), "claim") {
		t.Errorf("a ticket nobody can use:\n%s", s.Screen())
	}
}

// Whatever ends the screens with a key on them, the terminal is as it was, and
// nothing of the key stays: not on the screen, not above it.
func TestNothingOfAKeyStaysHoweverTheScreensEnd(t *testing.T) {
	for name, out := range map[string]func(w *workspace, s shown, hang func()){
		"quit": func(_ *workspace, s shown, _ func()) {
			s.Press("ctrl+c")
			s.WaitFor("y leave")
			s.Press("y")
		},
		"suspended": func(w *workspace, _ shown, _ func()) {
			do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "bo@acme.test"})
		},
		"idle":         func(w *workspace, _ shown, _ func()) { w.pass(time.Hour) },
		"disconnected": func(_ *workspace, _ shown, hang func()) { hang() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t, acme()...)
			do(w, "", (*domain.Session).CreateServiceUser, domain.CreateServiceUser{Name: "payroll-export", Role: "developer"})
			ctx, hang := context.WithCancelCause(t.Context())
			defer hang(nil)
			idle := time.Duration(0)
			if name == "idle" {
				idle = 3 * time.Second
			}
			session := w.as("bo@acme.test")
			term := connected(t, 120, 36, func(_ context.Context, program []tea.ProgramOption) error { // ctx ends with the test, too
				return tui.Run(ctx, tui.Options{Session: session, Claim: claim, Idle: idle, Program: program})
			})
			s := shown{term, nil, t}
			s.WaitFor("? keys")
			s.visit("Vault")
			key := s.newKey("deploy")
			out(w, s, func() { hang(domain.Errorf(domain.Unavailable, "stopping", "this server is stopping")) })
			_ = s.WaitEnd()
			if rest := s.Output()[strings.LastIndex(s.Output(), "\x1b[?1049h"):]; !strings.Contains(rest, "\x1b[?1049l") {
				t.Error("the alternate screen is still there")
			}
			s.nowhere(key)
		})
	}
}
