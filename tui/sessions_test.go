package tui_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gatehouse/domain"
)

// comes lets somebody be here by SSH; what ends it is sent.
func (w *workspace) comes(email, from string) (*domain.Presence, <-chan error) {
	w.t.Helper()
	s := w.as(email)
	p := s.Principal()
	p.Via, p.From = domain.ViaSSH, from
	ended := make(chan error, 1)
	here, err := w.ws.As(p).Enter(w.t.Context(), domain.Stay{End: func(err error) { ended <- err }})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(here.Leave)
	return here, ended
}

func TestFramesOfSessions(t *testing.T) {
	for _, size := range sizes {
		w := newWorkspace(t, acme()...)
		w.comes("grace@acme.test", "10.0.3.7")
		w.pass(90 * time.Minute)
		w.comes("ivan@acme.test", "2001:db8::7")
		w.pass(4 * time.Minute)
		s := w.at("", "Sessions", size[0], size[1])
		s.WaitFor("1 of 2")
		s.frame(fmt.Sprintf("sessions-%d", size[0]))
		s.Press("j", "x")
		s.WaitFor("y end it")
		s.frame(fmt.Sprintf("sessionend-%d", size[0]))
	}
}

func TestAWalkEndsASession(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Sessions", 100, 30)
	s.WaitFor("Nobody is here whom you may see.")
	here, ended := w.comes("grace@acme.test", "10.0.3.7")
	s.WaitFor("10.0.3.7") // by itself
	s.Press("x")
	s.WaitFor("End the session of Grace Hopper?")
	s.WaitFor("y end it")
	s.Press("y")
	s.WaitFor("Ended the session of Grace Hopper, ssh from 10.0.3.7.")
	if err := <-ended; err == nil || err.(*domain.Error).Code != "ended_by" {
		t.Errorf("ended with %v", err)
	}
	here.Leave()
	s.WaitFor("Nobody is here")

	here, _ = w.comes("ivan@acme.test", "10.0.3.8")
	s.WaitFor("10.0.3.8")
	s.Press("x")
	s.WaitFor("y end it")
	here.Leave() // while the dialog asks
	s.WaitFor("It has ended meanwhile.")
	s.Press("enter")
	s.WaitFor("Nobody is here")
}

func TestWhomOneMayNotEndIsNotListed(t *testing.T) {
	w := newWorkspace(t, acme()...)
	w.comes("bo@acme.test", "10.0.3.7")
	w.comes("hana@acme.test", "10.0.3.8")
	s := w.at("hana@acme.test", "Sessions", 100, 30)
	s.WaitFor("1 of 1")
	s.WaitFor("10.0.3.8")
	s.WaitGone("10.0.3.7")
}

// One's own session says that it is the one that one is in.
func TestOnesOwnSessionSaysSo(t *testing.T) {
	w := newWorkspace(t, acme()...)
	session := w.as("")
	here, err := session.Enter(context.Background(), domain.Stay{End: func(error) {}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(here.Leave)
	s := w.on(session, "Sessions", 100, 30)
	s.WaitFor("this very session")
	s.Press("x")
	s.WaitFor("This is the very session that you are in")
}
