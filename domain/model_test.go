package domain_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// Random commands by random members, against what must hold after each.
func TestRandomCommands(t *testing.T) {
	w := open(t, "mtime", "")
	n := 0
	var secrets []domain.Secret
	rapid.Check(t, func(rt *rapid.T) {
		model := rapid.SampledFrom(rights.Models()).Draw(rt, "model")
		n++
		w.workspace(fmt.Sprintf("ws%d", n), model.Name, rapid.SampledFrom(model.Plans).Draw(rt, "plan").Name)
		g := &game{T: rt, world: w}
		g.workspaceOf(model)
		for range rapid.IntRange(5, 30).Draw(rt, "steps") {
			g.step()
		}
		secrets = append(secrets, g.secrets...)
	})
	file, err := os.ReadFile(w.path)
	must(t, err)
	for _, s := range secrets {
		if bytes.Contains(file, []byte(s.Reveal()[20:40])) {
			t.Fatalf("a part of a %s is in the database", s.Reveal()[:8])
		}
	}
	if len(secrets) == 0 {
		t.Error("no secret was ever made")
	}
}

// game is one run: who there is, and the secrets that were shown.
type game struct {
	*rapid.T
	*world
	everyone []domain.ID
	open     []domain.Invited
	keys     []domain.FreshKey
	secrets  []domain.Secret
	base     *rights.Model
	tokens   []domain.LoginInvitation
	roles    int // of the workspace's own, ever made
}

func (g *game) workspaceOf(m *rights.Model) {
	g.base = m
	g.everyone = []domain.ID{g.owner.ID}
	plan, _ := m.Plan(g.info().Plan)
	for _, r := range m.Roles[1 : len(m.Roles)-1] {
		if plan.Seats == 0 || len(g.everyone) < plan.Seats {
			g.everyone = append(g.everyone, g.person(r.Name).ID)
		}
	}
	s := g.boss()
	if robot, err := s.CreateServiceUser(bg, domain.CreateServiceUser{Name: "acme.test robot", Role: m.Ordinary}); err == nil {
		g.everyone = append(g.everyone, robot.ID)
	}
	if l, err := s.CreateRole(bg, domain.RoleDraft{Name: "Own 0", From: "admin", Remove: []string{"data.delete"}}); err == nil {
		must(g.world.t, got(s.ChangeRole(bg, domain.ChangeRole{Member: domain.Ref(g.everyone[2]), Role: l.Name})))
		must(g.world.t, got(s.CreateRole(bg, domain.RoleDraft{Name: "Own 00", From: "admin"}))) // more than whoever has the other
	}
	must(g.world.t, got(s.AddUnit(bg, domain.AddUnit{Name: "Design"})))
	must(g.world.t, got(s.AddGroup(bg, domain.AddGroup{Name: "Web"})))
	must(g.world.t, got(s.AddProject(bg, domain.AddProject{Name: "Bridge", Group: "Web", Unit: "Design"})))
}

func (g *game) who(label string) domain.Member {
	return g.member(rapid.SampledFrom(g.everyone).Draw(g.T, label))
}

func (g *game) role() *rights.Role { return rapid.SampledFrom(g.model.Roles).Draw(g.T, "role") }

// step makes one command and looks at everything.
func (g *game) step() {
	g.clock.pass(time.Duration(rapid.SampledFrom([]int{0, 1, 61, 3600, 90000}).Draw(g.T, "passes")) * time.Second)
	g.know()
	actor, target, role := g.who("actor"), g.who("target"), g.role()
	had := g.held()
	c := rapid.IntRange(0, 37).Draw(g.T, "command")
	actor, target, role = g.aimed(c, actor, target, role)
	s := g.as(actor)
	g.made++
	var given *rights.Role
	var err error
	before, seq := g.versions(), g.last()
	switch c {
	case 0, 1:
		given = role
		err = g.makeSeen(s, target, domain.ChangeRole{Member: ref(target), Role: role.Name})
	case 2:
		given = role
		err = g.makeSeen(s, target, domain.ChangeRole{Member: ref(target), Role: role.Name, Until: g.clock.Add(time.Hour)})
	case 3:
		err = g.makeSeen(s, target, domain.Suspend{Member: ref(target)})
	case 4:
		err = g.makeSeen(s, target, domain.Reactivate{Member: ref(target)})
	case 5:
		err = g.makeSeen(s, target, domain.Remove{Member: ref(target)})
	case 6:
		given, _ = g.model.Role(target.RoleAt(g.clock.Time))
		err = g.makeSeen(s, target, domain.Restore{Member: ref(target)})
	case 7:
		given = role
		var i domain.Invited
		if i, err = s.Invite(bg, domain.Invite{Email: fmt.Sprintf("team%d@acme.test", g.made), Role: role.Name}); err == nil {
			g.open, g.secrets = append(g.open, i), append(g.secrets, i.Secret)
		}
	case 8, 9:
		if len(g.open) > 0 {
			i := rapid.SampledFrom(g.open[max(0, len(g.open)-2):]).Draw(g.T, "invitation")
			actor = g.member(i.InvitedBy)
			given, _ = g.model.Role(i.Role)
			var m domain.Member
			if m, err = g.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()}); err == nil {
				g.everyone = append(g.everyone, m.ID)
				g.standing(actor)
			}
		}
	case 10:
		given = role
		var m domain.Member
		if m, err = s.CreateServiceUser(bg, domain.CreateServiceUser{Name: fmt.Sprint("acme.test ", g.made), Role: role.Name}); err == nil {
			g.everyone = append(g.everyone, m.ID)
		}
	case 11:
		given, _ = g.model.Role(target.RoleAt(g.clock.Time))
		var k domain.FreshKey
		if k, err = s.CreateKey(bg, domain.CreateKey{ServiceUser: ref(target), Name: "k"}); err == nil {
			g.keys, g.secrets = append(g.keys, k), append(g.secrets, k.Secret)
		}
	case 12:
		if len(g.keys) > 0 {
			err = got(s.RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(rapid.SampledFrom(g.keys).Draw(g.T, "key").ID)}))
		}
	case 13:
		err = g.makeSeen(s, target, domain.Expire{Member: ref(target), At: g.clock.Add(time.Hour)})
	case 14:
		err = got(s.Transfer(bg, domain.Transfer{To: ref(target)}))
	case 15:
		err = got(s.AcceptTransfer(bg))
	case 16:
		err = got(s.Leave(bg))
	case 17:
		err = got(s.Undo(bg, 0))
	case 18:
		err = got(s.Import(bg, domain.Import{UpdateRoles: true, Roster: people(
			domain.RosterPerson{Email: target.Email, Role: role.Name}, domain.RosterPerson{Email: fmt.Sprintf("team%d@acme.test", g.made)})}))
		g.found()
	case 19:
		err = g.makeSeen(s, target, domain.SetOptions{Member: ref(target), API: to(rapid.Bool().Draw(g.T, "api")), Messages: to(false)})
	case 20, 21:
		g.roles++
		d := domain.RoleDraft{Name: fmt.Sprint("Own ", g.roles), From: role.Name, Add: g.words("add"), Remove: g.words("remove")}
		if rapid.Bool().Draw(g.T, "ranked") {
			d.RankBelow = g.role().Name
		}
		seen := g.seeRole(s, d)
		var l domain.ListedRole
		l, err = s.CreateRole(bg, d)
		given = l.Role
		seen(err)
	case 22, 23:
		e := domain.EditRole{Role: role.Name, Add: g.words("add"), Remove: g.words("remove")}
		seen := g.seeRole(s, e)
		var l domain.ListedRole
		l, err = s.EditRole(bg, e)
		given = l.Role
		seen(err)
	case 24:
		given = g.role()
		d := domain.DeleteRole{Role: role.Name, ReplaceWith: given.Name}
		seen := g.seeRole(s, d)
		err = got(s.DeleteRole(bg, d, nil))
		seen(err)
	case 25:
		if len(g.open) > 0 {
			old := rapid.SampledFrom(g.open).Draw(g.T, "invitation")
			given, _ = g.model.Role(old.Role)
			var i domain.Invited
			if i, err = s.Resend(bg, domain.Resend{Invitation: domain.Ref(old.ID)}); err == nil {
				given, _ = g.model.Role(i.Role)
				g.open, g.secrets = append(g.open, i), append(g.secrets, i.Secret)
			}
		}
	case 34, 35, 36, 37:
		actor, given, err = g.stepOfLogins(c, s, actor, target)
	default:
		err = g.stepOfPlaces(c, s, actor, target)
	}
	g.recorded(err, actor, before, seq)
	if err == nil && given != nil && g.versions() != before {
		g.notWider(actor, given, target.Kind == rights.ServiceUser || c == 10)
	}
	if c != 15 { // who took the ownership over
		g.notWidened(actor, had)
	}
	g.oneOwner()
	g.notLockedOut()
	g.counted()
	g.signsIn()
	g.seated()
	g.searched()
	g.censused()
}

// words are a few rights to add to a role or to take.
func (g *game) words(label string) []string {
	right := rapid.Custom(func(t *rapid.T) string {
		word := rapid.SampledFrom(rights.Catalogue()).Draw(t, label).Name
		if label == "add" {
			word += rapid.SampledFrom([]string{"", "", ":o", ":s", ":w"}).Draw(t, "scope")
		}
		return word
	})
	return rapid.SliceOfN(right, 0, 2).Draw(g.T, label)
}

// know reads which roles there are.
func (g *game) know() {
	all, err := g.as(g.member(g.info().Owner)).Roles(bg)
	if err != nil {
		g.Fatal(err)
	}
	model := *g.base
	model.Roles = nil
	for _, l := range all {
		model.Roles = append(model.Roles, l.Role)
	}
	g.model = &model
}
