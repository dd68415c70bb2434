package cli_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"gatehouse/cmd/internal/app"
	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

// console is a workspace and someone at a terminal.
type console struct {
	t         *testing.T
	session   *domain.Session
	workspace *domain.Workspace
	database  *domain.Database
	local     bool // and files are opened
	mute      bool // nobody sits there
	ask       func(prompt string, secret bool) (string, error)
	screens   func(context.Context, cli.Flags) error
}

func newConsole(t *testing.T, model string) *console {
	t.Helper()
	o, err := app.FirstStart(t.Context(), app.Files{DB: filepath.Join(t.TempDir(), "gatehouse.db")},
		domain.CreateWorkspace{Name: "Acme", Slug: "acme", Owner: "ada@acme.test", Model: model})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	w, err := o.Workspace(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Local(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if model == "" {
		people, err := roster.Read(strings.NewReader(people), roster.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Import(t.Context(), domain.Import{Roster: people}); err != nil {
			t.Fatal(err)
		}
	}
	return &console{t: t, session: s, workspace: w, database: o.Database, local: true}
}

// types runs a command, with what is typed when it asks.
func (c *console) types(keys string, args ...string) (code int, out, errs string) {
	c.t.Helper()
	var stdout, stderr bytes.Buffer
	s := cli.Surface{
		Open: func(context.Context, cli.Flags) (*domain.Session, func() error, error) {
			return c.session, func() error { return nil }, nil
		},
		In: strings.NewReader(keys), Out: &stdout, Err: &stderr, Args: args, Terminal: !c.mute, Local: c.local, Ask: c.ask, Screens: c.screens,
	}
	if c.local {
		s.OpenFile = cli.OpenFile
	}
	root := cli.Commands(s)
	code = cli.Report(root, root.ExecuteContext(c.t.Context()))
	return code, stdout.String(), stderr.String()
}

func (c *console) status(email string) string {
	c.t.Helper()
	card, err := c.session.Member(c.t.Context(), domain.Ref(email))
	if err != nil {
		c.t.Fatal(err)
	}
	return card.Standing
}

func TestAsksBeforeItTakesAway(t *testing.T) {
	c := newConsole(t, "")
	for _, keys := range []string{"n\n", "\n", "", "maybe\n"} {
		code, out, errs := c.types(keys, "members", "remove", "bo@acme.test")
		if code != 2 || out != "" || !strings.Contains(errs, "Bo Berg leaves the workspace") || !strings.Contains(errs, "Remove bo@acme.test? [y/N]") {
			t.Errorf("%q: exit %d, %q, %q", keys, code, out, errs)
		}
	}
	if c.status("bo@acme.test") != "active" {
		t.Error("removed without a yes")
	}
	if code, _, errs := c.types("y\n", "members", "remove", "bo@acme.test"); code != 0 || c.status("bo@acme.test") != "removed" {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("n\n", "members", "suspend", "eva@acme.test", "dev@acme.test"); code != 2 || !strings.Contains(errs, "Suspend 2 accounts?") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("", "members", "suspend", "eva@acme.test"); code != 0 || strings.Contains(errs, "[y/N]") {
		t.Errorf("suspending one asked: exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("", "members", "remove", "nobody@acme.test"); code != 6 || strings.Contains(errs, "[y/N]") {
		t.Errorf("asked though nothing can be done: exit %d: %s", code, errs)
	}
	for _, args := range [][]string{
		{"employees", "remove", "E-2"}, {"units", "remove", "Sales"}, {"workspace", "transfer", "ann@acme.test"}, {"members", "leave"},
	} {
		if code, _, errs := c.types("no\n", args...); code != 2 || !strings.Contains(errs, "[y/N]") {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}

func TestPlanDownwardsSaysWhatGoes(t *testing.T) {
	c := newConsole(t, "timetonic")
	code, _, errs := c.types("n\n", "workspace", "plan", "free")
	if code != 2 || !strings.Contains(errs, "no more API access") || !strings.Contains(errs, "3 seats, of which 1 are in use") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("y\n", "workspace", "plan", "start"); code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("", "workspace", "plan", "pro"); code != 0 || strings.Contains(errs, "[y/N]") {
		t.Errorf("upwards asked: exit %d: %s", code, errs)
	}
}

// At a terminal a beginning will do for a change too, if it can mean one only.
// These hold letters that no id has.
func TestBeginningsAtATerminal(t *testing.T) {
	c := newConsole(t, "")
	if code, _, errs := c.types("", "members", "suspend", "mi"); code != 0 || c.status("mia@acme.test") != "suspended" {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("", "members", "rename", "dev@acme.test", "--email", "bob@acme.test"); code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := c.types("", "members", "suspend", "bo"); code != 2 || !strings.Contains(errs, "bo@acme.test or bob@acme.test") {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.types("", "projects", "add", "Bridge")
	if code, out, errs := c.types("", "projects", "member", "Bridge", "ev"); code != 0 || !strings.Contains(out, "eva@acme.test") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := c.types("", "members", "suspend", "zoo"); code != 6 {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestTablesHaveTitlesAtATerminal(t *testing.T) {
	c := newConsole(t, "")
	_, out, _ := c.types("", "members", "list", "--limit", "1")
	if out != "NAME  E-MAIL         ROLE   STATUS  UNIT  EMPLOYEE\nAda   ada@acme.test  owner  active  –     –\n" {
		t.Errorf("%s", out)
	}
	if code, out, _ := c.types("", "units", "add", "Field", "--parent", "Sales"); code != 0 || !strings.HasPrefix(out, "UNIT") {
		t.Errorf("%s", out)
	}
	if _, out, _ := c.types("", "units", "list"); !strings.Contains(out, "\n  Field  Sales") {
		t.Errorf("no tree:\n%s", out)
	}
}
