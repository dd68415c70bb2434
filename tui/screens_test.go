package tui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

// visit goes to a screen by its name.
func (s shown) visit(name string) {
	s.t.Helper()
	s.Press(":")
	s.WaitFor("┌ Go")
	s.Type(name)
	s.WaitFor("▌  " + name)
	s.Press("enter")
	s.WaitGone("┌ Go")
	if name != "Who can" { // which asks at once, over the screen
		s.WaitFor("› " + name)
	}
}

// pick finds one in a picker, and takes it.
func (s shown) pick(title, text, name string) {
	s.t.Helper()
	s.WaitFor(title)
	s.WaitFor("esc back")
	s.Type(text)
	s.WaitFor("▌  " + name)
	s.Press("enter")
}

// at runs the screens on one of them.
func (w *workspace) at(as, name string, width, height int) shown {
	w.t.Helper()
	return w.on(w.as(as), name, width, height)
}

// on is at for a session.
func (w *workspace) on(session *domain.Session, name string, width, height int) shown {
	w.t.Helper()
	app := tui.Open(w.t, session)
	s := shown{terminal.Start(w.t, app, width, height), app, w.t}
	s.WaitFor("? keys")
	s.visit(name)
	return s
}

// furnished is Acme with something on each screen.
func furnished(t testing.TB) *workspace {
	t.Helper()
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: "old@acme.test", Role: "employee"})
	w.pass(6 * 24 * time.Hour)
	do(w, "bo@acme.test", (*domain.Session).Invite, domain.Invite{Email: "omar@partner.example", Role: "manager"})
	w.pass(26 * time.Hour)
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: "lin@acme.test", Role: "developer"})
	do(w, "", (*domain.Session).Resend, domain.Resend{Invitation: "lin@acme.test"})
	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "bo@acme.test", Reason: "on leave"})
	for _, name := range []string{"payroll-export", "status-board"} {
		do(w, "", (*domain.Session).CreateServiceUser, domain.CreateServiceUser{Name: name, Role: "developer"})
	}
	now := w.clock()
	do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "ci", Expires: now.Add(90 * 24 * time.Hour)})
	do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "staging", Expires: now.Add(50 * time.Hour)})
	gone := do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "laptop", Never: true})
	do(w, "", (*domain.Session).RevokeKey, domain.RevokeKey{Key: domain.Ref(gone.ID)})
	do(w, "", (*domain.Session).AddUnit, domain.AddUnit{Name: "Compilers", Parent: "Engineering"})
	do(w, "", (*domain.Session).ManageUnit, domain.ManageUnit{Unit: "Engineering", Member: "grace@acme.test"})
	if _, err := w.as("ivan@acme.test").Link(t.Context(), domain.Link{Member: "bo@acme.test", Employee: "0042"}); domain.KindOf(err) != domain.Denied {
		t.Fatalf("linking by a developer: %v", err)
	}
	w.pass(3 * time.Hour)
	return w
}

// ready is a text of each screen that is there once everything has come.
var ready = map[string]string{
	"Members": "1 of 9", "Invitations": "1 of ", "Vault": "ci", "Employees": "1 of 5", "Units": "1 of 4", "Groups": "1 of 1", "Projects": "1 of 1",
	"Roles": "HELD BY", "Who can": "esc back", "Workspace": "now", "Audit": "1 of ", "Sessions": "1 of 1", "Your logins": "1 of 1",
	"Mail": "1 of ", "Webhooks": "1 of 1",
}

// framed are the screens whose frames are of what furnished makes.
var framed = []string{"Invitations", "Vault", "Employees", "Units", "Audit"}

func TestFramesOfTheOtherScreens(t *testing.T) {
	for _, size := range sizes {
		for _, name := range framed {
			t.Run(fmt.Sprintf("%s-%d", name, size[0]), func(t *testing.T) {
				s := furnished(t).at("", name, size[0], size[1])
				if name == "Vault" && size[0] < 80 {
					s.Press("tab")
				}
				s.WaitFor(ready[name])
				s.frame(fmt.Sprintf("%s-%d", strings.ToLower(name), size[0]))
			})
		}
	}
}

func TestFramesOfDialogs(t *testing.T) {
	for _, size := range sizes {
		frame := func(s shown, what string) { s.t.Helper(); s.frame(fmt.Sprintf("%s-%d", what, size[0])) }
		t.Run(fmt.Sprintf("invite-%d", size[0]), func(t *testing.T) {
			s := furnished(t).at("", "Invitations", size[0], size[1])
			s.WaitFor("1 of 3")
			s.Press("i")
			s.WaitFor("employee    ")
			s.WaitFor("enter next")
			s.Type("new@acme.test, hana@acme.test")
			s.Press("tab", "up")
			s.WaitFor("● manager")
			frame(s, "invite")
			s.Press("ctrl+s")
			s.WaitFor("1 was not sent")
			frame(s, "sending")
		})
		t.Run(fmt.Sprintf("freshkey-%d", size[0]), func(t *testing.T) {
			s := furnished(t).at("", "Vault", size[0], size[1])
			s.newKey("deploy")
			frame(s, "freshkey")
		})
		t.Run(fmt.Sprintf("event-%d", size[0]), func(t *testing.T) {
			s := furnished(t).at("", "Audit", size[0], size[1])
			s.WaitFor("1 of ")
			s.Press("j", "enter")
			s.WaitFor("BEFORE")
			frame(s, "event")
		})
		t.Run(fmt.Sprintf("employee-%d", size[0]), func(t *testing.T) {
			s := furnished(t).at("", "Employees", size[0], size[1])
			s.WaitFor("1 of 5")
			s.Press("e")
			s.WaitFor("enter next")
			frame(s, "employee")
		})
	}
}

// spied is the program with a way to look at it between two of its messages.
type spied struct{ *tui.App }

type look func(*tui.App)

func (s spied) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if l, ok := msg.(look); ok {
		l(s.App)
		return s, nil
	}
	_, cmd := s.App.Update(msg)
	return s, cmd
}

// spy runs the screens so that they can be looked at.
func (w *workspace) spy(as, name string) shown {
	w.t.Helper()
	app := tui.Open(w.t, w.as(as))
	s := shown{terminal.Start(w.t, spied{app}, 120, 36), app, w.t}
	s.WaitFor("? keys")
	s.visit(name)
	text := ready[name]
	switch {
	case text == "":
		w.t.Fatalf("nothing says when %s is ready", name)
	case as != "":
		text = "1 of "
	}
	s.WaitFor(text)
	return s
}

// table is every action of what is on top.
func (s shown) table() []tui.Action {
	got := make(chan []tui.Action, 1)
	s.Send(look(func(a *tui.App) { got <- a.Table() }))
	select {
	case table := <-got:
		return table
	case <-time.After(10 * time.Second):
		s.t.Fatalf("the program doesn't answer:\n%s", s.Screen())
		return nil
	}
}

// pressAll presses each key of a screen, on one that was just opened: every one
// does something that can be seen.
func pressAll(open func() shown) {
	for _, act := range open().table() {
		if act.Moves() || act.Name == "quit" || len(act.Key.Keys()) == 0 {
			continue
		}
		s := open()
		before := s.Screen()
		s.Press(act.Key.Keys()[0])
		s.WaitOther(before)
	}
}

func TestEveryActionOfEveryScreenAnswers(t *testing.T) {
	w := furnished(t)
	do(w, "", (*domain.Session).AddGroup, domain.AddGroup{Name: "Apps"})
	do(w, "", (*domain.Session).AddProject, domain.AddProject{Name: "Atlas", Group: "Apps"})
	w.comes("grace@acme.test", "10.0.3.7")
	do(w, "", (*domain.Session).AddLogin, domain.AddLogin{Member: "ada@acme.test", Key: adasKey})
	w.tells("451 4.7.1 greylisted")
	for _, name := range tui.Places() {
		pressAll(func() shown {
			s := w.spy("", name)
			if name == "Roles" { // from a role with one on each side
				s.Press("l")
				s.WaitFor("admin: ")
			}
			return s
		})
	}
	pressAll(func() shown {
		s := w.spy("", "Webhooks")
		s.Press("enter")
		s.WaitFor("EVENT")
		s.WaitFor("1 of ")
		return s
	})
	pressAll(func() shown { return w.spy("ivan@acme.test", "Vault") }) // a developer may see the vault alone
}

func TestWhatMayNotBeDoneIsDimmedAndSaysWhy(t *testing.T) {
	w := furnished(t)
	s := w.at("ivan@acme.test", "Vault", 120, 36)
	s.WaitFor("payroll-export")
	s.Press("tab")
	s.WaitFor("new key")
	s.Press("tab", "n")
	s.WaitFor("New service user")
	s.WaitFor("not by you") // a developer gives no more than a developer's role
	s.WaitFor("enter next")
	s.Press("esc")
	s.WaitGone("New service user")

	s = w.spy("grace@acme.test", "Units") // a manager sees units, and doesn't change them
	act := s.refused("n")
	answer, err := w.as("grace@acme.test").Check(t.Context(), domain.Question{Right: "units.manage", Channel: "console"})
	if err != nil {
		t.Fatal(err)
	}
	if why := act.Why(); why == "" || !slices.ContainsFunc(answer.Gates, func(g rights.Sentence) bool { return !g.OK && g.Message == why }) {
		t.Errorf("%q isn't in the words of the engine: %v", why, answer.Gates)
	}
	s.Press("n")
	s.saysWhy(act, "n")
	if strings.Contains(s.Screen(), "New unit") {
		t.Error("a refused key went ahead")
	}
}

// refused waits until the action of a key is dimmed.
func (s shown) refused(key string) tui.Action {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		for _, act := range s.table() {
			if act.Off && slices.Contains(act.Key.Keys(), key) {
				return act
			}
		}
	}
	s.t.Fatalf("%s isn't refused:\n%s", key, s.Screen())
	return tui.Action{}
}

var hostile = []string{
	"مريم حسن", "李小龍李小龍李小龍李小龍", "Zoë 👩‍💻 Emoji", "e\u0301\u0301\u0301", "'; rm -rf ~ #", "$(reboot) `id`", "<script>", "-rf", "../../etc/passwd",
}

// dirt is what must never come out: titles and links from data, direction
// overrides, and colours that run on.
var dirt = regexp.MustCompile("\x1b]0;pwned|\u202e|\u2066|\x1b\\[31mred|\u009b")

func TestHostileNamesAreHarmless(t *testing.T) {
	w := furnished(t)
	do(w, "", (*domain.Session).RenameWorkspace, domain.RenameWorkspace{Name: &hostile[0]})
	for i, name := range hostile {
		do(w, "", (*domain.Session).CreateRole, domain.RoleDraft{Name: name, From: "employee"})
		do(w, "", (*domain.Session).CreateServiceUser, domain.CreateServiceUser{Name: name, Role: "developer"})
		do(w, "", (*domain.Session).AddUnit, domain.AddUnit{Name: name})
		do(w, "", (*domain.Session).AddGroup, domain.AddGroup{Name: name})
		do(w, "", (*domain.Session).AddProject, domain.AddProject{Name: name, Group: domain.Ref(name)})
		do(w, "", (*domain.Session).AddEmployee, domain.AddEmployee{Number: fmt.Sprintf("9%03d", i), Name: name, Unit: domain.Ref(name)})
		do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: domain.Ref(name), Name: name})
	}
	for _, bad := range []string{"\x1b]0;pwned\x07", "\u202egnp.exe", "\x1b[31mred", "a\u009b31m", "\u2066x"} {
		_, _ = w.as("ivan@acme.test").Invite(t.Context(), domain.Invite{Email: bad + "@acme.test", Role: "employee"})
		_, _ = w.as("ivan@acme.test").RemoveUnit(t.Context(), domain.RemoveUnit{Unit: domain.Ref(bad)})
		_, _ = w.as("ivan@acme.test").AddEmployee(t.Context(), domain.AddEmployee{Number: bad, Name: bad})
		w.pass(2 * time.Minute)
	}
	w.comes("hana@acme.test", "\x1b]0;pwned\x07\u202e")
	w.tells("\x1b]0;pwned\x07 550 \u202eno \x1b[31mred\u2066")
	do(w, "", (*domain.Session).AddLogin, domain.AddLogin{Member: "ada@acme.test", Key: adasKey})
	for _, size := range sizes {
		s := w.show("", size[0], size[1])
		for _, name := range tui.Places() {
			s.visit(name)
			switch name {
			case "Who can":
				s.whoMay("members.view")
			case "Workspace":
				s.WaitFor("now")
			default:
				s.WaitFor("1 of ")
			}
			s.Press("G")
			s.narrow(name, size[0])
			if name == "Mail" || name == "Webhooks" {
				s.Press("enter")
				s.WaitFor("550")
				s.Press("enter")
				s.narrow("in "+name, size[0])
				s.Press("q")
			}
			if name == "Groups" || name == "Projects" {
				s.Press("enter")
				s.WaitFor("Managers")
				s.narrow("in "+name, size[0])
				s.Press("q")
			}
		}
		s.Press("g", "enter")
		s.WaitFor("Event ")
		if found := dirt.FindString(s.Output()); found != "" {
			t.Errorf("at %v %q came out", size, found)
		}
	}
}

// narrow tells whether each line fits into the terminal.
func (s shown) narrow(what string, room int) {
	s.t.Helper()
	for y, l := range strings.Split(s.Screen(), "\n") {
		if ansi.StringWidthWc(l) > room {
			s.t.Errorf("%s at %d, line %d is wider than the terminal: %s", what, room, y, l)
		}
	}
}
