package domain_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain"
)

// Who may see nobody can't tell whether someone exists, in no act and no
// question; the audit trail knows whom they meant.
func TestWhoMaySeeNobodyLearnsNothing(t *testing.T) {
	w := open(t, "mtime", "")
	design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	eva := w.person("employee", func(m *domain.Member) { m.Name = "Eva Hidden" })
	w.employed(design.ID, eva)
	low := w.as(w.person("employee"))
	acts := map[string]func(domain.Ref) error{
		"suspend": func(r domain.Ref) error { return got(low.Suspend(bg, domain.Suspend{Member: r})) },
		"role": func(r domain.Ref) error {
			return got(low.ChangeRole(bg, domain.ChangeRole{Member: r, Role: "employee"}))
		},
		"link": func(r domain.Ref) error { return got(low.Link(bg, domain.Link{Member: r, Employee: "1"})) },
		"show": func(r domain.Ref) error { return got(low.Member(bg, r)) },
		"key":  func(r domain.Ref) error { return got(low.CreateKey(bg, domain.CreateKey{ServiceUser: r, Name: "k"})) },
		"ask":  func(r domain.Ref) error { return got(low.Check(bg, domain.Question{Subject: r, Right: "data.read"})) },
		"target": func(r domain.Ref) error {
			return got(low.Check(bg, domain.Question{Right: "members.view", On: "member/" + string(r)}))
		},
		"preview": func(r domain.Ref) error {
			c, err := low.Preview(bg, domain.Remove{Member: r})
			must(t, err)
			return domain.Errorf(c.Refused[0].Kind, "", "%v", c.Refused)
		},
	}
	for name, act := range acts {
		there, missing := said(act(domain.Ref(eva.Email))), said(act("nobody@acme.test"))
		if missing = strings.ReplaceAll(missing, "nobody@acme.test", eva.Email); there != missing {
			t.Errorf("%s tells apart who is there from who isn't:\n%s\n%s", name, there, missing)
		}
		if byID := said(act(ref(eva))); strings.Contains(byID, eva.Email) || strings.Contains(byID, "Hidden") || strings.Contains(byID, "Design") {
			t.Errorf("%s by id tells: %s", name, byID)
		}
	}
	bot := w.person("admin", service, func(m *domain.Member) { m.Name = "nightly" })
	for _, ref := range []domain.Ref{"nightly", ref(bot)} {
		for name, act := range map[string]func(domain.Ref) error{
			"suspend": acts["suspend"], "role": acts["role"],
			"reactivate": func(r domain.Ref) error { return got(low.Reactivate(bg, domain.Reactivate{Member: r})) },
			"remove":     func(r domain.Ref) error { return got(low.Remove(bg, domain.Remove{Member: r})) },
			"restore":    func(r domain.Ref) error { return got(low.Restore(bg, domain.Restore{Member: r})) },
		} {
			missing := strings.ReplaceAll(said(act("unknown")), "unknown", string(ref))
			if there := said(act(ref)); there != missing {
				t.Errorf("%s tells that there is a service user:\n%s\n%s", name, there, missing)
			}
		}
	}
	events := w.events(0)
	meant := 0
	for _, e := range events {
		if e.Result == domain.ResultDenied && e.Target.ID == eva.ID && e.Target.Name == eva.Email {
			meant++
		}
	}
	is(t, "recorded refusals that name Eva", meant, 4)

	for text, want := range map[string]domain.Ref{eva.Email: domain.Ref(eva.Email), "no": "no"} {
		have, err := low.Resolve(bg, text)
		must(t, err)
		is(t, "resolved", have, want)
	}
	units, err := low.Units(bg)
	if len(units) != 0 || err == nil {
		t.Errorf("an employee without a record sees the units %v, %v", units, err)
	}
}

// said is all that an error tells its reader.
func said(err error) string {
	e, ok := err.(*domain.Error)
	if !ok {
		return fmt.Sprint(err)
	}
	text, _ := json.Marshal([]any{e.Kind, e.Code, e.Message, e.Fix, e.Answer})
	return string(text)
}

// A Manager's lists, searches and pages hold whom their units reach, and
// explanations about others take access.ask.
func TestManagerSeesTheirUnits(t *testing.T) {
	w := open(t, "mtime", "")
	top, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	below, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Type", Parent: "Design"})
	must(t, err)
	sales, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Sales"})
	must(t, err)
	bo := w.person("manager", func(m *domain.Member) { m.ManagesUnits = []domain.ID{top.ID} })
	near, far, out := w.person("employee"), w.person("employee"), w.person("employee")
	w.employed(top.ID, near, bo)
	w.employed(below.ID, far)
	w.employed(sales.ID, out)
	s := w.as(bo)
	for name, q := range map[string]domain.MemberQuery{"list": {}, "search": {Text: "acme"}, "filter": {Status: "active"}} {
		page, err := s.Members(bg, q)
		must(t, err)
		if have := names(page.Rows); !strings.Contains(have, near.Email) || !strings.Contains(have, far.Email) || strings.Contains(have, out.Email) || page.Total != 3 {
			t.Errorf("%s: Bo sees %s (%d)", name, have, page.Total)
		}
	}
	var paged []string
	for _, q := range []domain.MemberQuery{{}, {Sort: domain.ByEmail, Desc: true}, {Reverse: true}} {
		q.Limit = 1
		paged = nil
		for range 5 {
			page, err := s.Members(bg, q)
			must(t, err)
			for _, r := range page.Rows {
				paged, q.After = append(paged, r.Email), r.Cursor
			}
			if !page.More {
				break
			}
		}
		is(t, "rows, one by one", len(paged), 3)
	}
	wants(t, got(s.Members(bg, domain.MemberQuery{After: "nonsense"})), domain.Invalid, "bad_cursor")
	wants(t, got(s.Member(bg, ref(out))), domain.Denied, "")
	wants(t, got(s.Check(bg, domain.Question{Subject: ref(near), Right: "data.read"})), domain.Denied, "")
	wants(t, got(s.DiffRole(bg, ref(near), "employee")), domain.Denied, "")
	wants(t, got(s.RoleChoices(bg, ref(near))), domain.Denied, "")
	card, err := s.Member(bg, ref(near))
	must(t, err)
	if card.May != nil || card.Logins != nil || card.Recent != nil {
		t.Errorf("Bo's card of another tells %+v", card)
	}
	own, err := s.Member(bg, ref(bo))
	must(t, err)
	if own.May == nil || own.Reaches != 3 {
		t.Errorf("Bo's own card: %d rights, reaches %d", len(own.May), own.Reaches)
	}
	units, err := s.Units(bg)
	must(t, err)
	is(t, "units", len(units), 2)
	employees, err := s.Employees(bg, "")
	must(t, err)
	is(t, "employees", len(employees), 3)
	e := wants(t, got(s.EditEmployee(bg, domain.EditEmployee{Employee: w.number(out), Name: to("X")})), domain.Denied, "")
	if text := said(e); strings.Contains(text, "Sales") || strings.Contains(text, w.member(out.ID).Name) {
		t.Errorf("the refusal tells where someone unseen is: %s", text)
	}
}

// number is the employee number of a member.
func (w *world) number(m domain.Member) (number domain.Ref) {
	w.read(func(v domain.View) error {
		e, err := v.Employees().Get(w.member(m.ID).Employee)
		number = domain.Ref(e.Number)
		return err
	})
	return number
}

// Everyone in a TimeTonic workspace sees its members: not their employee
// records, and not why one was suspended.
func TestListShowsNoMoreThanItsReaderMaySee(t *testing.T) {
	w := open(t, "timetonic", "business")
	eva := w.person("user", func(m *domain.Member) { m.SuspendedAt, m.Reason = w.clock.Time, "secret reason" })
	w.employed("", eva)
	reader := w.person("limited")
	w.employed("", reader)
	for _, look := range []func(*domain.Session, domain.Member) domain.Listed{
		func(s *domain.Session, m domain.Member) domain.Listed {
			page, err := s.Members(bg, domain.MemberQuery{Text: m.Email})
			must(t, err)
			return page.Rows[0].Listed
		},
		func(s *domain.Session, m domain.Member) domain.Listed {
			card, err := s.Member(bg, ref(m))
			must(t, err)
			return card.Listed
		},
		func(s *domain.Session, m domain.Member) domain.Listed {
			l, err := s.Shown(bg, w.member(m.ID))
			must(t, err)
			return l
		},
	} {
		if l := look(w.as(reader), eva); l.Reason != "" || l.ShowReason || l.Employee != nil {
			t.Errorf("a Limited member reads %q, %+v", l.Reason, l.Employee)
		}
		if l := look(w.as(reader), reader); l.Employee == nil {
			t.Error("one's own record is hidden")
		}
		if l := look(w.boss(), eva); l.Reason != "secret reason" || !l.ShowReason || l.Employee == nil {
			t.Errorf("the owner reads %q, %+v", l.Reason, l.Employee)
		}
	}
	// A reason is for those who may suspend, and no Developer may.
	w.workspace("two", "mtime", "")
	robot := w.person("employee", service, func(m *domain.Member) { m.SuspendedAt, m.Reason = w.clock.Time, "secret reason" })
	dev := w.as(w.person("developer"))
	list, err := dev.ServiceUsers(bg)
	must(t, err)
	is(t, "reason", list[0].Reason, "")
	_, err = dev.Member(bg, ref(robot)) // service users are for those who manage them
	must(t, err)
	_, err = dev.RoleChoices(bg, ref(robot))
	must(t, err)
}
