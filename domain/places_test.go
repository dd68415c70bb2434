package domain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// Who sees someone doesn't learn from them what the places are called that they
// don't see, only how many there are.
func TestUnseenPlacesHaveNoNames(t *testing.T) {
	w := open(t, "timeneye", "")
	seen, err := w.boss().AddProject(bg, domain.AddProject{Name: "Atlas"})
	must(t, err)
	hid, err := w.boss().AddProject(bg, domain.AddProject{Name: "Hid"})
	must(t, err)
	group, err := w.boss().AddGroup(bg, domain.AddGroup{Name: "Hidden group"})
	must(t, err)
	far := w.person("member", func(m *domain.Member) {
		m.Projects, m.ManagesProjects, m.ManagesGroups = []domain.ID{seen.ID}, []domain.ID{seen.ID, hid.ID}, []domain.ID{group.ID}
	})
	near := w.person("member", func(m *domain.Member) { m.ManagesProjects = []domain.ID{seen.ID} })
	scoped := func(s *domain.Session) string {
		card, err := s.Member(bg, ref(far))
		must(t, err)
		return fmt.Sprint(card.Scoped)
	}
	const all = "[{project-manager project/Atlas} {project-manager project/Hid} {group-manager group/Hidden group}]"
	is(t, "what the owner sees", scoped(w.boss()), all)
	is(t, "what one sees of oneself", scoped(w.as(far)), all)
	if have := scoped(w.as(near)); strings.Contains(have, "Hid") || !strings.Contains(have, "project/Atlas") || strings.Count(have, "manager") != 3 {
		t.Errorf("a Project Manager of Atlas sees %s", have)
	}

	admin, rank := w.person("admin"), 0
	for _, r := range w.model.Roles {
		if r.Name == "admin" {
			rank = r.Rank
		}
	}
	admin.Role = "people-only"
	w.write(func(tx domain.Tx) error {
		if _, err := tx.Roles().Put(domain.CustomRole{ID: domain.NewID(w.rand), Name: "people-only", From: "admin", Rank: rank - 1,
			Rights: []string{"members.view:w", "members.suspend:w"}}); err != nil {
			return err
		}
		return got(tx.Members().Put(admin))
	})
	out, err := w.as(admin).Preview(bg, domain.Suspend{Member: ref(far)})
	must(t, err)
	text := strings.Join(out.Changes, "\n")
	if strings.Contains(text, "Hid") || strings.Contains(text, "Atlas") || !strings.Contains(text, "1 project that you can't see has no other manager") {
		t.Errorf("the preview says\n%s\n%v", text, out.Refused)
	}
	is(t, "projects counted", out.Counts["projects_without_manager"], 1)
	is(t, "groups counted", out.Counts["groups_without_manager"], 1)
}

// Made-up names don't flood the audit trail: what isn't there is refused once a
// minute, whatever it is called.
func TestMadeUpNamesAreOneRefusal(t *testing.T) {
	w := open(t, "mtime", "")
	low := w.as(w.person("employee"))
	before := w.last()
	for i := range 5 {
		wants(t, got(low.Suspend(bg, domain.Suspend{Member: domain.Ref(fmt.Sprintf("nobody%d@acme.test", i))})), domain.Denied, "")
	}
	is(t, "events", w.last()-before, 1)
}

// A clock that is set back brings back what had ended, in what is held in
// memory too.
func TestClockSetBack(t *testing.T) {
	w := open(t, "timeneye", "")
	eva := w.person("member", func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", w.clock.Add(time.Hour) })
	dan := w.person("admin", func(m *domain.Member) { m.ExpiresAt = w.clock.Add(time.Hour) })
	may := func() string {
		page, err := w.boss().Who(bg, domain.WhoQuestion{Right: "members.suspend"}, "", 0)
		must(t, err)
		var all []string
		for _, r := range page.Rows {
			all = append(all, r.Item.Handle)
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	both := strings.Join([]string{w.owner.Email, eva.Email, dan.Email}, " ")
	is(t, "at first", may(), both)
	w.clock.pass(2 * time.Hour)
	is(t, "two hours on", may(), w.owner.Email)
	w.clock.pass(-2 * time.Hour)
	is(t, "set back", may(), both)
	w.clock.pass(time.Hour)
	is(t, "an hour on", may(), w.owner.Email)
}

// A temporary role that is over but not yet noted counts nowhere.
func TestRoleThatIsOverCountsNowhere(t *testing.T) {
	w := open(t, "timeneye", "")
	must(t, got(w.boss().CreateRole(bg, domain.RoleDraft{From: "member", Name: "Tmp"})))
	m := w.person("member", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Tmp", w.clock.Add(time.Hour) })
	w.clock.pass(time.Hour)
	model, err := w.boss().PreviewModel(bg, domain.SwitchModel{Model: "mtime"})
	must(t, err)
	for _, r := range model.Rows {
		if r.From.Name == "Tmp" {
			is(t, "for a while", r.Temporary, 0)
		}
	}
	impact, err := w.boss().PreviewRole(bg, domain.DeleteRole{Role: "Tmp"})
	must(t, err)
	if !impact.Allowed {
		t.Errorf("the preview says %s", impact.Why)
	}
	is(t, "the preview changes nothing", w.member(m.ID).TempRole, "Tmp")
	must(t, got(w.boss().DeleteRole(bg, domain.DeleteRole{Role: "Tmp"}, nil)))
	is(t, "the temporary role", w.member(m.ID).TempRole, "")
}

// Names alone are the same places, without anyone.
func TestNamesOfPlaces(t *testing.T) {
	w := open(t, "timeneye", "")
	must(t, got(w.boss().AddGroup(bg, domain.AddGroup{Name: "Apps"})))
	atlas, err := w.boss().AddProject(bg, domain.AddProject{Name: "Atlas", Group: "Apps"})
	must(t, err)
	must(t, got(w.boss().AddProject(bg, domain.AddProject{Name: "Borealis"})))
	bo := w.person("member", func(m *domain.Member) { m.Projects, m.ManagesProjects = []domain.ID{atlas.ID}, []domain.ID{atlas.ID} })
	w.person("member", func(m *domain.Member) { m.Projects, m.RemovedAt = []domain.ID{atlas.ID}, w.clock.Time })
	for who, want := range map[*domain.Session]string{w.boss(): "Atlas in Apps, Borealis in ", w.as(bo): "Atlas in Apps"} {
		full, err := who.Projects(bg)
		must(t, err)
		named, err := who.ProjectNames(bg)
		must(t, err)
		var all []string
		for i, p := range named {
			all = append(all, p.Name+" in "+p.Group)
			is(t, "the same one", full[i].ID, p.ID)
			is(t, "people named", len(p.Members)+len(p.Managers), 0)
		}
		is(t, "names", strings.Join(all, ", "), want)
		is(t, "listed with them", fmt.Sprint(full[0].Managers, full[0].Members), fmt.Sprintf("[%s] [%[1]s]", bo.Email))
	}
}

// BenchmarkProjects lists 200 projects with 10,000 members who work on three
// each.
func BenchmarkProjects(b *testing.B) {
	w := open(b, "timeneye", "")
	var projects []domain.ID
	w.write(func(tx domain.Tx) error {
		for i := range 200 {
			p, err := tx.Projects().Put(domain.Project{ID: domain.NewID(w.rand), Name: fmt.Sprintf("Project %03d", i)})
			if err != nil {
				return err
			}
			projects = append(projects, p.ID)
		}
		return nil
	})
	n := 0
	for range 20 {
		w.people(500, "member", func(m *domain.Member) {
			m.Projects = []domain.ID{projects[n%200], projects[(n/200+n+1)%200], projects[(n/200+n+77)%200]}
			slices.Sort(m.Projects)
			m.Projects = slices.Compact(m.Projects)
			n++
		})
	}
	for name, list := range map[string]func() ([]domain.ListedPlace, error){
		"full":  func() ([]domain.ListedPlace, error) { return w.boss().Projects(bg) },
		"names": func() ([]domain.ListedPlace, error) { return w.boss().ProjectNames(bg) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				all, err := list()
				must(b, err)
				is(b, "projects", len(all), 200)
			}
		})
	}
}
