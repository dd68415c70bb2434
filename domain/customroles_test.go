package domain_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// A role of one's own is a copy with rights added and taken, and what is made
// of it reaches its holders at their next question.
func TestCustomRole(t *testing.T) {
	w := open(t, "timetonic", "")
	bo := w.person("limited")
	made, err := w.boss().CreateRole(bg, domain.RoleDraft{Name: "Helper", From: "limited", Add: []string{"audit.view", "employees.view:s"}, Remove: []string{"data.write"}})
	must(t, err)
	is(t, "rights", fmt.Sprintln(made.Custom, made.From, made.Rank, made.Version > 0), "true limited 200 true\n")
	words := []string{}
	for _, g := range made.Granted() {
		words = append(words, g.Right.String()+":"+g.Scope.String())
	}
	for right, held := range map[string]bool{"audit.view:w": true, "employees.view:s": true, "data.write:w": false, "time.track:o": true} {
		is(t, right, slices.Contains(words, right), held)
	}
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "helper"})))
	is(t, "held", w.member(bo.ID).Role, "Helper")
	allowed := func(right string) bool {
		x, err := w.as(bo).Check(bg, domain.Question{Right: right})
		must(t, err)
		return x.Allowed
	}
	is(t, "audit", allowed("audit.view"), true)
	is(t, "export", allowed("data.export"), false)
	edited, err := w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Version: made.Version, Add: []string{"data.export"}, Remove: []string{"audit.view"}, RankBelow: "limited"})
	must(t, err)
	is(t, "holders and rank", fmt.Sprint(edited.Holders, edited.Rank), "1 199")
	is(t, "audit after", allowed("audit.view"), false)
	is(t, "export after", allowed("data.export"), true)
	wants(t, got(w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Version: made.Version, Add: []string{"audit.view"}})), domain.Conflict, "changed_meanwhile")
	last := w.events(w.last() - 1)[0]
	is(t, "event", last.Action+" "+last.Target.String()+" "+last.Detail, "roles.edit role/Helper +data.export:w -audit.view:w rank 200 → 199")
	seq := w.last()
	must(t, got(w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Add: []string{"data.export"}})))
	is(t, "nothing changed, nothing recorded", w.last(), seq)
	must(t, got(w.boss().DeleteRole(bg, domain.DeleteRole{Role: "Helper", ReplaceWith: "user"}, nil)))
	is(t, "moved", w.member(bo.ID).Role, "user")
	all, err := w.boss().Roles(bg)
	must(t, err)
	is(t, "roles", len(all), 6)
	if strings.Contains(fmt.Sprint(all), "Helper") {
		t.Error("Helper is still there")
	}
}

// What looks like a built-in role's name isn't free, in whatever letters.
func TestARoleIsNotCalledAsABuiltInOne(t *testing.T) {
	w := open(t, "mtime", "")
	for _, name := range []string{
		"project  manager", "project_manager", "Project - Manager", "read_only", "read–only", "Owner.", "ａdmin", "ADMİN", "Ádmin", "ReadOnly",
	} {
		wants(t, create(name, "employee")(w.boss()), domain.Invalid, "built_in")
	}
	for _, name := range []string{"Owner's desk", "Administration", "Project managers", "管理者", "★"} {
		must(t, create(name, "employee")(w.boss()))
	}
}

// Who asks for a role that is given elsewhere is told where; who asks for
// anything else isn't told everything there is.
func TestWhatIsSaidOfAnUnknownRole(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	for _, name := range []string{"project-manager", "Group-Manager"} {
		e := wants(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: name})), domain.Invalid, "scoped_role")
		is(t, name, len(e.Fix), 1)
	}
	for n := range 30 {
		w.custom(fmt.Sprintf("Helper %d", n), "employee")
	}
	e := wants(t, got(w.boss().Role(bg, "xyzzy")), domain.Invalid, "unknown_role")
	if !strings.Contains(e.Message, "or one of ") || strings.Count(e.Message, ",") > 8 {
		t.Errorf("all at once: %s", e.Message)
	}
}

// counting is a store that counts who pages through all roles.
type counting struct {
	domain.Store
	pages int
}

type countingView struct {
	domain.View
	of *counting
}

func (c *counting) View(ctx context.Context, ws domain.ID, read func(domain.View) error) error {
	return c.Store.View(ctx, ws, func(v domain.View) error { return read(countingView{v, c}) })
}

func (v countingView) RolePages() domain.Pages[domain.CustomRole] {
	v.of.pages++
	return v.View.RolePages()
}

// A question looks up the roles that it is about; a list has them all, in their
// order, whichever were looked up before.
func TestRolesAreLookedUpOneByOne(t *testing.T) {
	w := open(t, "mtime", "")
	for _, name := range []string{"Zoo", "Bar", "Lab"} {
		w.custom(name, "employee", "members.view")
	}
	bo := w.person("Zoo")
	c := &counting{Store: w.store}
	pepper, err := domain.NewPepper(w.rand)
	must(t, err)
	ws, err := domain.NewDatabase(c, domain.World{Now: func() time.Time { return w.clock.Time }, Random: w.rand, Pepper: pepper}).Workspace(bg, "acme")
	must(t, err)
	s := ws.As(w.as(bo).Principal())
	x, err := s.Check(bg, domain.Question{Right: "workspace.view"})
	must(t, err)
	is(t, "allowed", x.Allowed, true)
	must(t, got(s.Members(bg, domain.MemberQuery{Limit: 5})))
	is(t, "pages of roles", c.pages, 0)
	roles, err := s.Roles(bg)
	must(t, err)
	var names []string
	for _, r := range roles {
		if r.Custom {
			names = append(names, r.Name)
		}
	}
	is(t, "all", strings.Join(names, " "), "Bar Lab Zoo")
}
