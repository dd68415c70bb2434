package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The test binary is the program too, and a process that holds a database.
func TestMain(m *testing.M) {
	switch os.Getenv("GATEHOUSE_TEST_AS") {
	case "program":
		os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	case "holder":
		os.Exit(hold(Files{DB: os.Args[1], Program: "the holder"}))
	}
	os.Exit(m.Run())
}

// hold opens a database, says so, and closes it when its input ends.
func hold(f Files) int {
	o, err := Open(context.Background(), f)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if o.Close() != nil {
		return 1
	}
	return 0
}

// home is the program in an empty home directory, as processes of their own.
type home struct {
	t   *testing.T
	dir string
	env []string
}

func newHome(t *testing.T) *home {
	t.Helper()
	dir := t.TempDir()
	return &home{t, dir, []string{"HOME=" + dir, "TMPDIR=" + dir, "GATEHOUSE_TEST_AS=program"}}
}

// ran is what a command left.
type ran struct {
	t        *testing.T
	args     []string
	out, err string
	code     int
}

func (h *home) command(args ...string) *exec.Cmd {
	h.t.Helper()
	self, err := os.Executable()
	if err != nil {
		h.t.Fatal(err)
	}
	c := exec.CommandContext(h.t.Context(), self, args...)
	c.Env = slices.Clone(h.env)
	return c
}

func (h *home) run(args ...string) ran { h.t.Helper(); return h.fed("", args...) }

// fed runs a command with something on its standard input.
func (h *home) fed(in string, args ...string) ran {
	h.t.Helper()
	c := h.command(args...)
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &out, &errs
	err := c.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		h.t.Fatal(err)
	}
	r := ran{h.t, args, out.String(), errs.String(), c.ProcessState.ExitCode()}
	if strings.Contains(r.out+r.err, "goroutine ") {
		h.t.Errorf("%q left a stack trace:\n%s", args, r.err)
	}
	return r
}

// exits wants an exit code, and a part of what was said.
func (r ran) exits(code int, says ...string) ran {
	r.t.Helper()
	for _, s := range says {
		if !strings.Contains(r.out+r.err, s) {
			r.t.Errorf("gatehouse %s doesn't say %q:\n%s%s", strings.Join(r.args, " "), s, r.out, r.err)
		}
	}
	if r.code != code {
		r.t.Fatalf("gatehouse %s: exit %d, want %d\n%s%s", strings.Join(r.args, " "), r.code, code, r.out, r.err)
	}
	return r
}

// init makes the database with a workspace and returns its path.
func (h *home) init() string {
	h.t.Helper()
	h.run("init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test").exits(0)
	return filepath.Join(h.dir, ".local", "share", "gatehouse", "gatehouse.db")
}

func (h *home) path(name string) string { return filepath.Join(h.dir, name) }

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func gone(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("%s was left behind", name)
		}
	}
}
