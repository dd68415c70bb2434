//go:build unix

package app

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"gatehouse/cmd/internal/cli"
)

// holds has this process hold a database, as the screens and the server do,
// until let go.
func holds(t *testing.T, db string) (letGo func()) {
	t.Helper()
	var said bytes.Buffer
	o, err := (&program{errs: &said}).hold(t.Context(), cli.Flags{DB: db}, "the holder", false)
	if err != nil {
		t.Fatal(err)
	}
	if said.Len() > 0 {
		t.Error(said.String())
	}
	letGo = sync.OnceFunc(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(letGo)
	return letGo
}

// seat is a program on a terminal of its own, that goes on.
type seat struct {
	*testing.T
	cmd *exec.Cmd
	tty *os.File

	mu    sync.Mutex
	drawn bytes.Buffer
	grown chan struct{} // closed and made anew at each change
	ended chan struct{} // nothing more is drawn
}

// sits starts a program on a terminal.
func (h *home) sits(args ...string) *seat {
	h.t.Helper()
	cmd := h.command(args...)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	s := &seat{T: h.t, cmd: cmd, tty: tty, grown: make(chan struct{}), ended: make(chan struct{})}
	go s.watch()
	h.t.Cleanup(func() {
		_ = cmd.Process.Kill() // if it still runs
		<-s.ended
		_ = tty.Close()
	})
	return s
}

// watch reads what is drawn until the program ends.
func (s *seat) watch() {
	defer close(s.ended)
	chunk := make([]byte, 4096)
	for {
		n, err := s.tty.Read(chunk)
		s.mu.Lock()
		s.drawn.Write(chunk[:n])
		close(s.grown)
		s.grown = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *seat) text() (string, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.drawn.String(), s.grown
}

// sees waits until a text is drawn.
func (s *seat) sees(text string) { s.Helper(); s.matches(regexp.QuoteMeta(text)) }

// matches waits until what is wanted is drawn, or no more can be.
func (s *seat) matches(wanted string) {
	s.Helper()
	pattern := regexp.MustCompile(wanted)
	late := time.NewTimer(30 * time.Second)
	defer late.Stop()
	for {
		all, grown := s.text()
		if pattern.MatchString(all) {
			return
		}
		select {
		case <-grown:
		case <-late.C:
			s.Fatalf("waited for %q:\n%q", wanted, all)
		case <-s.ended:
			s.Fatalf("waited for %q:\n%q", wanted, all)
		}
	}
}

func (s *seat) types(keys string) {
	s.Helper()
	if _, err := s.tty.WriteString(keys); err != nil {
		s.Fatal(err)
	}
}

// exits waits for the end, and returns all that was drawn.
func (s *seat) exits(code int) string {
	s.Helper()
	<-s.ended
	_ = s.cmd.Wait() // its exit code says it
	all, _ := s.text()
	if got := s.cmd.ProcessState.ExitCode(); got != code {
		s.Fatalf("exit %d, want %d: %q", got, code, all)
	}
	return all
}

// TestSameWithAHolder: what is printed, and the exit code, is the same whoever
// holds the database; files are those of whoever types the command.
func TestSameWithAHolder(t *testing.T) {
	h := newHome(t)
	db := h.path("demo.db")
	h.env = append(h.env, "GATEHOUSE_DB="+db)
	h.run("demo", "--seed-only", "--members", "40", "--db", db).exits(0)
	h.run("workspaces", "create", "--name", "Beta", "--slug", "beta", "--owner", "bo@beta.test").exits(0)
	write(t, h.path("people.csv"), "email,name\nq@x.test,Q\nnot an address,X\n")
	write(t, h.path("no.pub"), "no key")
	write(t, h.path("other.pepper"), strings.Repeat("ab", 32))
	h.env = append(h.env, "GATEHOUSE_WORKSPACE=acme")
	all := []struct {
		args []string
		in   string
	}{
		{args: []string{"members", "list"}}, {args: []string{"members", "list", "--json", "--sort", "-name"}}, {args: []string{"export", "--format", "json"}},
		{args: []string{"members", "show", "ada@acme.test"}}, {args: []string{"members", "show", "nobody@acme.test"}},
		{args: []string{"members", "show", "nobody@acme.test", "--json"}}, {args: []string{"members", "show"}}, {args: []string{"members", "list", "--workspace", "beta"}},
		{args: []string{"members", "list", "--workspace", "gamma"}}, {args: []string{"members", "list", "--as", "bo@acme.test"}},
		{args: []string{"import", "people.csv", "--dry-run"}}, {args: []string{"import", "people.csv", "--dry-run", "--json"}}, {args: []string{"import", "none.csv"}}, {args: []string{"import", "."}},
		{args: []string{"import", "-", "--dry-run"}, in: "email,name\nq@x.test,Q\n"}, {args: []string{"import", "-", "--dry-run"}},
		{args: []string{"keys", "verify"}, in: "gh8_sk_nothing"}, {args: []string{"rights", "check", "bo@acme.test", "members.remove"}},
		{args: []string{"rights", "why", "bo@acme.test", "workspace.delete"}}, {args: []string{"members", "remove", "bo@acme.test"}},
		{args: []string{"recover-owner", "bo@acme.test", "--yes", "--key", "no.pub"}}, {args: []string{"recover-owner", "bo@acme.test", "--yes", "--key", "-"}, in: "nonsense"},
		{args: []string{"recover-owner", "nobody@acme.test", "--yes"}}, {args: []string{"workspaces", "list"}}, {args: []string{"workspaces", "restore", "acme"}},
		{args: []string{"workspaces", "create", "--name", "B", "--slug", "beta", "--owner", "x@x.test", "--owner-key", "-"}, in: publicKey(t)},
		{args: []string{"__complete", "members", "show", "a"}}, {args: []string{"__completeNoDesc", "members", "role", "ada@acme.test", ""}},
		{args: []string{"members", "list", "--pepper", "other.pepper"}}, {args: []string{"members", "list", "--pepper", "none.pepper"}}, {args: []string{"members", "list", "--pepper", "no.pub", "--json"}},
		{args: []string{"backup", "people.csv"}}, {args: []string{"backup", "no/where"}}, {}, {args: []string{"--plain"}}, {args: []string{"restore", "none", "--yes"}}, {args: []string{"init"}},
	}
	type result struct {
		out, err string
		code     int
	}
	var alone []result
	types := func(i int) result {
		c := h.command(all[i].args...)
		var out, errs bytes.Buffer
		c.Dir, c.Stdin, c.Stdout, c.Stderr = h.dir, strings.NewReader(all[i].in), &out, &errs
		_ = c.Run() // its exit code says it
		return result{out.String(), errs.String(), c.ProcessState.ExitCode()}
	}
	for i := range all {
		alone = append(alone, types(i))
	}
	holds(t, db)
	for i, c := range all {
		if got := types(i); got != alone[i] {
			t.Errorf("%q: through the holder\n%+v\nand alone\n%+v", c.args, got, alone[i])
		}
	}
	if err := os.Chmod(db, 0o644); err != nil {
		t.Fatal(err)
	}
	h.run("members", "show", "ada@acme.test").exits(0, "chmod 600 it")
}

// TestChangesWithAHolder are there when it has let go.
func TestChangesWithAHolder(t *testing.T) {
	h := newHome(t)
	letGo := holds(t, h.init())
	h.fed("email,name\nq@x.test,Q\n", "import", "-").exits(0, "1 created")
	h.fed(publicKey(t), "recover-owner", "q@x.test", "--key", "-", "--yes").exits(0, "q@x.test")
	h.run("workspaces", "create", "--name", "Beta", "--slug", "beta", "--owner", "bo@beta.test").exits(0)
	h.run("members", "show", "q@x.test", "--workspace", "acme").exits(0, "owner")
	letGo()
	h.run("members", "show", "q@x.test", "--workspace", "acme").exits(0, "owner")
	h.run("audit", "list", "--workspace", "acme", "--limit", "1").exits(0, "\tlocal\tworkspace.recover-owner")
}

// TestBackupWithAHolder is written by whoever asks for it.
func TestBackupWithAHolder(t *testing.T) {
	h := newHome(t)
	db := h.init()
	holds(t, db)
	c := h.command("backup", "copy.db", "--json")
	c.Dir = h.dir
	out, err := c.Output()
	if err != nil || !strings.Contains(string(out), `"backup": "copy.db"`) || !strings.Contains(string(out), fmt.Sprintf(`"bytes": %d`, len(read(t, h.path("copy.db"))))) {
		t.Fatal(err, string(out))
	}
	if info, err := os.Stat(h.path("copy.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	streamed := h.run("backup", "-").exits(0, db+".pepper")
	for name, copied := range map[string]string{"one.db": read(t, h.path("copy.db")), "two.db": streamed.out} {
		write(t, h.path(name+".pepper"), read(t, db+".pepper"))
		h.fed(copied, "restore", "-", "--yes", "--db", h.path(name)).exits(0)
		h.run("members", "list", "--db", h.path(name)).exits(0, "ada@acme.test")
	}
}

// TestManyAtOnce: each gets its own answer, and each change is made once.
func TestManyAtOnce(t *testing.T) {
	h := newHome(t)
	holds(t, h.init())
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			who := fmt.Sprintf("p%d@x.test", i)
			h.fed("email\n"+who+"\n", "import", "-", "--json").exits(0, `"`+who+`"`)
		})
	}
	all.Wait()
	if n := strings.Count(h.run("members", "list").exits(0).out, "\n"); n != 101 {
		t.Errorf("%d members", n)
	}
}

// TestClaim: a ticket is claimed by the same person, on the same database.
func TestClaim(t *testing.T) {
	for want, f := range map[string]cli.Flags{
		"gatehouse": {JSON: true}, "gatehouse --workspace acme": {Workspace: "acme"},
		"gatehouse --db 'my file' --pepper p --as bo@acme.test": {DB: "my file", Pepper: "p", As: "bo@acme.test"},
	} {
		if got := claim(f); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestStaleSocket: what a killed holder left keeps nobody from anything.
func TestStaleSocket(t *testing.T) {
	h := newHome(t)
	db := h.init()
	first := h.sits()
	first.sees("Members")
	_ = first.cmd.Process.Kill()
	<-first.ended
	_ = first.cmd.Wait()
	if _, err := os.Lstat(db + ".sock"); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list").exits(0, "ada@acme.test")
	letGo := holds(t, db)
	h.run("members", "list").exits(0, "ada@acme.test")
	letGo()
	gone(t, db+".sock", db+".holder")
}

// TestDeafHolder: one that doesn't answer is named.
func TestDeafHolder(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.init()
	first := h.sits()
	first.sees("Members")
	_ = first.cmd.Process.Signal(syscall.SIGSTOP)
	var status syscall.WaitStatus // signals take effect when they do
	if _, err := syscall.Wait4(first.cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatal(err, status)
	}
	h.run("members", "list").exits(3, fmt.Sprintf("in use by gatehouse's screens (process %d)", first.cmd.Process.Pid))
	h.run("backup", h.path("copy")).exits(3, "in use by gatehouse's screens")
	gone(t, h.path("copy"))
	_ = first.cmd.Process.Signal(syscall.SIGCONT)
	h.run("members", "list").exits(0)
	first.types("q")
	first.exits(0)
}

// TestReplacedFile: nothing is done to a database that isn't the one at that
// name any more.
func TestReplacedFile(t *testing.T) {
	h := newHome(t)
	db := h.init()
	copied := read(t, db)
	holds(t, db)
	if err := os.Rename(db, h.path("moved.db")); err != nil {
		t.Fatal(err)
	}
	write(t, db, copied)
	h.run("members", "list").exits(0) // nobody holds that one
	holder := h.command(db)
	holder.Env = append(holder.Env, "GATEHOUSE_TEST_AS=holder")
	in, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list").exits(3, "isn't the file any more")
	in.Close()
	_ = holder.Wait()
}

// TestByAnotherName: a link leads to the same holder.
func TestByAnotherName(t *testing.T) {
	h := newHome(t)
	db := h.init()
	holds(t, db)
	if err := os.Symlink(db, h.path("link.db")); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list", "--db", h.path("link.db"), "--pepper", db+".pepper").exits(0, "ada@acme.test")
}

// TestDeepPath: a database deep down has its socket too.
func TestDeepPath(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("elsewhere such a path is too long for a socket") // TestNoSocket
		return
	}
	h := newHome(t)
	db := filepath.Join(h.dir, strings.Repeat("d", 60), strings.Repeat("e", 60), "a.db")
	h.run("init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test", "--db", db).exits(0)
	holds(t, db)
	h.run("members", "list", "--db", db).exits(0, "ada@acme.test")
}

// TestNoSocket: where none can be, the screens say so and go on.
func TestNoSocket(t *testing.T) {
	h := newHome(t)
	db := filepath.Join(h.dir, strings.Repeat("d", 120)+".db")
	h.run("init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test", "--db", db).exits(0)
	s := h.sits("--db", db)
	s.sees("Members")
	s.types("q")
	if all := s.exits(0); !strings.Contains(all, "too long for a socket") {
		t.Errorf("%q", all)
	}
	write(t, h.init()+".sock", "mine")
	s = h.sits()
	s.sees("Members")
	s.types("q")
	if all := s.exits(0); !strings.Contains(all, "is no socket, and stays as it is") {
		t.Errorf("%q", all)
	}
	if read(t, h.path(".local/share/gatehouse/gatehouse.db.sock")) != "mine" {
		t.Error("it didn't stay as it was")
	}
}
