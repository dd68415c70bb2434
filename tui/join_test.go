package tui_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

const fingerprint = "SHA256:eiyBOxCP6nlpB8oJfPFzFCXFmnnhPBNxwSbkfrgxAhA"

// joining runs the screen that asks for a token, over what a workspace has.
func (w *workspace) joining(width, height int) (shown, *[]string) {
	w.t.Helper()
	names := &[]string{}
	app := tui.OpenJoin(w.t.Context(), w.clock, tui.JoinOptions{
		Fingerprint: fingerprint,
		Welcome:     w.db.Welcome,
		Accept: func(ctx context.Context, token, name string) error {
			*names = append(*names, name)
			_, _, err := w.db.Join(ctx, domain.Join{Token: token, Name: name, Key: adasKey, From: "10.0.3.7"})
			return err
		},
	})
	s := shown{terminal.Start(w.t, app, width, height), app, w.t}
	s.WaitFor("▌ Token")
	return s, names
}

// invited is the token of an invitation.
func (w *workspace) invited(email string) string {
	w.t.Helper()
	return do(w, "", (*domain.Session).Invite, domain.Invite{Email: email, Role: "employee"}).Secret.Reveal()
}

func TestSomeoneNewJoinsByAToken(t *testing.T) {
	w := newWorkspace(t, acme()...)
	token := w.invited("lin.wei@acme.test")
	s, names := w.joining(80, 24)
	s.WaitFor(fingerprint)
	s.Press("enter")
	s.WaitFor("The token is missing.")
	s.Paste("nonsense")
	s.WaitGone("The token is missing.")
	s.Press("enter")
	s.WaitFor("This is no token of gatehouse")
	s.Paste(token + "\n")
	s.WaitFor("•••" + token[len(token)-4:])
	s.Press("enter")
	for _, said := range []string{"✓ Token", "Acme (acme)", "Employee", "lin.wei@acme.test", "Ada Lovelace", "9 Mar 2026 09:00, 7 d left", "▌ Name        Lin Wei"} {
		s.WaitFor(said)
	}
	s.Press("ctrl+u", "enter")
	s.WaitFor("A name is needed.")
	s.Type("林 Lin")
	s.Press("enter")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(*names); got != "[林 Lin]" {
		t.Errorf("accepted as %s", got)
	}
	if m, err := w.as("").Member(t.Context(), "lin.wei@acme.test"); err != nil || m.Name != "林 Lin" || len(m.Logins) != 1 {
		t.Errorf("joined: %+v, %v", m, err)
	}
	s.nowhere(token)
}

func TestAnAccountThatIsThereGetsALogin(t *testing.T) {
	w := newWorkspace(t, acme()...)
	token := do(w, "", (*domain.Session).InviteLogin, domain.InviteLogin{Member: "grace@acme.test"}).Secret.Reveal()
	s, names := w.joining(80, 24)
	s.Paste(token)
	s.Press("enter")
	s.WaitFor("enter adds this key to the logins of grace@acme.test")
	s.WaitGone("Name")
	s.Press("enter")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q", *names); got != `[""]` {
		t.Errorf("accepted as %s", got)
	}
	if m, err := w.as("").Member(t.Context(), "grace@acme.test"); err != nil || len(m.Logins) != 1 || m.Name != "Grace Hopper" {
		t.Errorf("after joining: %+v, %v", m, err)
	}
}

func TestATokenThatWorksNoMoreIsSaidWhereItWasTyped(t *testing.T) {
	w := newWorkspace(t, acme()...)
	used, revoked, expired := w.invited("used@acme.test"), w.invited("revoked@acme.test"), w.invited("expired@acme.test")
	if said := w.accept(used); said != "" {
		t.Fatal(said)
	}
	do(w, "", (*domain.Session).Revoke, domain.Revoke{Invitation: "revoked@acme.test"})
	w.pass(8 * 24 * time.Hour)
	good := w.invited("good@acme.test")
	wrong := w.invited("wrong@acme.test")
	do(w, "", (*domain.Session).Resend, domain.Resend{Invitation: "wrong@acme.test"})
	s, names := w.joining(80, 24)
	for token, says := range map[string]string{
		used: "has been accepted already", revoked: "was revoked", expired: "expired on 9 Mar 2026; ask Ada",
		wrong: "belongs to no invitation", good[:30]: "is cut off: it has 30 characters",
	} {
		s.Paste(token)
		s.Press("enter")
		s.WaitFor(says)
		s.WaitFor("▌ Token")
		s.Press("ctrl+u")
		s.WaitGone(says)
	}
	s.Paste(good)
	s.Press("enter")
	s.WaitFor("▌ Name")
	do(w, "", (*domain.Session).Revoke, domain.Revoke{Invitation: "good@acme.test"})
	s.Press("enter")
	s.WaitFor("was revoked")
	s.Press("esc")
	s.WaitFor("▌ Token")
	s.Press("ctrl+u")
	s.Paste(w.invited("good@acme.test"))
	s.Press("enter")
	s.WaitFor("▌ Name        Good")
	s.Press("enter")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	if len(*names) != 2 {
		t.Errorf("accepted %d times", len(*names))
	}
}

// left runs the whole of joining on a terminal, drives it, and gives what it
// ended with.
func left(t *testing.T, idle time.Duration, drive func(*terminal.Terminal, context.CancelFunc)) error {
	t.Helper()
	var cancel context.CancelFunc
	started := make(chan struct{})
	term := connected(t, 80, 24, func(ctx context.Context, program []tea.ProgramOption) error {
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		return tui.Join(ctx, tui.JoinOptions{Fingerprint: fingerprint, Idle: idle, Program: program, Started: func(*tea.Program) { close(started) },
			Welcome: func(context.Context, string) (domain.Welcome, error) {
				return domain.Welcome{Email: "lin@acme.test"}, nil
			},
			Accept: func(ctx context.Context, _, _ string) error { <-ctx.Done(); return ctx.Err() },
		})
	})
	<-started
	drive(term, cancel)
	err := term.WaitEnd()
	if screen := term.Screen(); screen != prompt {
		t.Errorf("the terminal isn't as it was:\n%s", screen)
	}
	return err
}

func TestLeavingBeforeJoining(t *testing.T) {
	for name, drive := range map[string]func(*terminal.Terminal, context.CancelFunc){
		"ctrl+c": func(s *terminal.Terminal, _ context.CancelFunc) { s.Press("ctrl+c") },
		"esc": func(s *terminal.Terminal, _ context.CancelFunc) {
			s.WaitFor("▌ Token")
			s.Press("ctrl+z", "esc")
			s.WaitFor("the token goes on working")
			s.WaitFor("y leave")
			s.Press("n")
			s.WaitGone("y leave")
			s.Press("esc")
			s.WaitFor("y leave")
			s.Press("y")
		},
		"from the offer": func(s *terminal.Terminal, _ context.CancelFunc) {
			s.Paste("token")
			s.Press("enter")
			s.WaitFor("▌ Name")
			s.Press("ctrl+c")
		},
		"while it is decided": func(s *terminal.Terminal, _ context.CancelFunc) {
			s.Paste("token")
			s.Press("enter")
			s.WaitFor("▌ Name")
			s.Press("enter")
			s.WaitFor("one moment")
			s.Press("esc", "ctrl+c")
			s.WaitFor("and may be already")
			s.WaitFor("y leave")
			s.Press("y")
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := left(t, 0, drive); !errors.Is(err, tui.ErrLeft) {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestJoiningEndsWithItsConnection(t *testing.T) {
	err := left(t, time.Hour, func(s *terminal.Terminal, cancel context.CancelFunc) { s.WaitFor("▌ Token"); cancel() })
	if err == nil || errors.Is(err, tui.ErrLeft) {
		t.Errorf("it ended with %v", err)
	}
}

func TestJoiningEndsWhenNobodyTypes(t *testing.T) {
	err := left(t, 300*time.Millisecond, func(s *terminal.Terminal, _ context.CancelFunc) {})
	if e, ok := errors.AsType[*domain.Error](err); !ok || e.Kind != domain.Expired || e.Code != "idle" {
		t.Errorf("it ended with %v", err)
	}
}

func TestFramesOfJoining(t *testing.T) {
	for _, size := range sizes {
		w := newWorkspace(t, acme()...)
		s, _ := w.joining(size[0], size[1])
		s.Paste("gh8_inv_000000000000_0000000000000000")
		s.WaitFor("•0000")
		s.Press("enter")
		s.WaitFor("is cut off")
		s.frame(fmt.Sprintf("jointoken-%d", size[0]))
		s.Paste(w.invited("lin.wei@acme.test"))
		s.Press("enter")
		s.WaitFor("▌ Name")
		s.frame(fmt.Sprintf("joinoffer-%d", size[0]))
	}
}
