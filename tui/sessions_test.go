package tui_test

import (
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

// comesBy lets Ada be here by SSH, signed in by her key.
func (w *workspace) comesBy(from string) {
	w.t.Helper()
	added := do(w, "", (*domain.Session).AddLogin, domain.AddLogin{Member: "ada@acme.test", Key: adasKey})
	p := w.as("").Principal()
	p.Via, p.From, p.Key, p.Login = domain.ViaSSH, from, added.ID, true
	w.enters(w.ws.As(p))
}

// enters lets a session be here until the test ends.
func (w *workspace) enters(s *domain.Session) {
	w.t.Helper()
	here, err := s.Enter(w.t.Context(), domain.Stay{End: func(error) {}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(here.Leave)
}

func TestFramesOfSessions(t *testing.T) {
	for _, size := range sizes {
		w := newWorkspace(t, acme()...)
		w.comesBy("10.0.3.4")
		w.comes("grace@acme.test", "10.0.3.7")
		w.pass(90 * time.Minute)
		w.comes("ivan@acme.test", "2001:db8::7")
		w.pass(4 * time.Minute)
		session := w.as("")
		w.enters(session)
		s := w.on(session, "Sessions", size[0], size[1])
		s.WaitFor("1 of 4")
		s.frame(fmt.Sprintf("sessions-%d", size[0]))
		s.Press("j", "j", "x")
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

// One's own sessions say so, and the one that one is in what ending it means.
func TestOnesOwnSessionSaysSo(t *testing.T) {
	w := newWorkspace(t, acme()...)
	w.comesBy("10.0.3.4")
	session := w.as("")
	w.enters(session)
	s := w.on(session, "Sessions", 100, 30)
	s.WaitFor("you, in this very session")
	s.WaitFor("you, in another session")
	s.Press("x")
	s.WaitFor("This is the very session that you are in")
	s.WaitGone("can sign in again")
}

func TestAWalkEndsSeveralSessions(t *testing.T) {
	w := newWorkspace(t, acme()...)
	_, grace := w.comes("grace@acme.test", "10.0.3.7")
	_, ivan := w.comes("ivan@acme.test", "10.0.3.8")
	w.comes("hana@acme.test", "10.0.3.9")
	s := w.at("", "Sessions", 100, 30)
	s.WaitFor("1 of 3")
	for _, name := range []string{"ivan", "grace"} {
		s.Type("/" + name + "\r")
		s.WaitFor("1 of 1")
		s.Press("space", "esc")
		s.WaitFor("of 3")
	}
	s.WaitFor("2 marked: Ivan Petrov, Grace Hopper")
	s.Press("x")
	s.WaitFor("End 2 sessions?")
	s.WaitFor("Ivan Petrov, Grace Hopper can sign in again")
	s.WaitFor("y end them")
	s.Press("y")
	s.WaitFor("Ended 2 sessions.")
	for _, ended := range []<-chan error{grace, ivan} {
		if err := <-ended; err == nil || err.(*domain.Error).Code != "ended_by" {
			t.Errorf("ended with %v", err)
		}
	}
	s.WaitGone("marked")
	s.WaitFor("10.0.3.9")
}

// The card of who is here opens over the list, which looks again when it is back.
func TestASessionOpensTheCard(t *testing.T) {
	w := newWorkspace(t, acme()...)
	w.comes("grace@acme.test", "10.0.3.7")
	s := w.at("", "Sessions", 100, 30)
	s.WaitFor("10.0.3.7")
	s.Press("enter")
	s.WaitFor("Sessions › Grace Hopper")
	s.WaitFor("grace@acme.test")
	w.comes("ivan@acme.test", "10.0.3.8")
	s.Press("q")
	s.WaitFor("10.0.3.8")
}
