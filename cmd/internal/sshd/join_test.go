package sshd_test

import (
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// TestJoinScreen: the token is pasted, what it offers is shown, and accepting
// goes on into the workspace.
func TestJoinScreen(t *testing.T) {
	g := newGate(t)
	key := newKey(t)
	i, err := g.local().Invite(t.Context(), domain.Invite{Email: "lin@acme.test", Role: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	term := g.screens(g.connect("join", key))
	term.WaitFor(ssh.FingerprintSHA256(key.PublicKey()))
	term.Paste(i.Secret.Reveal())
	term.Press("enter")
	term.WaitFor("Ada Lovelace") // who invited
	if strings.Contains(term.Output(), i.Secret.Reveal()) {
		t.Error("the token was drawn")
	}
	term.Press("enter")
	term.WaitFor("lin@acme.test")
	term.WaitFor("admin · ssh")
	term.Press("q")
	if err := term.WaitEnd(); err != nil {
		t.Error(err)
	}
	if _, err := g.dial("acme", key); err != nil {
		t.Errorf("the key that was enrolled: %v", err)
	}
	events, err := g.local().Events(t.Context(), domain.EventQuery{Action: "invitations.accept", Limit: 1})
	if err != nil || len(events.Rows) != 1 {
		t.Fatal(events, err)
	}
	if e := events.Rows[0].Item; e.Via != "ssh" || e.From != "127.0.0.1" || e.Key != ssh.FingerprintSHA256(key.PublicKey()) {
		t.Errorf("%+v", e)
	}
}

// TestJoinLeft and TestJoinUnseen without a token change nothing.
func TestJoinLeft(t *testing.T) {
	g := newGate(t)
	term := g.screens(g.connect("join", newKey(t)))
	term.WaitFor("SHA256:")
	term.Press("ctrl+c")
	if err := term.WaitEnd(); err != nil {
		t.Error(err)
	}
	client := g.connect("join", newKey(t))
	unseen := func(stdin, command string) result { // a shell without a terminal, where no command is named
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var out, errs strings.Builder
		s.Stdin, s.Stdout, s.Stderr = strings.NewReader(stdin), &out, &errs
		if command != "" {
			err = s.Start(command)
		} else {
			err = s.Shell()
		}
		if err != nil {
			t.Fatal(err)
		}
		return result{code: exit(s.Wait()), out: out.String(), err: errs.String()}
	}
	for _, stdin := range []string{"", "nonsense", "gh8_inv_w1vpNd556GxD_bnjXbJAEoHshdh43QdqfBBLnPZVC8tq32ugUdf"} {
		if r := unseen(stdin, ""); r.code == 0 || r.out != "" || !strings.HasPrefix(r.err, "gatehouse: ") {
			t.Errorf("%q: %+v", stdin, r)
		}
	}
	if r := unseen("", "members list"); r.code != 2 {
		t.Errorf("%+v", r)
	}
}

// TestJoinAtATerminalWhoseInputEnds says what to do instead, and changes nothing.
func TestJoinAtATerminalWhoseInputEnds(t *testing.T) {
	g := newGate(t)
	s, err := g.connect("join", newKey(t)).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out strings.Builder
	s.Stdin, s.Stdout = strings.NewReader("gh8_inv_w1vpNd556GxD_bnjXbJAEoHshdh43QdqfBBLnPZVC8tq32ugUdf\n"), &out
	if err := s.RequestPty("xterm", 30, 100, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if code := exit(s.Wait()); code != 2 || !strings.Contains(out.String(), "the input ended before anything was accepted") || strings.Contains(out.String(), "killed") {
		t.Errorf("exit %d\n%s", code, out.String())
	}
}
