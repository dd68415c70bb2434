package tui_test

import (
	"fmt"
	"testing"
	"time"

	"gatehouse/domain"
)

// logins opens the logins of a member from their card.
func (w *workspace) logins(session *domain.Session, email string, width, height int) shown {
	w.t.Helper()
	s := w.on(session, "Members", width, height)
	s.Type("/" + email + "\r")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("Channel")
	s.Press("l")
	s.WaitGone("Channel")
	s.WaitFor("ogins")
	return s
}

// keyed is somebody who signed in by a key.
func (w *workspace) keyed(email, line string) (*domain.Session, domain.Login) {
	w.t.Helper()
	l := do(w, email, (*domain.Session).AddLogin, domain.AddLogin{Member: domain.Ref(email), Key: line})
	p, err := w.db.Recognise(w.t.Context(), "acme", string(l.ID))
	if err != nil {
		w.t.Fatal(err)
	}
	p.From = "10.0.3.7"
	s, err := w.ws.SignIn(w.t.Context(), p)
	if err != nil {
		w.t.Fatal(err)
	}
	return s, l
}

func TestFramesOfLogins(t *testing.T) {
	for _, size := range sizes {
		w := newWorkspace(t, acme()...)
		session, _ := w.keyed("ada@acme.test", adasKey)
		w.pass(2 * time.Hour)
		s := w.logins(session, "ada@acme.test", size[0], size[1])
		s.WaitFor("1 of 1")
		s.frame(fmt.Sprintf("logins-%d", size[0]))
		s.Press("x")
		s.WaitFor("It is the owner's last login")
		s.WaitFor("y remove")
		s.frame(fmt.Sprintf("loginremove-%d", size[0]))
		s.Press("n", "i")
		s.WaitFor("y make it")
		s.Press("y")
		s.WaitFor("enter I have it")
		s.frame(fmt.Sprintf("logintoken-%d", size[0]))
	}
}

func TestAWalkAddsInvitesAndRemovesALogin(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.logins(w.as(""), "hana@acme.test", 100, 30)
	s.WaitFor("Hana Kim has no login")
	s.Press("n")
	s.WaitFor("enter add")
	s.Paste("ssh-rsa nothing")
	s.Press("enter")
	s.WaitFor("this is no SSH public key")
	s.Press("ctrl+u")
	s.Paste(adasKey)
	s.Press("enter")
	s.WaitFor("Hana Kim can sign in by ada@laptop SHA256:")
	s.WaitFor("1 of 1")

	s.Press("i")
	s.WaitFor("Whoever has it enrols a key of their own and is Hana Kim")
	s.WaitFor("y make it")
	s.Press("y")
	s.WaitFor("enter I have it")
	token := tokens.FindString(s.Screen())
	s.WaitOutput(clipboard(token))
	if offer, err := w.db.Welcome(t.Context(), token); err != nil || offer.Email != "hana@acme.test" || !offer.Existing {
		t.Errorf("the token offers %+v (%v)", offer, err)
	}
	s.Press("q")
	s.WaitFor("This token can't be shown again.")
	s.WaitFor("y leave")
	s.Press("n")
	s.Paste(token)
	s.WaitFor("✓ it arrived: what you pasted is the token")
	s.Press("enter")
	s.WaitGone("gh8_inv_")
	s.nowhere(token)

	p, err := w.db.Recognise(t.Context(), "acme", printOf(t, adasKey))
	if err != nil {
		t.Fatal(err)
	}
	p.From = "10.0.3.9"
	ended := make(chan error, 1)
	here, err := w.ws.As(p).Enter(t.Context(), domain.Stay{End: func(err error) { ended <- err }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(here.Leave)
	s.Press("x")
	s.WaitFor("1 session ends at once: ssh from 10.0.3.9.")
	s.WaitFor("It is the last one: Hana Kim can't come in by SSH")
	s.WaitFor("y remove")
	s.Press("y")
	s.WaitFor("Removed the login ada@laptop SHA256:")
	s.WaitFor("Hana Kim has no login")
	if err := <-ended; domain.KindOf(err) != domain.Denied {
		t.Errorf("who was signed in by it: %v", err)
	}
}

func printOf(t *testing.T, line string) string {
	t.Helper()
	l, err := domain.ParseLogin(line)
	if err != nil {
		t.Fatal(err)
	}
	return string(l.ID)
}

// Nobody adds a key for another but locally, and what one may not do to others
// is dimmed with the reason; one's own need no right.
func TestALoginIsAddedByItsOwnerAlone(t *testing.T) {
	w := newWorkspace(t, acme()...)
	p := w.as("bo@acme.test").Principal()
	p.Via = domain.ViaSSH
	s := w.logins(w.ws.As(p), "hana@acme.test", 100, 30)
	s.WaitFor("Hana Kim has no login")
	s.Press("n")
	s.WaitFor("Nobody adds a key for someone else: i makes a token")

	p = w.as("hana@acme.test").Principal()
	p.Via = domain.ViaSSH
	s = w.on(w.ws.As(p), "Your logins", 100, 30) // from the palette: an employee doesn't see the members
	s.WaitFor("n adds a public key.")
	s.Press("n")
	s.WaitFor("enter add")
	s.Paste(adasKey)
	s.Press("enter")
	s.WaitFor("Hana Kim can sign in by ada@laptop")
}

// The dialog that takes the owner's last login says so, and does it all the same.
func TestTheOwnersLastLoginIsNamedBeforeItGoes(t *testing.T) {
	w := newWorkspace(t, acme()...)
	session, _ := w.keyed("ada@acme.test", adasKey)
	s := w.logins(session, "ada@acme.test", 100, 30)
	s.WaitFor("1 of 1")
	s.Press("x")
	s.WaitFor("You are signed in by it: you are out with it.")
	s.WaitFor("It is the owner's last login")
	s.WaitFor("y remove")
	s.Press("y")
	for end := time.Now().Add(10 * time.Second); ; {
		all, err := w.as("").Logins(t.Context(), "ada@acme.test")
		if err != nil || time.Now().After(end) {
			t.Fatalf("%d logins, %v", len(all), err)
		}
		if len(all) == 0 {
			return
		}
	}
}
