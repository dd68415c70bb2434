//go:build openssh

package sshd_test

import (
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
	"gatehouse/tui/terminal"
)

// openssh is OpenSSH's own client with a home of its own.
type openssh struct {
	*gate
	home string
}

func withOpenSSH(t *testing.T) *openssh {
	t.Helper()
	dir, err := os.MkdirTemp("", "gh") // short: a control socket's path has little room
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return &openssh{newGate(t), dir}
}

// identity makes a key file, and returns what signs in with it.
func (o *openssh) identity(name string) (file string, key ssh.Signer) {
	o.t.Helper()
	private := newPrivateKey(o.t)
	block, err := ssh.MarshalPrivateKey(private, name)
	if err != nil {
		o.t.Fatal(err)
	}
	file = filepath.Join(o.home, name)
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		o.t.Fatal(err)
	}
	if key, err = ssh.NewSignerFromKey(private); err != nil {
		o.t.Fatal(err)
	}
	return file, key
}

// member makes a member, and returns their key file.
func (o *openssh) member(email, role string) string {
	o.t.Helper()
	file, key := o.identity(strings.ReplaceAll(email, "@", "_"))
	o.enrol(email, role, key)
	return file
}

func (o *openssh) command(args ...string) *exec.Cmd {
	_, port, _ := net.SplitHostPort(o.addr)
	c := exec.CommandContext(o.t.Context(), "ssh", append([]string{
		"-F", "none", "-p", port, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + filepath.Join(o.home, "known"),
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "LogLevel=INFO", "-o", "ConnectTimeout=10",
	}, args...)...)
	c.Env = []string{"HOME=" + o.home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color"}
	return c
}

// ssh runs the client without a terminal.
func (o *openssh) ssh(stdin string, args ...string) result {
	o.t.Helper()
	c := o.command(args...)
	var out, errs strings.Builder
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &errs
	err := c.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		o.t.Fatal(err)
	}
	return result{out: out.String(), err: errs.String(), code: c.ProcessState.ExitCode()}
}

// tty runs the client on a terminal.
func (o *openssh) tty(c *exec.Cmd) *terminal.Terminal {
	o.t.Helper()
	tty, err := pty.StartWithSize(c, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		o.t.Fatal(err)
	}
	term := terminal.Connect(o.t, 100, 30, tty, func(width, height int) {
		_ = pty.Setsize(tty, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
	})
	go func() { // ends with the client
		buffer := make([]byte, 4096)
		for {
			n, err := tty.Read(buffer)
			_, _ = term.Write(buffer[:n])
			if err != nil {
				break
			}
		}
		term.End(c.Wait())
	}()
	o.t.Cleanup(func() { _ = c.Process.Kill(); _ = tty.Close() })
	return term
}

func TestOpenSSHCommands(t *testing.T) {
	o := withOpenSSH(t)
	key := o.member("grace@acme.test", "admin")
	for _, c := range []struct {
		args     []string
		stdin    string
		code     int
		out, err string
	}{
		{args: []string{"members", "list", "--json"}, out: `"grace@acme.test"`},
		{args: []string{"members", "show", "nobody@acme.test"}, code: 6, err: "gatehouse: "},
		{args: []string{"rights", "check", "grace@acme.test", "workspace.delete"}, code: 4, out: "no"},
		{args: []string{"import", "-"}, stdin: "email,name\nlin@acme.test,Lin\n", out: "created"},
		{args: []string{"employees", "add", "--number", "7", "--name", "'Two  words'"}, out: "Two  words"},
		{args: []string{"members", "list", "--as", "ada@acme.test"}, code: 2, err: "--as"},
		{args: []string{"backup", "-"}, code: 2},
		{args: []string{"serve"}, code: 2},
		{code: 2, err: "members"}, // no terminal and no command: the help on standard error
	} {
		r := o.ssh(c.stdin, append([]string{"-i", key, "acme@127.0.0.1"}, c.args...)...)
		if r.code != c.code || !strings.Contains(r.out, c.out) || !strings.Contains(r.err, c.err) {
			t.Errorf("%v: %+v", c.args, r)
		}
		if c.code == 2 && r.out != "" {
			t.Errorf("%v: on standard output %q", c.args, r.out)
		}
	}
}

// TestOpenSSHKeys: the one that is known gets in, among several; the unknown
// ones are named.
func TestOpenSSHKeys(t *testing.T) {
	o := withOpenSSH(t)
	known := o.member("grace@acme.test", "admin")
	first, firstKey := o.identity("first")
	second, secondKey := o.identity("second")
	if r := o.ssh("", "-i", first, "-i", second, "-i", known, "acme@127.0.0.1", "members", "show", "grace@acme.test"); r.code != 0 {
		t.Errorf("with the known key last: %+v", r)
	}
	refused := o.ssh("", "-i", first, "-i", second, "acme@127.0.0.1", "members", "list")
	for _, key := range []ssh.Signer{firstKey, secondKey} {
		if f := ssh.FingerprintSHA256(key.PublicKey()); strings.Count(refused.err, f) != 1 {
			t.Errorf("%s isn't told once: %+v", f, refused)
		}
	}
	if refused.code != 255 {
		t.Errorf("exit %d", refused.code)
	}
	elsewhere := o.ssh("", "-i", first, "-i", second, "nothere@127.0.0.1", "members", "list")
	if strings.ReplaceAll(elsewhere.err, "nothere@", "acme@") != refused.err {
		t.Errorf("another answer where there is no such workspace:\n%s\n%s", elsewhere.err, refused.err)
	}
}

// TestOpenSSHScreens on terminals of several kinds, with a changing window.
func TestOpenSSHScreens(t *testing.T) {
	o := withOpenSSH(t)
	key := o.member("grace@acme.test", "admin")
	for _, kind := range []string{"xterm-256color", "linux", "vt100", "screen", "tmux-256color", "xterm-kitty"} {
		c := o.command("-tt", "-i", key, "acme@127.0.0.1")
		c.Env = append(c.Env, "TERM="+kind)
		term := o.tty(c)
		term.WaitFor("ada@acme.test")
		term.Resize(60, 15)
		term.WaitFor("1 of 2")
		term.Press("q")
		if err := term.WaitEnd(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if !strings.Contains(term.Output(), "\x1b[?1049l") {
			t.Errorf("%s: the terminal wasn't restored", kind)
		}
	}
}

// TestOpenSSHControlMaster: several sessions over one connection, which is
// older than a suspension.
func TestOpenSSHControlMaster(t *testing.T) {
	o := withOpenSSH(t)
	key := o.member("grace@acme.test", "admin")
	path := filepath.Join(o.home, "c")
	shared := []string{"-o", "ControlPath=" + path, "-i", key, "acme@127.0.0.1"}
	master := o.tty(o.command(append([]string{"-tt", "-o", "ControlMaster=yes"}, shared...)...))
	master.WaitFor("ada@acme.test")
	for range 20 {
		if r := o.ssh("", append(shared, "members", "list", "--json")...); r.code != 0 {
			t.Fatalf("%+v", r)
		}
	}
	second := o.tty(o.command(append([]string{"-tt"}, shared...)...))
	second.WaitFor("ada@acme.test")
	second.Press("q")
	if err := second.WaitEnd(); err != nil {
		t.Error(err)
	}
	master.Press("/")
	master.Type("grace")
	master.WaitGone("ada@acme.test") // the first one goes on
	if _, err := o.local().Suspend(t.Context(), domain.Suspend{Member: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	if err := master.WaitEnd(); err == nil {
		t.Error("exit 0")
	}
	if screen := master.Screen(); !strings.Contains(screen, "suspended") {
		t.Errorf("on the screen:\n%s", screen)
	}
	if r := o.ssh("", append(shared, "members", "list")...); r.code == 0 || r.out != "" {
		t.Errorf("a suspended member ran a command: %+v", r)
	}
}

// TestOpenSSHLeavesMidScreen: a client that is killed leaves nothing running.
func TestOpenSSHLeavesMidScreen(t *testing.T) {
	o := withOpenSSH(t)
	c := o.command("-tt", "-i", o.member("grace@acme.test", "admin"), "acme@127.0.0.1")
	term := o.tty(c)
	term.WaitFor("ada@acme.test")
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	until(t, "the session's line in the log", func() bool { return strings.Contains(o.log.String(), `ended="client left"`) })
	there, err := o.local().Sessions(t.Context())
	if err != nil || len(there) != 0 {
		t.Errorf("%v, %v", there, err)
	}
}

// TestOpenSSHNoDetours: no forwarding, no agent, no files.
func TestOpenSSHNoDetours(t *testing.T) {
	o := withOpenSSH(t)
	key := o.member("grace@acme.test", "admin")
	if r := o.ssh("", "-i", key, "-s", "acme@127.0.0.1", "sftp"); r.code == 0 {
		t.Errorf("a subsystem: %+v", r)
	}
	if r := o.ssh("", "-i", key, "-W", "127.0.0.1:1", "acme@127.0.0.1"); r.code == 0 || !strings.Contains(r.err, "forwarding failed") {
		t.Errorf("forwarding: %+v", r)
	}
	if r := o.ssh("", "-i", key, "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "acme@127.0.0.1", "members", "list"); r.code != 255 {
		t.Errorf("forwarding back: %+v", r)
	}
}

// TestOpenSSHJoin by a token on standard input, and then as a member.
func TestOpenSSHJoin(t *testing.T) {
	o := withOpenSSH(t)
	file, _ := o.identity("new")
	i, err := o.local().Invite(t.Context(), domain.Invite{Email: "lin@acme.test", Role: "employee"})
	if err != nil {
		t.Fatal(err)
	}
	if r := o.ssh(i.Secret.Reveal()+"\n", "-i", file, "join@127.0.0.1"); r.code != 0 || !strings.Contains(r.out, "lin@acme.test") {
		t.Fatalf("%+v", r)
	}
	if r := o.ssh("", "-i", file, "acme@127.0.0.1", "members", "show", "lin@acme.test", "--json"); r.code != 0 || !strings.Contains(r.out, `"employee"`) {
		t.Errorf("%+v", r)
	}
	if r := o.ssh(i.Secret.Reveal()+"\n", "-i", file, "join@127.0.0.1"); r.code != 5 {
		t.Errorf("the same token again: %+v", r)
	}
}
