package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

// timeTonic is Acme in the TimeTonic model, on a plan.
func timeTonic(t testing.TB, plan string) *workspace {
	t.Helper()
	w := newWorkspaceOf(t, "timetonic",
		domain.RosterPerson{Email: "grace@acme.test", Name: "Grace Hopper", Role: "admin"},
		domain.RosterPerson{Email: "hana@acme.test", Name: "Hana Kim", Role: "user"})
	do(w, "", (*domain.Session).ChangePlan, domain.ChangePlan{Plan: plan})
	return w
}

// info is the workspace as it is now.
func (w *workspace) info() domain.Summary {
	w.t.Helper()
	sum, err := w.as("").Summary(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return sum
}

func TestFramesOfTheWorkspace(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("workspace-%d", size[0]), func(t *testing.T) {
			w := timeTonic(t, "free")
			s := w.at("", "Workspace", size[0], size[1])
			s.WaitFor("Free is today's plan.")
			s.frame(fmt.Sprintf("workspace-%d", size[0]))
			do(w, "", (*domain.Session).Transfer, domain.Transfer{To: "grace@acme.test"})
			s.WaitFor("of the ownership to Grace Hopper, 3 d left")
			s.Press("l", "l")
			s.WaitFor("Pro: 100 seats, adds ")
			s.frame(fmt.Sprintf("workspaceoffer-%d", size[0]))
			s.Press("enter")
			s.WaitFor("y change")
			s.frame(fmt.Sprintf("planchange-%d", size[0]))
		})
		t.Run(fmt.Sprintf("oneplan-%d", size[0]), func(t *testing.T) {
			s := newWorkspaceOf(t, "timeneye").at("", "Workspace", size[0], size[1])
			s.WaitFor("The Timeneye model has one plan, with everything in it.")
			s.frame(fmt.Sprintf("oneplan-%d", size[0]))
			s.Press("enter")
			s.WaitFor("The Timeneye model has no other plan.")
		})
	}
}

// A plan is changed once it was seen what that gives and takes, and taken back
// with u; one with too few seats is refused in the dialog.
func TestAPlanIsChangedAfterItsPreview(t *testing.T) {
	w := timeTonic(t, "free")
	s := w.at("", "Workspace", 120, 36)
	s.WaitFor("3 of 3 used ████████████")
	s.Press("enter")
	s.WaitFor("Free is today's plan: ← and → go to another.")
	s.Press("l", "l", "enter")
	s.WaitFor("Change from Free to Pro?")
	text := unwrapped(s.Screen())
	for _, want := range []string{"2 members gain ", "api.settings", ": ada@acme.test and grace@acme.test.", "100 seats, of which 3 are in use."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the preview:\n%s", want, s.Screen())
		}
	}
	s.WaitFor("enter stay on free")
	s.Press("enter")
	s.WaitGone("Change from")
	if plan := w.info().Plan; plan != "free" {
		t.Fatalf("enter on the safe side changed the plan to %s", plan)
	}
	s.Press("enter")
	s.WaitFor("y change")
	s.Press("y")
	s.WaitFor("The workspace is on the Pro plan now.")
	s.WaitFor("3 of 100 used █░░░░░░░░░░░")
	s.Press("u")
	s.WaitFor("Undone: workspace.plan of acme.")
	s.WaitFor("3 of 3 used")
	if plan := w.info().Plan; plan != "free" {
		t.Errorf("u left the plan %s", plan)
	}

	do(w, "", (*domain.Session).ChangePlan, domain.ChangePlan{Plan: "pro"})
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: "lin@acme.test", Role: "user"})
	s.WaitFor("4 of 100 used")
	s.Press("h", "h", "enter")
	s.WaitFor("Change from Pro to Free?")
	s.WaitFor("The Free plan has 3 seats and 4 are in use; free 1 first")
	s.WaitFor("enter close")
	s.Press("enter")
	s.WaitGone("Change from Pro to Free?")
	if plan := w.info().Plan; plan != "pro" {
		t.Errorf("a refused plan was changed to %s", plan)
	}
}

// A dialog about a workspace that someone else changed meanwhile says so, and
// doesn't go ahead.
func TestAPlanThatChangedUnderTheDialogIsNotChanged(t *testing.T) {
	w := timeTonic(t, "free")
	s := w.at("", "Workspace", 120, 36)
	s.WaitFor("now")
	s.Press("l", "enter")
	s.WaitFor("y change")
	name := "Acme & Sons"
	do(w, "", (*domain.Session).RenameWorkspace, domain.RenameWorkspace{Name: &name})
	s.WaitFor("The workspace was changed meanwhile: look at it once more.")
	s.Press("y", "enter")
	s.WaitGone("meanwhile")
	if plan := w.info().Plan; plan != "free" {
		t.Errorf("the plan is %s", plan)
	}
}

func TestTheWorkspaceIsRenamed(t *testing.T) {
	w := timeTonic(t, "pro")
	s := w.at("", "Workspace", 120, 36)
	s.WaitFor("Acme  acme")
	s.Press("e")
	s.WaitFor("enter next")
	s.Type(" & Sons")
	s.Press("tab", "ctrl+u")
	s.Type("No slug")
	s.Press("ctrl+s")
	s.WaitFor("a slug") // is told what it may be, and nothing that was typed is lost
	s.WaitFor("Acme & Sons")
	s.Press("ctrl+u")
	s.Type("sons")
	s.Press("ctrl+s")
	s.WaitFor("The workspace is Acme & Sons (sons) now.")
	s.WaitFor("Acme & Sons  sons")
	if i := w.info(); i.Slug != "sons" || i.Name != "Acme & Sons" {
		t.Errorf("it is %s (%s)", i.Name, i.Slug)
	}
}

// The ownership is offered, cancelled, declined and taken; the screens of both
// sides follow.
func TestTheOwnershipChangesHands(t *testing.T) {
	w := timeTonic(t, "pro")
	ada := w.at("", "Workspace", 120, 36)
	grace := w.at("grace@acme.test", "Workspace", 120, 36)
	ada.WaitFor("now")
	grace.WaitFor("now")
	offer := func() {
		ada.Press("t")
		ada.pick("Who is to own Acme?", "grace", "Grace Hopper")
		ada.WaitFor("72 hours to accept")
		ada.WaitFor("y offer it")
		ada.Press("y")
		ada.WaitFor("The ownership is offered to Grace Hopper, for 72 hours.")
		ada.WaitFor("c cancel the offer")
		grace.WaitFor("of the ownership to you, 3 d left: t takes it, c declines")
	}
	offer()
	ada.Press("c")
	ada.WaitFor("The offer to Grace Hopper is cancelled.")
	grace.WaitGone("c declines")
	offer()
	grace.Press("c")
	grace.WaitFor("You declined the ownership.")
	ada.WaitGone("c cancel the offer")
	offer()
	w.pass(time.Hour)
	grace.Press("t")
	grace.WaitFor("ada@acme.test becomes Admin")
	grace.WaitFor("y take it")
	grace.Press("y")
	grace.WaitFor("You own Acme now.")
	grace.WaitFor("grace@acme.test, you")
	ada.WaitFor("Owner    grace@acme.test")
	if i := w.info(); i.OwnerName != "grace@acme.test" {
		t.Errorf("the owner is %s", i.OwnerName)
	}
}

// Who may not is told why, in the words of the rights engine, and nothing
// happens.
func TestTheWorkspaceIsForWhoMayChangeIt(t *testing.T) {
	w := timeTonic(t, "pro")
	s := w.at("hana@acme.test", "Workspace", 120, 36)
	s.WaitFor("now")
	s.Press("l")
	for _, key := range []string{"enter", "e", "m", "t", "x"} {
		s.Press(key)
		s.WaitFor("User can't ")
		s.Press("k")
		s.WaitGone("User can't ")
	}
	if i := w.info(); i.Plan != "pro" {
		t.Errorf("the plan is %s", i.Plan)
	}
}

// Each key of the screen does something that can be seen, for the owner as for
// who may do nothing here.
func TestEveryActionOnTheWorkspaceAnswers(t *testing.T) {
	for _, as := range []string{"", "grace@acme.test", "hana@acme.test"} {
		w := timeTonic(t, "pro")
		do(w, "", (*domain.Session).Transfer, domain.Transfer{To: "grace@acme.test"})
		arrive := func() shown {
			app := tui.Open(t, w.as(as))
			s := shown{terminal.Start(t, spied{app}, 120, 36), app, t}
			s.WaitFor("? keys")
			s.visit("Workspace")
			s.WaitFor("now")
			return s
		}
		pressAll(arrive)
	}
}

// Deleting takes the slug, says what it does, and ends the screens.
func TestTheWorkspaceIsDeletedOnceItsSlugIsTyped(t *testing.T) {
	w := timeTonic(t, "pro")
	s := w.at("", "Workspace", 120, 36)
	s.WaitFor("now")
	s.Press("x")
	s.WaitFor("3 accounts lose access at once, yours too")
	s.WaitFor("gatehouse workspaces restore acme")
	s.WaitFor("to the answers")
	s.Type("acm")
	s.Press("enter", "y")
	s.WaitFor("Type “acme” first")
	if w.info().Slug != "acme" {
		t.Fatal("it is gone")
	}
	s.Press("tab")
	s.Type("e")
	s.Press("enter", "y")
	s.WaitFor("Deleted Acme.")
	if _, err := w.as("").Summary(t.Context()); domain.KindOf(err) != domain.NotFound {
		t.Errorf("it is still there: %v", err)
	}
}
