//go:build unix

package app

import (
	"io"
	"os"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"gatehouse/cmd/internal/socket"
	"gatehouse/domain"
)

// mode is what a terminal does with what is typed.
func (s *seat) mode() *term.State {
	s.Helper()
	state, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.Fatal(err)
	}
	return state
}

// TestQuestionsWithAHolder are asked at the terminal of whoever typed the
// command; what is secret isn't shown there.
func TestQuestionsWithAHolder(t *testing.T) {
	h := newHome(t)
	holds(t, h.init())
	h.fed("email,name\nbo@acme.test,Bo\neva@acme.test,Eva\n", "import", "-").exits(0)
	s := h.sits("members", "remove", "bo@acme.test")
	s.sees("[y/N] ")
	s.types("no\r")
	if all := s.exits(2); !strings.Contains(all, "nothing was changed") {
		t.Errorf("%q", all)
	}
	s = h.sits("members", "remove", "bo@") // a beginning will do, since somebody reads whom it means
	s.sees("[y/N] ")
	s.types("y\r")
	s.exits(0)
	h.run("members", "show", "bo@acme.test").exits(0, "removed")
	s = h.sits("keys", "verify")
	shown := s.mode()
	s.sees("key: ")
	for reflect.DeepEqual(s.mode(), shown) { // the terminal stops showing what is typed right after the question
		runtime.Gosched()
	}
	s.types("gh8_sk_whisper\r")
	if all := s.exits(4); strings.Contains(all, "whisper") {
		t.Errorf("the secret is shown: %q", all)
	}
}

// TestInterruptedWithAHolder: a signal ends the command here and there, and the
// terminal is what it was.
func TestInterruptedWithAHolder(t *testing.T) {
	h := newHome(t)
	letGo := holds(t, h.init())
	plain := h.sits("members", "list")
	plain.exits(0)
	for wait, args := range map[string][]string{"key: ": {"keys", "verify"}, "[y/N] ": {"workspace", "delete"}} {
		s := h.sits(args...)
		s.sees(wait)
		for late := time.Now().Add(10 * time.Second); wait == "key: " && reflect.DeepEqual(s.mode(), plain.mode()); { // it is silent a moment after it asks
			if time.Now().After(late) {
				t.Fatal("what is secret is shown as it is typed")
			}
		}
		_ = s.cmd.Process.Signal(syscall.SIGINT)
		s.exits(130)
		if !reflect.DeepEqual(s.mode(), plain.mode()) {
			t.Errorf("%q left the terminal changed", args)
		}
	}
	letGo()
	h.run("workspace", "show").exits(0)
}

// TestScreensWithAHolder: a second process draws the same screens on its own
// terminal, as large as that is, and leaves it as it was.
func TestScreensWithAHolder(t *testing.T) {
	h := newHome(t)
	h.init()
	plain := h.sits("members", "list")
	plain.exits(0)
	first := h.sits()
	first.sees("Members")
	before, _ := first.text()
	second := h.sits()
	second.sees("ada@acme.test")
	if err := pty.Setsize(second.tty, &pty.Winsize{Rows: 40, Cols: 200}); err != nil {
		t.Fatal(err)
	}
	second.matches(`\x1b\[\d+;1[5-9]\dH`) // something is drawn that far to the right
	second.types("\x1a?")                 // ctrl+z stops neither of them
	second.sees("Keys of Members")
	second.types("\x1b[27uq")
	second.exits(0)
	if !reflect.DeepEqual(second.mode(), plain.mode()) {
		t.Error("the terminal was left changed")
	}
	h.run("members", "show", "nobody@acme.test").exits(6, "nobody@acme.test")
	if after, _ := first.text(); strings.Contains(after[len(before):], "nobody@acme.test") {
		t.Errorf("what others were told is on the holder's terminal: %q", after)
	}
	third := h.sits()
	third.sees("ada@acme.test")
	_ = third.cmd.Process.Signal(syscall.SIGTERM)
	if all := third.exits(143); !strings.Contains(all, "\x1b[?1049l") || strings.Contains(all, "gatehouse: ") {
		t.Errorf("%q", all)
	}
	first.types("q")
	first.exits(0)
}

// TestHolderLeaves: the screens of others say so and leave their terminal as it
// was, whether the holder quits or is killed.
func TestHolderLeaves(t *testing.T) {
	h := newHome(t)
	h.init()
	plain := h.sits("members", "list")
	plain.exits(0)
	for _, leaves := range []func(*seat){
		func(s *seat) { s.types("q") },
		func(s *seat) { _ = s.cmd.Process.Kill() },
	} {
		first := h.sits()
		first.sees("Members")
		second := h.sits()
		second.sees("ada@acme.test")
		waiting := h.command("import", "-", "--json")
		in, err := waiting.StdinPipe() // which never ends
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		waiting.Stderr = &said
		if err := waiting.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(in, "email\n"+strings.Repeat("\n", 4<<20)); err != nil { // more than waits anywhere: the holder reads it
			t.Fatal(err)
		}
		leaves(first)
		<-first.ended
		_ = first.cmd.Wait()
		all := second.exits(3)
		if !strings.Contains(all, "\x1b[?1049l") || !strings.Contains(all[strings.LastIndex(all, "\x1b[?1049l"):], "gatehouse: gatehouse's screens (process ") {
			t.Errorf("%q", all)
		}
		if !reflect.DeepEqual(second.mode(), plain.mode()) {
			t.Error("the terminal was left changed")
		}
		_ = waiting.Wait()
		if code := waiting.ProcessState.ExitCode(); code != 3 || !strings.Contains(said.String(), `"code":"holder_left"`) {
			t.Errorf("exit %d, %s", code, &said)
		}
	}
	h.run("members", "list").exits(0)
}

// TestKilledWithAHolder: half of what a killed process sent isn't taken for all
// of it.
func TestKilledWithAHolder(t *testing.T) {
	h := newHome(t)
	letGo := holds(t, h.init())
	c := h.command("import", "-")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	roster := "email,name\nbo@acme.test,Bo\n" + strings.Repeat("\n", 4<<20)
	if _, err := in.Write([]byte(roster)); err != nil {
		t.Fatal(err)
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	letGo() // which waits for what it runs
	if r := h.run("members", "list").exits(0); strings.Contains(r.out, "bo@acme.test") {
		t.Errorf("imported: %s", r.out)
	}
}

// TestClosedOutputWithAHolder ends the command without a word.
func TestClosedOutputWithAHolder(t *testing.T) {
	h := newHome(t)
	db := h.path("demo.db")
	h.run("demo", "--seed-only", "--members", "2000", "--db", db).exits(0)
	letGo := holds(t, db)
	c := h.command("export", "--format", "json", "--db", db)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	out.Close() // as head does
	_ = c.Wait()
	status, is := c.ProcessState.Sys().(syscall.WaitStatus)
	if !is || status.Signal() != syscall.SIGPIPE || said.Len() > 0 {
		t.Errorf("%v: %s", c.ProcessState, &said)
	}
	letGo()
}

// TestMistakeInAHolder: what goes wrong in a command of another process is said
// there, and the holder goes on.
func TestMistakeInAHolder(t *testing.T) {
	h := newHome(t)
	db := h.path("a.db")
	write(t, db+".pepper", strings.Repeat("ab", 32))
	h.run("init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test", "--db", db).exits(0)
	o, err := Open(t.Context(), Files{DB: db})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	broken := *o
	broken.Database = &domain.Database{} // in which nothing works
	(&program{errs: os.Stderr}).listen(&broken)
	defer broken.listens.Close(nil, nil)
	h.run("members", "list", "--db", db).exits(1, "gatehouse: this is a mistake in gatehouse")
	h.run("members", "list", "--db", db, "--json").exits(1, `"kind":"unexpected"`)
}

// TestNotOurSocket: nobody hands a command line to another user's process, or
// to what isn't listening.
func TestNotOurSocket(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	db := h.init()
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
	if err := syscall.Mkfifo(socket.Path(db), 0o600); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list").exits(3, "the holder (process")
	in.Close()
	_ = holder.Wait()
	if info, err := os.Lstat(socket.Path(db)); err != nil || info.Mode().Type() != os.ModeNamedPipe {
		t.Error("the pipe isn't there any more")
	}
}
