package tui_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

const adasKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGq3NQ0nYhZ3m6m1X7v7b0sJ5o0m9H0m3d8kq3O3k7aB ada@laptop"

// firstStart runs the first start over a function that makes the workspace.
func firstStart(t *testing.T, width, height int, create func(domain.CreateWorkspace) error) shown {
	t.Helper()
	app := tui.OpenFirst(t.Context(), tui.FirstStartOptions{
		Database: "/var/lib/gatehouse.db", Keys: []string{"no key at all", adasKey},
		Create: func(_ context.Context, c domain.CreateWorkspace) error { return create(c) },
	})
	s := shown{terminal.Start(t, app, width, height), app, t}
	s.WaitFor("▌ Workspace")
	return s
}

func TestTheFirstStartAsksFourQuestions(t *testing.T) {
	var made domain.CreateWorkspace
	s := firstStart(t, 80, 24, func(c domain.CreateWorkspace) error { made = c; return c.Check() })
	s.Press("enter")
	s.WaitFor("name is needed")
	s.Type("Müller & Söhne")
	s.WaitFor("muller-sohne")
	s.Press("enter", "enter")
	s.Type("qada")
	s.Press("enter")
	s.WaitFor("it has no @")
	s.Type("@acme.test")
	s.Press("enter")
	s.WaitFor("● mtime")
	s.Press("down")
	s.WaitFor("● timetonic")
	s.Press("enter")
	s.WaitFor("● ada@laptop")
	s.Press("esc")
	s.WaitFor("● timetonic")
	s.Press("enter", "enter")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	want := domain.CreateWorkspace{Name: "Müller & Söhne", Slug: "muller-sohne", Owner: "qada@acme.test", Model: "timetonic", OwnerKey: adasKey}
	if made != want {
		t.Errorf("made %+v", made)
	}
}

func TestWhatCantBeMadeIsSaidAtItsQuestion(t *testing.T) {
	taken := true
	s := firstStart(t, 80, 24, func(c domain.CreateWorkspace) error {
		if taken {
			taken = false
			return domain.Errorf(domain.Conflict, "slug_taken", "there is already a workspace with the slug %s", c.Slug)
		}
		return nil
	})
	s.Type("Acme")
	s.Press("enter", "enter")
	s.Type("ada@acme.test")
	s.Press("enter", "enter")
	s.WaitFor("● ada@laptop")
	s.Paste("ssh-rsa no key")
	s.WaitFor("this is no SSH public key")
	s.Press("down")
	s.WaitFor("● none for now")
	s.Press("enter")
	s.WaitFor("there is already a workspace with the slug acme")
	s.WaitFor("▌ Slug")
	s.Press("ctrl+c")
	s.WaitFor("Nothing is made yet")
	s.WaitFor("y leave")
	s.Press("n")
	s.WaitFor("▌ Slug")
	s.Type("2")
	s.Press("enter", "enter", "enter", "enter")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
}

func TestFramesOfTheFirstStart(t *testing.T) {
	for _, size := range sizes {
		s := firstStart(t, size[0], size[1], domain.CreateWorkspace.Check)
		s.Type("Acme")
		s.Press("enter", "enter")
		s.Type("ada@acme.test")
		s.Press("enter")
		s.WaitFor("● mtime")
		s.frame(fmt.Sprintf("firststart-%d", size[0]))
	}
}
