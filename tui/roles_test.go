package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// desked is Acme with a role of its own that two people have.
func desked(t testing.TB) *workspace {
	t.Helper()
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).CreateRole, domain.RoleDraft{Name: "front desk", From: "employee", Add: []string{"members.view", "members.invite"}})
	for _, m := range []domain.Ref{"hana@acme.test", "ivan@acme.test"} {
		do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: m, Role: "front desk"})
	}
	return w
}

// role is a role of the workspace, or nil.
func (w *workspace) role(name string) *domain.ListedRole {
	w.t.Helper()
	all, err := w.as("").Roles(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if i := slices.IndexFunc(all, func(r domain.ListedRole) bool { return r.Name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

func TestFramesOfRoles(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("roles-%d", size[0]), func(t *testing.T) {
			s := desked(t).at("", "Roles", size[0], size[1])
			s.WaitFor("1 of 50")
			s.WaitFor("HELD BY")
			s.Press("l", "l", "l", "l", "l", "l")
			s.WaitFor("front desk: made from Employee")
			s.frame(fmt.Sprintf("roles-%d", size[0]))
			s.Press("e", "j", "j", "j", "j", "j", "space")
			s.WaitFor("1 right differs")
			s.Press("j", "j", "space")
			s.WaitFor("2 rights differ")
			s.frame(fmt.Sprintf("roleedit-%d", size[0]))
			s.Press("enter")
			s.WaitFor("y change it")
			s.frame(fmt.Sprintf("rolechange-%d", size[0]))
		})
	}
}

// A role is made, changed and deleted in the matrix; each time one sees first
// what that does and to whom.
func TestARoleIsMadeChangedAndDeletedInTheMatrix(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Roles", 120, 36)
	s.WaitFor("HELD BY")
	s.Press("l", "l", "l", "e")
	s.WaitFor("one of the model's own roles")
	s.Press("n")
	s.WaitFor("enter next")
	s.Type("desk")
	s.Press("ctrl+s")
	s.WaitFor("New role desk: 0 rights differ from employee")
	s.Press("j", "j", "space")
	s.WaitFor("workspace.billing never enters a role of the workspace's own.")
	s.Press("j", "j", "j", "j", "space")
	s.WaitFor("1 right differs")
	s.Press("esc")
	s.WaitFor("What you changed in desk isn't saved.")
	s.WaitFor("enter stay")
	s.Press("enter")
	s.WaitGone("isn't saved")
	s.Press("enter")
	s.WaitFor("Nobody has the role yet.")
	s.WaitFor("y make it")
	s.Press("y")
	s.WaitFor("Made the role desk.")
	if r := w.role("desk"); r == nil || r.Scope(rights.MembersInvite) != rights.Whole || r.Rank != 200 {
		t.Fatalf("made %+v", r)
	}

	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "desk"})
	s.WaitFor("desk: made from Employee")
	row := under(s.Screen())
	s.Press("e", "space")
	s.WaitFor("1 right differs from what it was")
	s.Press("enter")
	s.WaitFor("1 account has it and feels it at once: hana@acme.test.")
	s.WaitFor("Narrows 1: members.invite w → s")
	if strings.Contains(s.Screen(), "Loses") {
		t.Errorf("what stays is said to be lost:\n%s", s.Screen())
	}
	s.WaitFor("y change it")
	s.Press("y")
	s.WaitFor("Changed the role desk.")
	if r := w.role("desk"); r.Scope(rights.MembersInvite) != rights.Scoped {
		t.Fatalf("changed to %+v", r)
	}
	s.Press("u")
	s.WaitFor("Undone: roles.edit of desk.")
	s.WaitFor(row)

	s.Press("x")
	s.WaitFor("‹ employee ›")
	s.WaitFor("enter what that does")
	s.Press("enter")
	s.WaitFor("Delete the role desk?")
	s.WaitFor("y delete")
	s.Press("y")
	s.WaitFor("Deleted the role desk.")
	if w.role("desk") != nil || w.role("employee").Holders == 0 {
		t.Error("the role is still there")
	}
	s.Press("enter")
	s.WaitFor("› Who can")
}

// Who may not manage roles sees why, and changes nothing.
func TestRolesAreForWhoMayManageThem(t *testing.T) {
	w := desked(t)
	s := w.at("ivan@acme.test", "Roles", 120, 36)
	s.WaitFor("HELD BY")
	s.Press("n")
	s.WaitFor("front desk can't make and change custom roles")
}

// Where nobody has a role, nothing has to take its place.
func TestARoleThatNobodyHasIsDeletedAtOnce(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).CreateRole, domain.RoleDraft{Name: "spare", From: "employee"})
	s := w.at("", "Roles", 120, 36)
	s.WaitFor("HELD BY")
	s.Press("l", "l", "l", "l", "l", "l")
	s.WaitFor("spare: made from Employee")
	s.Press("x")
	s.WaitFor("Delete the role spare?")
	s.WaitFor("y delete")
	s.Press("y")
	s.WaitFor("Deleted the role spare.")
	if w.role("spare") != nil {
		t.Error("it is still there")
	}
}

// A right is searched while a role is drafted, too; esc ends the search first.
func TestARightIsSearchedWhileARoleIsDrafted(t *testing.T) {
	s := newWorkspace(t, acme()...).at("", "Roles", 120, 36)
	s.WaitFor("HELD BY")
	s.Press("l", "l", "l", "n")
	s.WaitFor("enter next")
	s.Type("desk")
	s.Press("ctrl+s")
	s.WaitFor("space goes through w whole workspace · s where")
	s.Press("/")
	s.Type("members.invite\r")
	s.WaitFor("1 of 1")
	s.Press("space")
	s.WaitFor("1 right differs")
	s.Press("esc")
	s.WaitGone("1 of 1")
	s.WaitFor("1 right differs")
	s.Press("enter")
	s.WaitFor("y make it")
}
