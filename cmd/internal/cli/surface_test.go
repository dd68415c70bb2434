package cli_test

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"gatehouse/cmd/internal/cli"
)

// What is for the local machine isn't there elsewhere: it is no flag, no
// command and no file.
func TestElsewhereThereIsNoLocalMachine(t *testing.T) {
	c := newConsole(t, "")
	c.local = false
	for _, line := range []string{
		"members list --db gatehouse.db", "members list --as ann@acme.test", "members list --workspace acme", "members list --pepper file",
		"--db gatehouse.db", "completion bash", "serve", "init", "man",
	} {
		if code, out, errs := c.types("", strings.Fields(line)...); code != 2 || out != "" || !strings.Contains(errs, "has no flag") && !strings.Contains(errs, "there is no command") {
			t.Errorf("%s: exit %d: %s%s", line, code, out, errs)
		}
	}
	if code, _, errs := c.types("", "import", "people.csv"); code != 2 || !strings.Contains(errs, "write - and pipe") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, out, errs := c.types(people, "import", "-"); code != 0 || !strings.Contains(out, "5 unchanged") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	defer func(process []string) { os.Args = process }(os.Args)
	os.Args = []string{"gatehouse", "members", "list"}
	if code, out, errs := c.types(""); code != 2 || out != "" {
		t.Errorf("without a command line it took that of the process: exit %d: %s%s", code, out, errs)
	}
}

// What someone elsewhere reads isn't a command that they don't have.
func TestDeletingFromElsewhereSaysWhereItIsTakenBack(t *testing.T) {
	c := newConsole(t, "")
	for local, want := range map[bool]string{true: "  gatehouse workspaces restore acme brings it back", false: "  on the server gatehouse workspaces restore acme brings it back"} {
		c.local = local
		if code, _, errs := c.types("n\n", "workspace", "delete"); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("exit %d: %s", code, errs)
		}
	}
}

// Where there are no screens the help isn't taken for a result.
func TestWithoutScreens(t *testing.T) {
	c := newConsole(t, "")
	code, out, errs := c.types("")
	if code != 2 || out != "" || !strings.Contains(errs, "Users and permissions") && !strings.Contains(errs, "gatehouse decides") || !strings.Contains(errs, "gatehouse: there is no terminal to open the screens on") {
		t.Errorf("exit %d: %q\n%s", code, out, errs)
	}
	opened := false
	c.screens = func(context.Context, cli.Flags) error { opened = true; return nil }
	if code, _, errs := c.types("", "--plain"); code != 2 || opened || !strings.Contains(errs, "with --plain there are no screens") {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.mute = true
	if code, _, errs := c.types(""); code != 2 || opened || !strings.Contains(errs, "no terminal") {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.mute = false
	if code, out, errs := c.types(""); code != 0 || !opened || out+errs != "" {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

// Where someone else asks, nothing is read from standard input, and what is
// secret is asked for as such.
func TestAskedByTheSurface(t *testing.T) {
	c := newConsole(t, "")
	var asked []string
	says := ""
	c.ask = func(prompt string, secret bool) (string, error) {
		if asked = append(asked, prompt); secret {
			asked = append(asked, "secret")
		}
		return says, nil
	}
	is := func(want ...string) {
		t.Helper()
		if strings.Join(asked, "|") != strings.Join(want, "|") {
			t.Errorf("asked %q, want %q", asked, want)
		}
		asked = nil
	}
	code, _, errs := c.types("y\n", "members", "remove", "bo@acme.test")
	if is("Remove bo@acme.test? [y/N] "); code != 2 || c.status("bo@acme.test") != "active" || strings.Contains(errs, "[y/N]") {
		t.Errorf("exit %d: %s", code, errs)
	}
	says = "y"
	code, _, errs = c.types("n\n", "members", "remove", "bo@acme.test")
	if is("Remove bo@acme.test? [y/N] "); code != 0 || c.status("bo@acme.test") != "removed" {
		t.Errorf("exit %d: %s", code, errs)
	}
	says = "gh8_sk_nothing\r\n"
	code, _, errs = c.types("", "keys", "verify")
	if is("key: ", "secret"); code != 4 {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.ask = func(string, bool) (string, error) { return "", io.EOF }
	if code, _, errs = c.types("y\n", "members", "remove", "eva@acme.test"); code != 2 || !strings.Contains(errs, "nothing was changed") {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.ask = func(string, bool) (string, error) { return "", errors.New("the line is cut") }
	if code, _, errs = c.types("y\n", "members", "remove", "eva@acme.test"); code != 1 || !strings.Contains(errs, "the line is cut") || c.status("eva@acme.test") != "active" {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.mute = true
	if code, _, errs = c.types("gh8_sk_nothing\n", "keys", "verify"); code != 4 {
		t.Errorf("a script was asked: exit %d: %s", code, errs)
	}
	if code, _, errs = c.types("y\n", "members", "remove", "eva@acme.test"); code != 2 || !strings.Contains(errs, "say --yes") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// A script's changes name exactly whom they mean, and it is told of no
// progress.
func TestWithoutATerminal(t *testing.T) {
	c := newConsole(t, "")
	c.mute = true
	if code, _, errs := c.types("", "members", "suspend", "mi"); code != 6 || c.status("mia@acme.test") != "active" {
		t.Errorf("exit %d: %s", code, errs)
	}
	more := people + "new@acme.test,New,employee,,\n"
	if code, _, errs := c.types(more, "import", "-"); code != 0 || errs != "" {
		t.Errorf("exit %d: %q", code, errs)
	}
	c.mute = false
	if code, _, errs := c.types(more+"newer@acme.test,Newer,employee,,\n", "import", "-"); code != 0 || !strings.Contains(errs, " of ") {
		t.Errorf("exit %d: %q", code, errs)
	}
}

// Who may is asked about the whole workspace, and someone at a terminal is told.
func TestWhoMaySaysWhere(t *testing.T) {
	c := newConsole(t, "")
	for line, told := range map[string]bool{
		"rights who members.view": true, "rights who members.view --on any": false, "rights who timesheet.view": false, "rights who members.view --json": false,
	} {
		if code, _, errs := c.types("", strings.Fields(line)...); code != 0 || strings.Contains(errs, "--on any") != told {
			t.Errorf("%s: exit %d: %q", line, code, errs)
		}
	}
}
