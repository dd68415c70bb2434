package app

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"

	"gatehouse/cmd/internal/cli"
)

// turn waits for a text on the terminal, and then does something.
type turn struct {
	wait string
	then func(*os.File)
}

func typing(keys string) func(*os.File) {
	return func(tty *os.File) { _, _ = tty.WriteString(keys) } // a process that ended shows in what comes after
}

// onTerminal runs a command on a terminal of its own, to its end, and returns
// all that was written.
func (h *home) onTerminal(c *exec.Cmd, turns ...turn) string {
	h.t.Helper()
	tty, err := pty.StartWithSize(c, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	defer tty.Close()
	var all bytes.Buffer
	from, buffer := 0, make([]byte, 4096)
	for {
		n, err := tty.Read(buffer)
		all.Write(buffer[:n])
		for len(turns) > 0 {
			at := strings.Index(all.String()[from:], turns[0].wait)
			if at < 0 {
				break
			}
			from += at + len(turns[0].wait)
			turns[0].then(tty)
			turns = turns[1:]
		}
		if err != nil { // the process ended: EIO on Linux, EOF elsewhere
			break
		}
	}
	_ = c.Wait() // its exit code is the caller's to look at
	return all.String()
}

// TestFirstStart answers the questions, and finds itself in the workspace.
func TestFirstStart(t *testing.T) {
	h := newHome(t)
	if err := os.Mkdir(h.path(".ssh"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, h.path(".ssh/id_ed25519.pub"), publicKey(t))
	write(t, h.path(".ssh/id_ed25519"), "secret")
	cmd := h.command()
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	out := h.onTerminal(cmd,
		turn{"no database yet", typing("Acme\r")}, turn{"its short name", typing("\r")}, turn{"become the owner", typing("ada@acme.test\r")},
		turn{"which roles there are", typing("\r")}, turn{"SHA256:", typing("\r")}, turn{"Members", typing("q")})
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit %d: %q", code, out)
	}
	h.run("workspaces", "list").exits(0, "acme\tAcme\tmtime\tfull\tada@acme.test")
	o, err := Open(t.Context(), Files{DB: h.path(".local/share/gatehouse/gatehouse.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	s, err := session(t.Context(), o, cli.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if card, err := s.Member(t.Context(), "ada@acme.test"); err != nil || len(card.Logins) != 1 {
		t.Errorf("the owner's logins are %v, %v", card.Logins, err)
	}
}

// TestFirstStartLeft makes nothing.
func TestFirstStartLeft(t *testing.T) {
	h := newHome(t)
	cmd := h.command()
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	h.onTerminal(cmd, turn{"no database yet", typing("\x03")})
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit %d", code)
	}
	gone(t, filepath.Join(h.dir, ".local"))
}
