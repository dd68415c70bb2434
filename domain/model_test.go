package domain_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
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
	roles    int // of the workspace's own, ever made
}

func (g *game) workspaceOf(m *rights.Model) {
	g.base = m
	g.everyone = []domain.ID{g.owner.ID}
	for _, r := range m.Roles[1 : len(m.Roles)-1] {
		g.everyone = append(g.everyone, g.person(r.Name).ID)
	}
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
	s := g.as(actor)
	g.made++
	var given *rights.Role
	var err error
	before, seq := g.versions(), g.last()
	c := rapid.IntRange(0, 24).Draw(g.T, "command")
	switch c {
	case 0, 1:
		given = role
		err = got(s.ChangeRole(bg, domain.ChangeRole{Member: ref(target), Role: role.Name}))
	case 2:
		given = role
		err = got(s.ChangeRole(bg, domain.ChangeRole{Member: ref(target), Role: role.Name, Until: g.clock.Add(time.Hour)}))
	case 3:
		err = got(s.Suspend(bg, domain.Suspend{Member: ref(target)}))
	case 4:
		err = got(s.Reactivate(bg, domain.Reactivate{Member: ref(target)}))
	case 5:
		err = got(s.Remove(bg, domain.Remove{Member: ref(target)}))
	case 6:
		given, _ = g.model.Role(target.RoleAt(g.clock.Time))
		err = got(s.Restore(bg, domain.Restore{Member: ref(target)}))
	case 7:
		given = role
		var i domain.Invited
		if i, err = s.Invite(bg, domain.Invite{Email: fmt.Sprintf("team%d@acme.test", g.made), Role: role.Name}); err == nil {
			g.open, g.secrets = append(g.open, i), append(g.secrets, i.Secret)
		}
	case 8, 9:
		if len(g.open) > 0 {
			i := rapid.SampledFrom(g.open).Draw(g.T, "invitation")
			actor = g.member(i.InvitedBy)
			given, _ = g.model.Role(i.Role)
			var m domain.Member
			if m, err = g.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()}); err == nil {
				g.everyone = append(g.everyone, m.ID)
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
		err = got(s.Expire(bg, domain.Expire{Member: ref(target), At: g.clock.Add(time.Hour)}))
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
		err = got(s.SetOptions(bg, domain.SetOptions{Member: ref(target), API: to(true), Messages: to(false)}))
	case 20, 21:
		g.roles++
		d := domain.RoleDraft{Name: fmt.Sprint("Own ", g.roles), From: role.Name, Add: g.words("add"), Remove: g.words("remove")}
		if rapid.Bool().Draw(g.T, "ranked") {
			d.RankBelow = g.role().Name
		}
		var l domain.ListedRole
		l, err = s.CreateRole(bg, d)
		given = l.Role
	case 22, 23:
		var l domain.ListedRole
		l, err = s.EditRole(bg, domain.EditRole{Role: role.Name, Add: g.words("add"), Remove: g.words("remove")})
		given = l.Role
	case 24:
		given = g.role()
		err = got(s.DeleteRole(bg, domain.DeleteRole{Role: role.Name, ReplaceWith: given.Name}, nil))
	}
	g.recorded(err, actor, before, seq)
	if err == nil && given != nil && g.versions() != before {
		g.notWider(actor, given, target.Kind == rights.ServiceUser || c == 10)
	}
	if c != 15 { // who took the ownership over
		g.notWidened(actor, had)
	}
	g.oneOwner()
	g.counted()
	g.searched()
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

// held is the role that everyone has, but for the owner.
func (g *game) held() map[domain.ID]*rights.Role {
	held := map[domain.ID]*rights.Role{}
	for _, id := range g.everyone {
		if id != g.info().Owner {
			held[id], _ = g.model.Role(g.member(id).RoleAt(g.clock.Time))
		}
	}
	return held
}

// notWidened: nobody came to more than whoever acted had, by whichever way.
func (g *game) notWidened(actor domain.Member, had map[domain.ID]*rights.Role) {
	before := g.model
	if g.know(); actor.ID == g.info().Owner {
		return
	}
	for id, role := range g.held() {
		if role == nil {
			g.Fatalf("%s has a role that isn't there", g.member(id).Handle())
		}
		for _, right := range role.Granted() {
			if was := had[id]; was != nil && was.Scope(right.Right) >= right.Scope || right.Right == rights.APIUse && g.member(id).Kind == rights.ServiceUser {
				continue
			}
			for _, name := range []string{actor.Role, actor.RoleAt(g.clock.Time)} {
				if own, _ := before.Role(name); own.Scope(right.Right) < right.Scope {
					g.Fatalf("%s, %s, made %s %s with %s:%s", actor.Handle(), name, g.member(id).Handle(), role.Name, right.Right, right.Scope)
				}
			}
		}
	}
}

// found adds whom an import made.
func (g *game) found() {
	g.read(func(v domain.View) error {
		id, err := v.Find(domain.UniqueAddress, fmt.Sprintf("team%d@acme.test", g.made))
		if err == nil && id != "" {
			g.everyone = append(g.everyone, id)
		}
		return err
	})
}

// recorded: an event for every change and every refusal, and nothing else.
func (g *game) recorded(err error, actor domain.Member, before uint64, seq uint64) {
	events, changed := g.events(seq), g.versions() != before
	done := slices.ContainsFunc(events, func(e domain.Event) bool { return e.Result == domain.ResultDone })
	switch {
	case err == nil && changed != done:
		g.Fatalf("changed: %v, recorded %+v", changed, events)
	case err != nil && changed && domain.KindOf(err) != "":
		g.Fatalf("%v, and something changed", err)
	case domain.KindOf(err) == domain.Denied && len(events) > 1, err != nil && done:
		g.Fatalf("%v recorded %+v", err, events)
	}
	for _, e := range events {
		if e.Result == domain.ResultDenied && e.Actor != actor.ID {
			g.Fatalf("refused %s, and recorded %+v", actor.Handle(), e)
		}
	}
}

// notWider: what was given is no more than the giver had.
func (g *game) notWider(giver domain.Member, given *rights.Role, toService bool) {
	if giver.ID == g.info().Owner {
		return
	}
	for _, name := range []string{giver.Role, giver.RoleAt(g.clock.Time)} {
		own, _ := g.model.Role(name)
		if given.Rank > own.Rank || given.Name == "owner" {
			g.Fatalf("%s, %s, gave %s", giver.Handle(), name, given.Name)
		}
		for _, right := range given.Granted() {
			if right.Scope > own.Scope(right.Right) && !(toService && right.Right == rights.APIUse) {
				g.Fatalf("%s, %s, gave %s with %s", giver.Handle(), name, given.Name, right.Right)
			}
		}
	}
}

func (g *game) oneOwner() {
	owner := g.member(g.info().Owner)
	if owner.Kind != rights.Person || !owner.ActiveAt(g.clock.Time) || !owner.ExpiresAt.IsZero() || owner.TempRole != "" {
		g.Fatalf("the owner is %+v", owner)
	}
}

// counted: every counter is what counting gives.
func (g *game) counted() {
	want := map[[2]string]int{}
	seats := 0
	for _, id := range g.everyone {
		m := g.member(id)
		want[[2]string{"members", ""}]++
		want[[2]string{"status", map[bool]string{true: "removed"}[!m.RemovedAt.IsZero()]}]++
		want[[2]string{"role", m.Role}]++
		if m.TempRole != "" && m.TempRole != m.Role {
			want[[2]string{"role", m.TempRole}]++
		}
		if m.HoldsSeat() {
			seats++
		}
	}
	g.read(func(v domain.View) error {
		open, err := v.Count(domain.CountOpen, "")
		must(g.world.t, err)
		want[[2]string{"seats", ""}] = seats + open
		for key, n := range want {
			if key[0] == "status" && key[1] == "" {
				continue
			}
			have, err := v.Count(domain.Counted(key[0]), key[1])
			if err != nil || have != n {
				g.Fatalf("%v counts %d, there are %d (%v)", key, have, n, err)
			}
		}
		return nil
	})
}

// searched: the search finds all members, and nobody who was removed.
func (g *game) searched() {
	page, err := g.as(g.member(g.info().Owner)).Members(bg, domain.MemberQuery{Text: "acme.test", Limit: 1000})
	if err != nil {
		g.Fatal(err)
	}
	have := map[domain.ID]string{}
	for _, r := range page.Rows {
		have[r.ID] = r.RoleName
	}
	for _, id := range g.everyone {
		m := g.member(id)
		if _, found := have[id]; found != m.RemovedAt.IsZero() {
			g.Fatalf("%s is found: %v, and was removed %v", m.Handle(), found, m.RemovedAt)
		}
		delete(have, id)
	}
	if len(have) > 0 {
		g.Fatalf("found as well: %v", have)
	}
}
