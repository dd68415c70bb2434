package domain_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"gatehouse/domain"
)

// hostile are texts that others wrote to harm: terminals, lists, and patience.
var hostile = []string{
	"", " ", "\x00", "a\x00b", "\x1b[31mred", "\x1b]0;title\x07", "\u009b2J", "a\rb", "a\nb", "\u202eevil", "\u200b", "\ufeff",
	"e" + strings.Repeat("\u0301", 400), "\xff\xfe", "\U000e0041", "'; rm -rf /", "$(id)", "a,b;c\"d", "../../etc", "\u2028",
	strings.Repeat("x", 100_000), strings.Repeat("ß", 81), "ﷺ" + strings.Repeat("ﷺ", 79), "=1+1", strings.Repeat("@", 5000),
}

// Every use case that takes text takes or refuses it with a sentence, and no
// answer holds what a terminal would obey.
func TestHostileTexts(t *testing.T) {
	w := open(t, "mtime", "")
	s, bo := w.boss(), w.person("employee")
	low := w.as(w.person("employee"))
	unit, err := s.AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	for _, text := range hostile {
		r := domain.Ref(text)
		results := map[string]any{}
		try := func(name string, v any, err error) {
			results[name] = v
			if err == nil {
				return
			}
			e, ok := err.(*domain.Error)
			if !ok || e.Kind == "" || e.Kind == domain.Damaged || e.Message == "" {
				t.Errorf("%s %.20q: %v", name, text, err)
				return
			}
			results[name] = []any{e.Message, e.Fix, e.Answer}
			if len(e.Message) > 2000 {
				t.Errorf("%s %.20q answers with %d bytes", name, text, len(e.Message))
			}
		}
		for who, s := range map[string]*domain.Session{"owner ": s, "employee ": low} {
			try1 := func(name string) func(any, error) { return func(v any, err error) { try(who+name, v, err) } }
			try1("name")(any1(s.Rename(bg, domain.Rename{Member: ref(bo), Name: &text})))
			try1("email")(any1(s.Rename(bg, domain.Rename{Member: ref(bo), Email: &text})))
			try1("member")(any1(s.Suspend(bg, domain.Suspend{Member: r, Reason: text})))
			try1("role")(any1(s.ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: text})))
			try1("invite")(any1(s.Invite(bg, domain.Invite{Email: text, Role: "employee"})))
			try1("invite to")(any1(s.Invite(bg, domain.Invite{Email: "x@acme.test", Role: "manager", Unit: r})))
			try1("revoke")(any1(s.Revoke(bg, domain.Revoke{Invitation: r})))
			try1("service")(any1(s.CreateServiceUser(bg, domain.CreateServiceUser{Name: text, Role: "employee"})))
			try1("key of")(any1(s.CreateKey(bg, domain.CreateKey{ServiceUser: r, Name: text})))
			try1("key")(any1(s.RevokeKey(bg, domain.RevokeKey{Key: r})))
			try1("employee")(any1(s.AddEmployee(bg, domain.AddEmployee{Number: text, Name: text, Email: text})))
			try1("number")(any1(s.AddEmployee(bg, domain.AddEmployee{Number: "n" + text, Name: "n" + text, Unit: r})))
			try1("edit")(any1(s.EditEmployee(bg, domain.EditEmployee{Employee: r, Name: &text})))
			try1("unit")(any1(s.AddUnit(bg, domain.AddUnit{Name: text, Parent: domain.Ref(unit.ID)})))
			try1("below")(any1(s.AddUnit(bg, domain.AddUnit{Name: "n", Parent: r})))
			try1("manage")(any1(s.ManageUnit(bg, domain.ManageUnit{Unit: r, Member: ref(bo)})))
			try1("group")(any1(s.AddGroup(bg, domain.AddGroup{Name: text})))
			try1("project")(any1(s.AddProject(bg, domain.AddProject{Name: text, Group: r, Unit: r})))
			try1("staff")(any1(s.StaffProject(bg, domain.StaffProject{Project: r, Member: r})))
			try1("workspace")(any1(s.RenameWorkspace(bg, domain.RenameWorkspace{Name: &text, Slug: &text})))
			try1("plan")(any1(s.ChangePlan(bg, domain.ChangePlan{Plan: text})))
			try1("to")(any1(s.Transfer(bg, domain.Transfer{To: r})))
			try1("link")(any1(s.Link(bg, domain.Link{Member: ref(bo), Employee: r})))
			try1("accept")(any1(s.Accept(bg, domain.Accept{Token: text, Name: text, Key: text})))
			try1("import")(any1(s.Import(bg, domain.Import{Roster: domain.Roster{
				People: []domain.RosterPerson{{Email: text, Name: text, Role: text, EmployeeNumber: text, Unit: text}, {Email: "y@acme.test", Name: text, EmployeeNumber: text, Unit: text}},
				Groups: []domain.RosterGroup{{Name: text, Parent: text, Managers: []string{text}}}, Projects: []domain.RosterProject{{Name: text}},
			}})))
			try1("records")(any1(s.ImportEmployees(bg, domain.ImportEmployees{Rows: []domain.EmployeeRow{{Number: text, Name: text, Email: text, Unit: text}}})))
			try1("check")(any1(s.Check(bg, domain.Question{Subject: r, Right: text, On: text, Giving: text, Channel: text})))
			try1("on")(any1(s.Check(bg, domain.Question{Right: "members.view", On: "member/" + text})))
			try1("search")(any1(s.Members(bg, domain.MemberQuery{Text: text})))
			try1("filter")(any1(s.Members(bg, domain.MemberQuery{Role: text, Status: text, Kind: text, Sort: domain.Index(text), After: domain.Cursor(text)})))
			try1("resolve")(any1(s.Resolve(bg, text)))
			try1("verify")(any1(s.VerifyKey(bg, text)))
			try1("events")(any1(s.Events(bg, domain.EventQuery{Actor: text, Target: text, Action: text, Result: text, After: domain.Cursor(text)})))
			try1("employees")(any1(s.Employees(bg, text)))
		}
		for name, v := range results {
			switch name {
			case "owner resolve", "employee resolve": // what was written comes back as it was
				continue
			}
			for _, said := range sentences(v) {
				if strings.ContainsFunc(said, func(r rune) bool {
					return unicode.IsControl(r) || r == '\u202e' || r == '\u200b' || r == '\ufeff' || r == '\u2028'
				}) {
					t.Errorf("%s %.20q answers %.200q", name, text, said)
				}
			}
		}
	}
	for _, e := range w.events(0) {
		for _, said := range []string{e.Detail, e.Target.Name, e.By} {
			if strings.ContainsFunc(said, unicode.IsControl) || len(said) > 2000 {
				t.Errorf("the audit trail holds %.200q", said)
			}
		}
	}
	domain.FindRights(strings.Repeat("a ", 100_000))
}

func any1[T any](v T, err error) (any, error) { return v, err }

// sentences are all texts within a value.
func sentences(v any) (all []string) {
	text, err := json.Marshal(v)
	if err != nil {
		return []string{"\x00 " + err.Error()}
	}
	var plain any
	if json.Unmarshal(text, &plain) != nil {
		return nil
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(plain)
	return all
}
