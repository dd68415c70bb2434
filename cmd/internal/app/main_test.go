package app

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// TestAloneWithoutTerminal: the help isn't taken for a result.
func TestAloneWithoutTerminal(t *testing.T) {
	r := newHome(t).run().exits(2, "no terminal")
	if r.out != "" || !strings.Contains(r.err, "members") {
		t.Errorf("on standard output %q, on standard error %q", r.out, r.err)
	}
}

func TestWrongUsage(t *testing.T) {
	h := newHome(t)
	for _, args := range [][]string{
		{"membres"}, {"backup"}, {"restore"}, {"recover-owner"}, {"version", "x"}, {"workspaces", "restore"}, {"workspaces", "make"}, {"init"}, {"demo", "--members", "many"}, {"--frob"},
	} {
		h.run(args...).exits(2, "gatehouse: ")
	}
	var failed struct{ Error struct{ Kind, Code string } }
	r := h.run("backup", "--json").exits(2)
	if err := json.Unmarshal([]byte(r.err), &failed); err != nil || failed.Error.Kind != "invalid" {
		t.Errorf("%v: %s", err, r.err)
	}
}

func TestVersionManCompletion(t *testing.T) {
	h := newHome(t)
	h.run("version").exits(0, "gatehouse ")
	var b build
	if err := json.Unmarshal([]byte(h.run("version", "--json").exits(0).out), &b); err != nil || b.Version == "" || b.Go == "" {
		t.Errorf("%v: %+v", err, b)
	}
	h.run("man").exits(0, ".TH GATEHOUSE 1", "recover-owner")
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		h.run("completion", shell).exits(0, "gatehouse")
	}
	if r := h.run("--help").exits(0, "completion", "man"); strings.Contains(r.out, "`") || strings.Contains(h.run("man").out, "`") {
		t.Error("the help or the page shows the marks around the names of values")
	}
}

// TestPanicIsASentence is for a mistake in the program itself.
func TestPanicIsASentence(t *testing.T) {
	var said bytes.Buffer
	root := &cobra.Command{Use: "gatehouse", RunE: func(*cobra.Command, []string) error { panic("boom\nboom") }}
	root.SetArgs(nil)
	root.SetErr(&said)
	code := run(t.Context(), root)
	if code != 1 || strings.Count(said.String(), "\n") != 1 || !strings.HasPrefix(said.String(), "gatehouse: this is a mistake in gatehouse") {
		t.Errorf("exit %d, %q", code, said.String())
	}
}

func TestHelpInColours(t *testing.T) {
	h := newHome(t)
	for _, c := range []struct {
		env     string
		args    []string
		colours bool
	}{
		{"X=", []string{"--help"}, true},
		{"NO_COLOR=please", []string{"--help"}, false},
		{"X=", []string{"--no-color", "help", "demo"}, false},
		{"X=", []string{"help", "demo", "--no-color=1"}, false},
		{"TERM=dumb", []string{"--help"}, false},
		{"X=", []string{"frob"}, false}, // an error asks nothing of the terminal
	} {
		cmd := h.command(c.args...)
		cmd.Env = append(cmd.Env, "TERM=xterm-256color", c.env)
		dark := func(tty *os.File) { _, _ = tty.WriteString("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62c") }
		if out := h.onTerminal(cmd, turn{"\x1b]11;?", dark}); strings.Contains(out, "\x1b") != c.colours {
			t.Errorf("%s %v: colours %t, want %t: %q", c.env, c.args, !c.colours, c.colours, out)
		}
	}
}

// TestSignals: screens leave the terminal as it was, and a demo leaves nothing.
func TestSignals(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		h := newHome(t)
		cmd := h.command("demo", "--members", "20")
		cmd.Env = append(cmd.Env, "TERM=xterm-256color")
		out := h.onTerminal(cmd, turn{"Lovelace", func(*os.File) { _ = cmd.Process.Signal(s) }})
		if code := cmd.ProcessState.ExitCode(); code != 128+int(s) {
			t.Errorf("%s: exit %d\n%q", s, code, out)
		}
		if !strings.Contains(out, "\x1b[?1049l") || strings.Contains(out, "goroutine ") {
			t.Errorf("%s: the terminal wasn't left as it was: %q", s, out)
		}
		if r := h.run("members", "list"); r.code != 6 {
			t.Errorf("%s: a demo became the default database", s)
		}
	}
}

// TestSignalAtAQuestion ends at once, with nothing changed.
func TestSignalAtAQuestion(t *testing.T) {
	h := newHome(t)
	h.init()
	h.run("backup", h.path("copy")).exits(0)
	cmd := h.command("restore", h.path("copy"), "--db", h.path("x.db"))
	h.onTerminal(cmd, turn{"[y/N]", func(*os.File) { _ = cmd.Process.Signal(syscall.SIGINT) }})
	if code := cmd.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit %d", code)
	}
	gone(t, h.path("x.db"))
}
