package invitepage_test

import (
	"net/http"
	"sync"
	"testing"

	"gatehouse/domain"
)

func TestAnInvitationIsAccepted(t *testing.T) {
	h := newHouse(t)
	token, key := h.invite("lin.wei@acme.test"), newKey(t)
	b := h.browser()
	p := b.open(token)
	p.says(t, http.StatusOK, "Ada Lovelace", "Acme", "(acme)", "Employee", "lin.wei@acme.test", " UTC", "7 d left",
		`value="Lin Wei"`, "~/.ssh/id_ed25519.pub", "ssh-keygen -t ed25519", "ssh -p 2222 join@gate.example.com", token)
	p = b.do(http.MethodPost, "/join/"+token, p.filled(t, "Lin 微", key+" lin@laptop"))
	p.says(t, http.StatusOK, "You are in", "ssh -p 2222 acme@gate.example.com")
	m, err := h.member("lin.wei@acme.test")
	if err != nil || m.Name != "Lin 微" {
		t.Errorf("the member is %q: %v", m.Name, err)
	}
	login, err := domain.ParseLogin(key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.db.Recognise(t.Context(), "acme", string(login.ID)); err != nil {
		t.Errorf("the key doesn't sign in: %v", err)
	}
	events, err := h.local().Events(t.Context(), domain.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events.Rows {
		e := e.Item
		if e.Action == "invitations.accept" && e.Via == domain.ViaHTTP && e.From == "192.0.2.1" {
			return
		}
	}
	t.Errorf("the audit trail doesn't say by which way they came: %+v", events.Rows)
}

func TestAnExistingAccountGetsALogin(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	b.accept(h.invite("lin@acme.test"), "Lin", newKey(t)).says(t, http.StatusOK)
	i, err := h.local().InviteLogin(t.Context(), domain.InviteLogin{Member: "lin@acme.test"})
	if err != nil {
		t.Fatal(err)
	}
	token := i.Secret.Reveal()
	p := b.open(token)
	p.says(t, http.StatusOK, "A new way to sign in", "lin@acme.test", "Add this key")
	if form := p.filled(t, "Somebody Else", newKey(t)); true {
		b.do(http.MethodPost, "/join/"+token, form).says(t, http.StatusOK, "ssh -p 2222 acme@gate.example.com")
	}
	if m, err := h.member("lin@acme.test"); err != nil || m.Name != "Lin" {
		t.Errorf("the name is %q now: %v", m.Name, err)
	}
	logins, err := h.local().Logins(t.Context(), "lin@acme.test")
	if err != nil || len(logins) != 2 {
		t.Errorf("%d logins: %v", len(logins), err)
	}
}

func TestOpeningChangesNothing(t *testing.T) {
	h := newHouse(t)
	token := h.invite("lin@acme.test")
	before := h.events()
	for range 50 {
		scanner := h.browser()
		scanner.open(token).says(t, http.StatusOK)
		if p := scanner.do(http.MethodHead, "/join/"+token, nil); p.status != http.StatusOK || p.text != "" {
			t.Fatalf("HEAD: status %d, %q", p.status, p.text)
		}
	}
	if after := h.events(); after != before {
		t.Errorf("opening made %d events", after-before)
	}
	h.browser().accept(token, "Lin", newKey(t)).says(t, http.StatusOK, "You are in")
}

func TestTwoFormsAtOnceAcceptOnce(t *testing.T) {
	h := newHouse(t)
	token := h.invite("lin@acme.test")
	b := h.browser()
	p, keys := b.open(token), []string{newKey(t), newKey(t), newKey(t), newKey(t)}
	answers := make([]page, len(keys))
	var all sync.WaitGroup
	for i, key := range keys {
		form := p.filled(t, "Lin", key)
		all.Go(func() { answers[i] = b.do(http.MethodPost, "/join/"+token, form) })
	}
	all.Wait()
	in := 0
	for _, a := range answers {
		if a.status == http.StatusOK {
			in++
			continue
		}
		a.says(t, http.StatusGone, "accepted already", "If that was you", "ssh -p 2222 acme@gate.example.com")
	}
	logins, err := h.local().Logins(t.Context(), "lin@acme.test")
	if in != 1 || err != nil || len(logins) != 1 {
		t.Errorf("accepted %d times, %d logins: %v", in, len(logins), err)
	}
}
