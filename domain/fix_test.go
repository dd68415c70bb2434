package domain_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The question of the document: an Admin or Owner without a Timesheet menu.
// The answer says why, the fix makes it right, and asking again says yes.
func TestFixOfTheUnlinkedAdminAndOwner(t *testing.T) {
	for _, who := range []string{"owner", "admin"} {
		for _, recorded := range []bool{true, false} {
			w := open(t, "mtime", "")
			m := w.owner
			if who == "admin" {
				m = w.person("admin")
			}
			if recorded {
				must(t, got(w.boss().AddEmployee(bg, domain.AddEmployee{Number: "0412", Name: "Someone", Email: m.Email})))
			}
			q := domain.Question{Subject: ref(m), Right: "timesheet.view"}
			answer, err := w.boss().Check(bg, q)
			must(t, err)
			var commands []string
			for _, s := range answer.Fix {
				commands = append(commands, s.Command)
				if !s.You || !slices.Contains(s.By, w.owner.Email) {
					t.Errorf("%s: %s can be made by %v", who, s.Command, s.By)
				}
			}
			want := "gatehouse members link " + m.Email + " 0412"
			if !recorded {
				want = "gatehouse employees add --number 0001 --name '" + m.Name + "' --email " + m.Email + "; gatehouse members link " + m.Email + " 0001"
				want = strings.ReplaceAll(want, "'Ada'", "Ada")
			}
			is(t, who+": the fix", strings.Join(commands, "; "), want)
			if answer.Allowed || !strings.Contains(answer.Gates[rights.GateLink].Message, "isn't linked") {
				t.Errorf("%s: %+v", who, answer)
			}
			applied, err := w.boss().Apply(bg, q)
			must(t, err)
			is(t, who+": allowed afterwards", applied.Answer.Allowed, true)
			is(t, who+": steps left", len(applied.Answer.Fix), 0)
		}
	}
}

// Whatever is asked of whomever, a fix that the owner applies turns it to yes,
// and one that can't be found is said so.
func TestApplyingTurnsTheAnswer(t *testing.T) {
	w := open(t, "timetonic", "free")
	for _, model := range []string{"timetonic", "mtime", "timeneye"} {
		if model != "timetonic" {
			w.workspace(model, model, "")
		}
		_, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
		must(t, err)
		must(t, got(w.boss().AddGroup(bg, domain.AddGroup{Name: "Guild"})))
		must(t, got(w.boss().AddProject(bg, domain.AddProject{Name: "Site", Group: "Guild", Unit: "Design"})))
		target := w.person(w.model.Ordinary, service)
		asked, turned := 0, 0
		for i, e := range rights.Catalogue() {
			set := func(m *domain.Member) { m.Options, m.Ways, m.ManagesUnits = 0, rights.OnlyMobile, nil }
			switch i % 4 {
			case 1:
				set = func(m *domain.Member) { m.SuspendedAt = w.clock.Time }
			case 2:
				set = func(m *domain.Member) { m.RemovedAt = w.clock.Time }
			case 3:
				set = func(m *domain.Member) { m.ExpiresAt = w.clock.Time }
			}
			m := w.person(w.model.Roles[len(w.model.Roles)-2].Name, set)
			for _, on := range []string{"", "any", "member/" + target.Name, "unit/Design", "project/Site", "group/Guild"} {
				q := domain.Question{Subject: ref(m), Right: e.Name, On: on}
				asked++
				applied, err := w.boss().Apply(bg, q)
				switch {
				case err == nil && applied.Answer.Allowed:
					turned++
				case err == nil:
					t.Errorf("%s: %s on %q is still no after %+v", model, e.Name, on, applied.Steps)
				case err.(*domain.Error).Code != "no_fix" && domain.KindOf(err) != domain.Limit:
					t.Errorf("%s: %s on %q: %v", model, e.Name, on, err)
				}
			}
			if len(w.model.Plans) > 1 { // back to where there is something to turn
				w.write(func(tx domain.Tx) error {
					info, err := tx.Workspaces().Get(w.ws.ID)
					must(t, err)
					info.Plan = "free"
					must(t, got(tx.Workspaces().Put(info)))
					m, err := tx.Members().Get(m.ID)
					must(t, err)
					m.SuspendedAt = w.clock.Time
					return got(tx.Members().Put(m))
				})
			}
		}
		if turned < asked/3 {
			t.Errorf("%s: %d of %d answers turned", model, turned, asked)
		}
	}
}

// A step that isn't the actor's to make is refused, and nothing of the fix is
// made.
func TestApplyTakesNoStepsBeyondOnesRights(t *testing.T) {
	w := open(t, "mtime", "")
	dev, eva := w.person("developer"), w.person("employee")
	before := w.versions()
	e := wants(t, got(w.as(dev).Apply(bg, domain.Question{Subject: ref(eva), Right: "timesheet.view"})), domain.Denied, "")
	is(t, "who may", strings.Join(e.Fix[0].By, " "), w.owner.Email)
	is(t, "versions", w.versions(), before)

	// The first step is the Developer's to make, the second isn't.
	robot := w.person("employee", service, func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	before, seq := w.versions(), w.last()
	wants(t, got(w.as(dev).Apply(bg, domain.Question{Subject: ref(robot), Right: "members.invite"})), domain.Denied, "")
	is(t, "versions after half a fix", w.versions(), before)
	events := w.events(seq)
	if len(events) != 1 || events[0].Result != domain.ResultDenied {
		t.Errorf("half a fix recorded %+v", events)
	}
}
