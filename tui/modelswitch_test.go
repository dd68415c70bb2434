package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain"
)

// mixed is Acme in the TimeTonic model with a role of its own that someone
// has, a temporary role and an open invitation.
func mixed(t testing.TB) *workspace {
	t.Helper()
	w := timeTonic(t, "business")
	do(w, "", (*domain.Session).CreateRole, domain.RoleDraft{Name: "front desk", From: "user", Add: []string{"members.invite"}})
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: "lin@acme.test", Role: "read-only"})
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "front desk"})
	return w
}

// switching is the screen of a switch to mTime.
func (w *workspace) switching(as string, width, height int) shown {
	w.t.Helper()
	s := w.at(as, "Workspace", width, height)
	s.WaitFor("now")
	s.Press("m")
	s.WaitFor("Switch to which role model?")
	s.WaitFor("esc back")
	s.Type("mtime")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("TimeTonic → mTime")
	s.WaitFor("1 of 6")
	return s
}

func TestFramesOfASwitchOfTheModel(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("modelswitch-%d", size[0]), func(t *testing.T) {
			s := mixed(t).switching("", size[0], size[1])
			s.frame(fmt.Sprintf("modelswitch-%d", size[0]))
			s.Press("G", "right")
			s.WaitFor("‹ admin › ")
			s.WaitGone("Say what becomes of")
			s.Press("enter")
			s.WaitFor("y switch")
			s.frame(fmt.Sprintf("modelconfirm-%d", size[0]))
			s.Press("down", "down", "down", "down") // what there is no room for can be read
			s.WaitFor("stay one.")
			s.WaitFor("[ Not yet ]")
		})
	}
}

// A role that gains and loses names both, however narrow the terminal.
func TestASwitchNamesWhatIsLost(t *testing.T) {
	for _, size := range sizes {
		s := mixed(t).switching("", size[0], size[1])
		s.Press("j", "j", "j")
		s.WaitFor("4 of 6")
		row := after(s.Screen(), "▌  read-only")
		if gains, loses, both := strings.Cut(row, "; loses "); !both || !strings.Contains(gains, "gains ") || loses == "" || strings.Contains(loses, "…") {
			t.Errorf("at %v: %q", size, row)
		}
	}
}

// after is the line under the one that begins with a text.
func after(screen, text string) string {
	_, rest, _ := strings.Cut(screen, "\n"+text)
	_, rest, _ = strings.Cut(rest, "\n")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}

// The model is switched after everything that is to be chosen was, and only
// when the question is answered with yes.
func TestTheModelIsSwitchedOnceEachRoleIsMapped(t *testing.T) {
	w := mixed(t)
	s := w.switching("", 120, 36)
	s.Press("enter")
	s.WaitFor("Say what becomes of front desk")
	s.Press("p")
	s.WaitFor("The mTime model has one plan.")
	s.Press("G")
	s.WaitFor("6 of 6")
	for _, role := range []string{"developer", "employee"} {
		s.Press("left")
		s.WaitFor("▌  front desk                ‹ " + role + " ›")
	}
	s.WaitGone("Say what becomes of")
	s.Press("esc")
	s.WaitFor("What you chose for 1 role isn't kept.")
	s.WaitFor("enter stay")
	s.Press("enter")
	s.WaitGone("isn't kept")
	s.Press("enter")
	s.WaitFor("Switch from TimeTonic to mTime?")
	text := unwrapped(s.Screen())
	for _, want := range []string{"rewrites the roles of 2 members, 1 open invitation.", "own roles are gone afterwards: front desk.", "nobody gets in", "u doesn't take it back."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q:\n%s", want, s.Screen())
		}
	}
	s.WaitFor("enter not yet")
	s.Press("enter")
	s.WaitGone("Switch from")
	if m := w.info().Model; m != "timetonic" {
		t.Fatalf("the safe answer switched to %s", m)
	}
	s.Press("enter")
	s.WaitFor("y switch")
	s.Press("y")
	s.WaitFor("The workspace uses the mTime model now, on the Full plan.")
	s.WaitFor("Model    mTime")
	s.WaitGone("FREE")
	s.Press("u")
	s.WaitFor("Nothing that was done here can be undone.")
	for handle, want := range map[string]string{"hana@acme.test": "employee", "grace@acme.test": "admin", "": "owner"} {
		card, err := w.as("").Member(t.Context(), domain.Ref(handle))
		if handle == "" {
			card, err = w.as("").Member(t.Context(), "ada@acme.test")
		}
		if err != nil || card.RoleName != want {
			t.Errorf("%q is %s (%v), and should be %s", handle, card.RoleName, err, want)
		}
	}
	if w.role("front desk") != nil {
		t.Error("the workspace's own role is still there")
	}
}

// A switch of a workspace that someone else changed meanwhile doesn't begin.
func TestASwitchOfAWorkspaceThatChangedDoesNotBegin(t *testing.T) {
	w := mixed(t)
	s := w.switching("", 120, 36)
	s.Press("G", "right")
	s.WaitGone("Say what becomes of")
	s.Press("enter")
	s.WaitFor("y switch")
	name := "Other"
	do(w, "", (*domain.Session).RenameWorkspace, domain.RenameWorkspace{Name: &name})
	s.WaitFor("The workspace was changed meanwhile")
	s.Press("enter")
	s.WaitGone("meanwhile")
	if m := w.info().Model; m != "timetonic" {
		t.Errorf("it is %s", m)
	}
}

// Plans of the new model are gone through, and each says whether the seats fit.
func TestASwitchGoesToAPlanThatFits(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Workspace", 120, 36)
	s.WaitFor("now")
	s.Press("m")
	s.WaitFor("esc back")
	s.Type("timetonic")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("on the Business plan")
	s.Press("p")
	s.WaitFor("on the Free plan: 6 of 3 seats")
	s.WaitFor("free 3 first")
	s.Press("enter")
	s.WaitGone("y switch")
	s.Press("p")
	s.WaitFor("on the Start plan: 6 of 20 seats")
	s.WaitGone("first.")
}
