package tui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui"
)

func tick() tea.Msg { return tui.Tick{} }

var secrets = regexp.MustCompile(`gh8_sk_[\w]+`)

// newKey makes a key of the first service user, and gives it as shown.
func (s shown) newKey(name string) string {
	s.t.Helper()
	s.WaitFor("payroll-export")
	s.Press("tab")
	return s.newKeyHere(name)
}

// newKeyHere is newKey with the keys in focus.
func (s shown) newKeyHere(name string) string {
	s.t.Helper()
	s.WaitFor("n new key")
	s.Press("n")
	s.WaitFor("New key of payroll-export")
	s.WaitFor("enter next")
	s.Type(name)
	s.Press("ctrl+s")
	s.WaitFor("This is the only time it is shown.")
	s.WaitFor("enter I have it")
	lines := strings.Split(s.Screen(), "\n")
	var b strings.Builder
	for i, l := range lines {
		if at := secrets.FindString(l); at != "" {
			b.WriteString(at)
			if len(at) < len("gh8_sk_")+51 { // it goes on on the next line
				b.WriteString(strings.TrimSpace(strings.Trim(strings.Split(lines[i+1], "│")[1], " ")))
			}
			break
		}
	}
	return b.String()
}

func TestAWalkMakesAServiceUserAndAKeyThatIsShownOnce(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Vault", 100, 30)
	s.WaitFor("No service users yet.")
	s.Press("n")
	s.WaitFor("● ")
	s.WaitFor("enter next")
	s.Type("payroll-export")
	s.Press("ctrl+s")
	s.WaitFor("Made payroll-export")
	key := s.newKey("ci")
	if len(key) != len("gh8_sk_")+51 {
		t.Fatalf("the key reads %q:\n%s", key, s.Screen())
	}
	s.WaitOutput(clipboard(key))
	s.WaitFor("not checked yet")

	s.Paste("gh8_sk_another_thing")
	s.WaitFor("✗ that is not it")
	if strings.Contains(s.Output(), "another_thing") {
		t.Error("what was pasted is echoed")
	}
	s.Paste(" " + key + "\n")
	s.WaitFor("✓ it arrived")
	for _, leave := range []string{"q", "esc", "ctrl+c"} {
		s.Press(leave)
		s.WaitFor("This key can't be shown again.")
		s.WaitFor("y leave")
		s.Press("n")
		s.WaitGone("can't be shown again")
	}
	before := strings.Count(s.Output(), clipboard(key))
	s.Press("y")
	s.WaitFor("not checked yet")
	s.WaitFor("✓ sent to your terminal again, 2 times in all.")
	s.Press("y")
	s.WaitFor("✓ sent to your terminal again, 3 times in all.")
	if strings.Count(s.Output(), clipboard(key)) <= before {
		s.WaitOutput(clipboard(key))
	}

	s.Press("enter")
	s.WaitGone("gh8_sk_")
	s.WaitFor("Only you have the key ci of payroll-export now")
	s.WaitFor("▌  ci ")
	s.nowhere(key)
	verified, err := w.as("").VerifyKey(t.Context(), key)
	if err != nil || !verified.Valid {
		t.Errorf("the key that was shown: %v %v", verified, err)
	}
	mark := len(s.Output())
	s.Press("j", "k", "tab", "q")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(s.Output()[mark:], key) {
		t.Error("the key is drawn again after it was dropped")
	}
	s.nowhere(key)
}

// nowhere tells that a secret is neither on the screen, nor above it, nor in a
// title, nor in the database.
func (s shown) nowhere(secret string) {
	s.t.Helper()
	for name, text := range map[string]string{
		"on the screen": s.Screen(), "in the scrollback": s.Scrollback(),
		"in a title": strings.Join(regexp.MustCompile("\x1b\\][012];[^\x07\x1b]*").FindAllString(s.Output(), -1), "\n"),
	} {
		if strings.Contains(text, secret[len(secret)-20:]) {
			s.t.Errorf("the secret is %s", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(s.t.TempDir()), "*", "gatehouse.db"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("no database file to look into: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(data) == 0 || bytes.Contains(data, []byte(secret[len(secret)-20:])) {
			s.t.Errorf("the secret is in %s", name)
		}
	}
}

func TestLeavingAFreshKeyForGoodDropsItToo(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Vault", 100, 30)
	key := s.newKey("deploy")
	s.Press("q")
	s.WaitFor("y leave")
	s.Press("y")
	s.WaitGone("gh8_sk_")
	s.nowhere(key)
}

func TestAPastedKeySaysWhoseItIs(t *testing.T) {
	w := furnished(t)
	k := do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "status-board", Name: "screen", Expires: w.clock().Add(30 * 24 * time.Hour)})
	s := w.at("", "Vault", 120, 30)
	s.WaitFor("status-board")
	s.Paste(k.Secret.Reveal() + "\n")
	s.WaitFor("This is the key screen of status-board: it works, and expires in 30 d.")
	s.Paste(k.Secret.Reveal()[:30])
	s.WaitFor("cut off")
	do(w, "", (*domain.Session).RevokeKey, domain.RevokeKey{Key: domain.Ref(k.ID)})
	s.Paste(k.Secret.Reveal())
	s.WaitFor("This is the key screen of status-board, and is refused: the key is revoked.")
	if strings.Contains(s.Output(), k.Secret.Reveal()[:30]) {
		t.Error("what was pasted is echoed")
	}
}

func TestRotatingLeavesTheOldKeyForAWhileAndRevokingEndsIt(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Vault", 120, 36)
	s.WaitFor("soon: 1 d")
	s.Press("tab")
	s.WaitFor("1 of 3")
	s.WaitFor("made 9 Mar 2026 by ada@acme.test")
	s.Press("R")
	s.WaitFor("Rotate ")
	s.WaitFor("enter rotate")
	s.Press("enter")
	s.WaitFor("enter I have it")
	s.Press("enter")
	s.WaitFor("1 of 4")
	s.WaitFor("replaced")
	s.Press("x")
	s.WaitFor("Whatever uses it is refused from its next call on.")
	s.WaitFor("y revoke")
	s.Press("y")
	s.WaitFor("Revoked the key ")
	s.Press("G", "x")
	s.WaitFor("already: n makes another")
}

func TestASuspendedServiceUsersKeysAreRefused(t *testing.T) {
	w := furnished(t)
	s := w.at("ivan@acme.test", "Vault", 120, 36)
	s.WaitFor("soon: ")
	s.Press("s")
	s.WaitFor("2 active keys of payroll-export are refused")
	s.WaitFor("enter to the answers")
	s.Press("enter", "y")
	s.WaitFor("Suspended payroll-export.")
	s.WaitFor("refused")
	s.Press("tab")
	s.WaitFor("refused while payroll-export is suspended · ")
	s.Press("tab")
	s.Press("u")
	s.WaitFor("Undone")
	s.WaitGone("refused")
}

func TestAServiceUserWhoseNameIsTakenKeepsWhatWasTyped(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Vault", 120, 36)
	s.WaitFor("payroll-export")
	s.Press("n")
	s.WaitFor("● ")
	s.WaitFor("enter next")
	s.Type("Payroll-Export")
	s.Press("ctrl+s")
	s.WaitFor("already")
	s.WaitFor("Payroll-Export")
	s.Type("2")
	s.Press("ctrl+s")
	s.WaitFor("Made Payroll-Export2")
}

// What can't be undone hides what came before it: u never takes back something
// older behind a key.
func TestNothingIsTakenBackBehindAKey(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Vault", 100, 30)
	s.WaitFor("No service users yet.")
	s.Press("n")
	s.WaitFor("● ")
	s.WaitFor("enter next")
	s.Type("payroll-export")
	s.Press("ctrl+s")
	s.WaitFor("Made payroll-export")
	s.newKey("ci")
	s.Press("enter")
	s.WaitGone("gh8_sk_")
	s.Press("u")
	s.WaitFor("Nothing that was done here can be undone.")
	if m, err := w.as("").Member(t.Context(), "payroll-export"); err != nil || m.Standing != "active" {
		t.Errorf("the service user is %s (%v)", m.Standing, err)
	}
}

// What can be done to keys is in the help of the service users too, and does it.
func TestFromTheServiceUsersOneComesToTheirKeys(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Vault", 120, 36)
	s.WaitFor("staging")
	s.WaitFor("enter its API keys")
	s.Press("?")
	for _, row := range []string{"tab n   gatehouse keys create payroll-export", "tab R   gatehouse keys rotate", "tab x   gatehouse keys revoke", "paste   gatehouse keys verify"} {
		s.WaitFor(row)
	}
	s.Type("revoke")
	s.WaitFor("▌  revoke")
	s.Press("enter")
	s.WaitFor("Revoke the key ci of payroll-export?")
	s.WaitFor("y revoke")
	s.Press("n")
	s.WaitFor("n new key")
	s.Press("tab", ":")
	s.Type("whose")
	s.Press("enter")
	s.WaitFor("Paste the key here")
}
