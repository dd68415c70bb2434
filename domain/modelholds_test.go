package domain_test

import (
	"fmt"
	"slices"

	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

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

// standing: an invitation works only while its sender may send it.
func (g *game) standing(sender domain.Member) {
	answer, err := g.as(g.member(g.info().Owner)).Check(bg, domain.Question{Subject: ref(sender), Right: "members.invite"})
	if err != nil || !answer.Allowed {
		g.Fatalf("%s may not invite, and someone joined: %+v %v", sender.Handle(), answer.Gates, err)
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

// notLockedOut: there is nothing that the owner's role doesn't hold.
func (g *game) notLockedOut() {
	owner := g.member(g.info().Owner)
	right := rapid.SampledFrom(rights.Catalogue()).Draw(g.T, "of the owner")
	answer, err := g.as(owner).Check(bg, domain.Question{Right: right.Name})
	if err != nil {
		g.Fatal(err)
	}
	for _, gate := range answer.Gates {
		if (gate.Gate == "status" || gate.Gate == "channel" || gate.Gate == "role" || gate.Gate == "option") && !gate.OK {
			g.Fatalf("the owner and %s: %s", right.Name, gate.Message)
		}
	}
}

// seated: there are never more seats in use than the plan has.
func (g *game) seated() {
	used := 0
	for _, id := range g.everyone {
		if m := g.member(id); m.Kind == rights.Person && m.ActiveAt(g.clock.Time) {
			used++
		}
	}
	pending := map[domain.ID]bool{}
	g.read(func(v domain.View) error {
		for _, i := range g.open {
			now, err := v.Invitations().Get(i.ID)
			if err != nil {
				return err
			}
			pending[i.ID] = now.StatusAt(g.clock.Time) == domain.InvitationPending
		}
		return nil
	})
	for _, is := range pending {
		if is {
			used++
		}
	}
	plan, _ := g.base.Plan(g.info().Plan)
	if plan.Seats > 0 && used > plan.Seats {
		g.Fatalf("%d seats are in use, %s has %d", used, plan.Name, plan.Seats)
	}
}

// censused: who may is what asking one by one gives.
func (g *game) censused() {
	if rapid.IntRange(0, 3).Draw(g.T, "census") > 0 {
		return
	}
	boss := g.as(g.member(g.info().Owner))
	q := domain.WhoQuestion{Right: rapid.SampledFrom(rights.Catalogue()).Draw(g.T, "who may").Name}
	if rapid.Bool().Draw(g.T, "on the project") {
		q.On = "project/Bridge"
	}
	have := everyWho(g.T, boss, q, 50)
	for _, id := range g.everyone {
		answer, err := boss.Check(bg, domain.Question{Subject: domain.Ref(id), Right: q.Right, On: q.On})
		if err != nil {
			g.Fatal(err)
		}
		if _, may := have[id]; may != answer.Allowed {
			g.Fatalf("%+v: %s may: %v; one by one: %v", q, g.member(id).Handle(), may, answer.Allowed)
		}
	}
}
