package domain_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Every command, tried by every role of every model, is allowed exactly where
// the engine says so: use cases and engine can't drift apart.
func TestCommandsAskWhatTheTableSays(t *testing.T) {
	w := open(t, "mtime", "")
	for _, m := range rights.Models() {
		if m.Name != "mtime" {
			w.workspace(m.Name, m.Name, "")
		}
		design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
		must(t, err)
		for _, role := range m.Roles {
			if role.ServiceOnly {
				continue
			}
			actor := w.owner
			if role.Name != "owner" {
				actor = w.person(role.Name, func(m *domain.Member) { m.ManagesUnits = []domain.ID{design.ID} })
			}
			st := w.stage(design)
			for _, c := range commands {
				err := c.do(st, w.as(actor))
				if want := w.allows(role, c); want && err != nil {
					t.Errorf("%s: %s may %s, and got: %v", m.Name, role.Name, c.name, err)
				} else if !want && domain.KindOf(err) != domain.Denied {
					t.Errorf("%s: %s may not %s, and got: %v", m.Name, role.Name, c.name, err)
				}
			}
		}
	}
}

// allows asks the engine, without any record.
func (w *world) allows(role *rights.Role, c command) bool {
	s := rights.Subject{Role: role, Owner: role.Name == "owner", Plan: w.model.Plans[len(w.model.Plans)-1], Holds: rights.ByUnit, Options: 7}
	q := rights.Question{Subject: s, Channel: rights.Console, TakesAway: c.takes}
	ordinary, _ := w.model.Role(w.model.Ordinary)
	switch c.on {
	case "member":
		q.On = rights.Target{Kind: rights.OnMember, Rank: ordinary.Rank, Reach: rights.ByUnit}
	case "service":
		q.On = rights.Target{Kind: rights.OnMember, Rank: ordinary.Rank, Service: true}
	case "record":
		q.On = rights.Target{Kind: rights.OnEmployee, Reach: rights.ByUnit}
	case "unit":
		q.On = rights.Target{Kind: rights.OnUnit, Reach: rights.ByUnit}
	case "any":
		q.On = rights.Target{Kind: rights.AnyTarget}
	}
	if c.giving == "ordinary" {
		q.Giving = ordinary
	} else if c.giving != "" {
		q.Giving, _ = rights.ScopedRole(c.giving)
	}
	return !slices.ContainsFunc(c.rights, func(r rights.Right) bool {
		q.Right = r
		return !w.model.Decide(&q).Allowed
	})
}

// free are the commands that need no right but an account that may be used.
var free = []command{
	{name: "Leave", do: func(st *stage, s *domain.Session) error { return got(s.Leave(bg)) }},
	{name: "Undo", do: func(st *stage, s *domain.Session) error { return got(s.Undo(bg, 1)) }},
	{name: "AcceptTransfer", do: func(st *stage, s *domain.Session) error { return got(s.AcceptTransfer(bg)) }},
	{name: "CancelTransfer", do: func(st *stage, s *domain.Session) error { return got(s.CancelTransfer(bg)) }},
	{name: "Rename", do: func(st *stage, s *domain.Session) error {
		return got(s.Rename(bg, domain.Rename{Member: domain.Ref(s.Principal().Member), Name: to("Me")}))
	}},
	{name: "AddLogin", do: func(st *stage, s *domain.Session) error {
		return got(s.AddLogin(bg, domain.AddLogin{Member: domain.Ref(s.Principal().Member), Key: st.w.sshKey()}))
	}},
	{name: "RemoveLogin", do: func(st *stage, s *domain.Session) error {
		return got(s.RemoveLogin(bg, domain.RemoveLogin{Member: domain.Ref(s.Principal().Member), Fingerprint: string(take(&st.logins).ID)}))
	}},
	{name: "InviteLogin", do: func(st *stage, s *domain.Session) error {
		return got(s.InviteLogin(bg, domain.InviteLogin{Member: domain.Ref(s.Principal().Member)}))
	}},
	{name: "EndSessions", do: func(st *stage, s *domain.Session) error {
		return got(s.EndSessions(bg, domain.EndSessions{Of: string(s.Principal().Member)}))
	}},
	{name: "Claim", do: func(st *stage, s *domain.Session) error { return got(s.Claim(bg, "7Q2M-KX")) }},
}

// final change or end the workspace as a whole, so no role but the lowest tries it on the way.
var final = []command{{name: "SwitchModel", do: func(st *stage, s *domain.Session) error {
	return got(s.SwitchModel(bg, domain.SwitchModel{Model: "mtime"}, nil))
}}, {name: "DeleteWorkspace", do: func(st *stage, s *domain.Session) error {
	return got(s.DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: st.w.info().Slug}))
}}}

// Whoever has no right, or is suspended, is refused by every use case that
// changes something; what is written is one event, once a minute.
func TestEveryChangeRefusesAndRecordsIt(t *testing.T) {
	w := open(t, "timetonic", "")
	design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	lowest := w.person("read-only")
	suspended := w.person("admin", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	for _, actor := range []domain.Member{lowest, suspended} {
		tried := slices.Concat(commands, final)
		if actor.ID == suspended.ID {
			tried = slices.Concat(tried, free)
		}
		st := w.stage(design)
		for _, c := range tried {
			w.clock.pass(time.Minute)
			before, seq := w.versions(), w.last()
			again := *st
			e := wants(t, c.do(st, w.as(actor)), domain.Denied, "")
			if e.Answer == nil && c.name != "CancelTransfer" || e.Error() == "" {
				t.Errorf("%s: the refusal %q explains nothing", c.name, e)
			}
			if c.name == "Apply" { // asking comes first, and questions write nothing
				is(t, "events of a refused question", len(w.events(seq)), 0)
				continue
			}
			events := w.events(seq)
			if len(events) != 1 || events[0].Result != domain.ResultDenied || events[0].Actor != actor.ID || len(events[0].Touched) != 0 {
				t.Fatalf("%s: refused, and recorded %+v", c.name, events)
			}
			wants(t, c.do(&again, w.as(actor)), domain.Denied, "")
			if n := len(w.events(seq)); n != 1 {
				t.Errorf("%s: refused twice in a minute, and recorded %d times", c.name, n)
			}
			if after := w.versions(); after != before {
				t.Errorf("%s: refused, and changed something", c.name)
			}
		}
	}
}

// versions is a sum over the versions of all records: it moves when any does.
func (w *world) versions() (sum uint64) {
	w.read(func(v domain.View) error {
		sum = w.infoIn(v).Version
		each := []error{
			add(v.MemberPages(), &sum, func(m domain.Member) uint64 {
				logins, err := v.Count(domain.CountLogins, string(m.ID))
				must(w.t, err)
				return m.Version + uint64(logins)*1_000_003
			}),
			add(v.EnrolmentPages(), &sum, func(e domain.Enrolment) uint64 { return e.Version }, domain.ByTime),
			add(v.InvitationPages(), &sum, func(i domain.Invitation) uint64 { return i.Version }, domain.ByTime),
			add(v.KeyPages(), &sum, func(k domain.Key) uint64 { return k.Version }, domain.ByTime),
			add(v.EmployeePages(), &sum, func(e domain.Employee) uint64 { return e.Version }),
			add(v.UnitPages(), &sum, func(u domain.Unit) uint64 { return u.Version }),
			add(v.GroupPages(), &sum, func(g domain.Group) uint64 { return g.Version }),
			add(v.ProjectPages(), &sum, func(p domain.Project) uint64 { return p.Version }),
			add(v.RolePages(), &sum, func(r domain.CustomRole) uint64 { return r.Version }),
			add(v.WebhookPages(), &sum, func(h domain.Webhook) uint64 { return h.Version }),
			add(v.MessagePages(), &sum, func(m domain.Message) uint64 { return m.Version }, domain.ByTime),
		}
		for _, err := range each {
			must(w.t, err)
		}
		return nil
	})
	return sum
}

func (w *world) infoIn(v domain.View) domain.WorkspaceInfo {
	info, err := v.Workspaces().Get(w.ws.ID)
	must(w.t, err)
	return info
}

// add adds up a number of all records, and a million for each.
func add[T any](pages domain.Pages[T], sum *uint64, of func(T) uint64, by ...domain.Index) error {
	q := domain.Query{Index: domain.ByName, Limit: 500}
	for _, index := range by {
		q.Index = index
	}
	for {
		rows, more, err := pages.Page(q)
		for _, r := range rows {
			q.After = r.Cursor
			*sum += of(r.Item) + 1_000_000
		}
		if err != nil || !more {
			return err
		}
	}
}

// questions are the methods that write nothing; Accept has its token for a right.
var questions = strings.Fields(`Accept AuthorizedKeys Called Check Deliveries DiffRole Employee Employees Enter Events ExportEvents ExportMembers Group GroupNames Groups Introspect Invitation Invitations Key Keys Logins Mail Me Member Members Message NotPerson Now
	Once Repeated Keep Webhooks
	OwnershipOffer PlanImport PlanTime Preview PreviewArchive PreviewModel PreviewPlan PreviewRole Principal Profit
	Project ProjectNames Projects Rates Recording Resolve ResolveSession Role RoleChoices RoleOffers Roles ServiceUsers Slug Sessions Shown ShownEmployee ShownGroup
	ShownInvitation ShownKey ShownProject ShownUnit Summary Ticket Times Unchanged Unit Units VerifyKey VerifyKeyIn Watch Who`)

// A new method of Session has a case above, or is listed as a question.
func TestNoUseCaseIsForgotten(t *testing.T) {
	tried := slices.Clone(questions)
	for _, c := range slices.Concat(commands, free, final) {
		tried = append(tried, c.name)
	}
	session := reflect.TypeFor[*domain.Session]()
	for m := range session.Methods() {
		if !slices.Contains(tried, m.Name) {
			t.Errorf("Session.%s is neither tried without rights nor known to change nothing", m.Name)
		}
	}
	for _, name := range tried {
		if _, ok := session.MethodByName(name); !ok {
			t.Errorf("Session has no method %s any more", name)
		}
	}
}

// Questions write nothing, also when they are refused.
func TestQuestionsWriteNothing(t *testing.T) {
	w := open(t, "mtime", "")
	low := w.as(w.person("employee"))
	seq, before := w.last(), w.versions()
	for name, err := range map[string]error{
		"Members":       got(low.Members(bg, domain.MemberQuery{})),
		"search":        got(low.Members(bg, domain.MemberQuery{Text: "a"})),
		"Member":        got(low.Member(bg, ref(w.owner))),
		"Invitations":   got(low.Invitations(bg, "")),
		"Keys":          got(low.Keys(bg, "")),
		"Logins":        got(low.Logins(bg, ref(w.owner))),
		"ServiceUsers":  got(low.ServiceUsers(bg)),
		"Groups":        got(low.Groups(bg)),
		"GroupNames":    got(low.GroupNames(bg)),
		"Projects":      got(low.Projects(bg)),
		"ProjectNames":  got(low.ProjectNames(bg)),
		"Events":        got(low.Events(bg, domain.EventQuery{})),
		"ExportEvents":  got(low.ExportEvents(bg, domain.EventQuery{})),
		"ExportMembers": got(low.ExportMembers(bg, domain.MemberQuery{})),
		"Check":         got(low.Check(bg, domain.Question{Subject: ref(w.owner), Right: "data.read"})),
		"DiffRole":      got(low.DiffRole(bg, ref(w.owner), "admin")),
		"RoleChoices":   got(low.RoleChoices(bg, ref(w.owner))),
		"VerifyKey":     got(low.VerifyKey(bg, "gh8_sk_")),
		"VerifyKeyIn":   got(low.VerifyKeyIn(bg, "gh8_sk_")),
		"PlanImport":    got(low.PlanImport(bg, domain.Import{})),
		"PreviewPlan":   got(low.PreviewPlan(bg, domain.ChangePlan{Plan: "full"})),
		"Who":           got(low.Who(bg, domain.WhoQuestion{Right: "data.read"}, "", 0)),
		"PreviewModel":  got(low.PreviewModel(bg, domain.SwitchModel{Model: "timetonic"})),
	} {
		if domain.KindOf(err) != domain.Denied {
			t.Errorf("%s: an employee got %v", name, err)
		}
	}
	is(t, "last event", w.last(), seq)
	is(t, "versions", w.versions(), before)
}
