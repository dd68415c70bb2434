//go:build unix

package app

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// served is gatehouse serve as a process.
type served struct {
	*testing.T
	cmd   *exec.Cmd
	lines *bufio.Scanner // of its log
	addr  string

	httpAt, metricsAt string // empty: not served
}

func (h *home) serves(args ...string) *served {
	h.t.Helper()
	return h.starts(append([]string{"--ssh", "127.0.0.1:0"}, args...)...)
}

// starts is serves without SSH, unless the flags say so.
func (h *home) starts(args ...string) *served {
	h.t.Helper()
	cmd := h.command(append([]string{"serve"}, args...)...)
	errs, err := cmd.StderrPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = cmd.Process.Kill() }) // if it still runs
	s := &served{T: h.t, cmd: cmd, lines: bufio.NewScanner(errs)}
	line := s.says(`(.*msg"?[=:]"?serving\b.*)`)
	for _, at := range []struct {
		name string
		to   *string
	}{{"ssh", &s.addr}, {"http", &s.httpAt}, {"metrics", &s.metricsAt}} {
		if found := regexp.MustCompile(`[ ",]` + at.name + `"?[=:]"?([0-9.:]+)`).FindStringSubmatch(line); found != nil {
			*at.to = found[1]
		}
	}
	return s
}

// says waits for a line, and returns what the pattern's group has of it.
func (s *served) says(pattern string) string {
	s.Helper()
	wanted := regexp.MustCompile(pattern)
	for s.lines.Scan() {
		if found := wanted.FindStringSubmatch(s.lines.Text()); found != nil {
			return found[len(found)-1]
		}
	}
	s.Fatalf("ended without %q", pattern)
	return ""
}

// ends reads the rest of the log and waits for exit 0.
func (s *served) ends(by syscall.Signal) string {
	s.Helper()
	if err := s.cmd.Process.Signal(by); err != nil {
		s.Fatal(err)
	}
	var rest strings.Builder
	for s.lines.Scan() {
		rest.WriteString(s.lines.Text() + "\n")
	}
	if err := s.cmd.Wait(); err != nil {
		s.Errorf("%s: %v\n%s", by, err, rest.String())
	}
	return rest.String()
}

func signer(t *testing.T) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// client is a connection.
func (s *served) client(user string, key ssh.Signer) *ssh.Client {
	s.Helper()
	client, err := ssh.Dial("tcp", s.addr, &ssh.ClientConfig{User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = client.Close() })
	return client
}

// session opens a session of its own connection.
func (s *served) session(user string, key ssh.Signer) *ssh.Session {
	s.Helper()
	session, err := s.client(user, key).NewSession()
	if err != nil {
		s.Fatal(err)
	}
	return session
}

// enrols sends the token by ssh join@.
func (s *served) enrols() ssh.Signer {
	s.Helper()
	token, key := s.says(`paste this token, which works once: (\S+)`), signer(s.T)
	join := s.session("join", key)
	join.Stdin = strings.NewReader(token + "\n")
	var out bytes.Buffer
	join.Stdout = &out
	if err := join.Shell(); err != nil {
		s.Fatal(err)
	}
	if err := join.Wait(); err != nil || !strings.Contains(out.String(), "ada@acme.test is a member of acme") {
		s.Fatal(err, out.String())
	}
	return key
}

// TestServeFirstStart: the owner enrols a key by the token, works, and no other
// token is printed; the host key stays.
func TestServeFirstStart(t *testing.T) {
	h := newHome(t)
	db := h.init()
	s := h.serves()
	key := s.enrols()
	out, err := s.session("acme", key).Output("members list")
	if err != nil || !strings.Contains(string(out), "ada@acme.test") {
		t.Fatal(err, string(out))
	}
	h.run("serve", "--ssh", "127.0.0.1:0").exits(3, "gatehouse serve")
	h.run("serve", "--ssh", s.addr, "--check").exits(0, "in use already")
	other := newHome(t)
	other.init()
	other.run("serve", "--ssh", s.addr).exits(2, "can't listen at "+s.addr)
	other.run("serve", "--ssh", s.addr, "--check").exits(2, "can't listen at "+s.addr)
	s.ends(syscall.SIGTERM)
	made := read(t, Files{DB: db}.hostKey())
	s = h.serves()
	if rest := s.ends(syscall.SIGINT); strings.Contains(rest, "token") {
		t.Error(rest)
	}
	if read(t, Files{DB: db}.hostKey()) != made {
		t.Error("another host key")
	}
}

// TestServeHangUp: a configuration that is right is put in force, another isn't.
func TestServeHangUp(t *testing.T) {
	h := newHome(t)
	h.init()
	file := write(t, h.path("c.yaml"), "limits:\n  handshake: 20s\n")
	s := h.serves("--config", file)
	key := s.enrols()
	hangUp := func(text, says string) {
		t.Helper()
		write(t, file, text)
		_ = s.cmd.Process.Signal(syscall.SIGHUP)
		s.says(says)
	}
	hangUp("limits:\n  sessions: none\n", "the configuration stays as it was")
	hangUp("limits:\n  handshake: 30s\n", "this takes a restart.*limits.handshake")
	hangUp("limits:\n  sessions: 1\n", "was read anew")
	stays := s.session("acme", key)
	s.screens(stays)
	if _, err := s.client("acme", key).NewSession(); err == nil || !strings.Contains(err.Error(), "too many sessions") {
		t.Errorf("one more than may be: %v", err)
	}
	hangUp("limits:\n  sessions: 2\n", "was read anew")
	if out, err := s.session("acme", key).CombinedOutput("members list"); err != nil {
		t.Errorf("%v %s", err, out)
	}
	s.ends(syscall.SIGTERM)
}

// screens opens a terminal with screens, waits until they are drawn, and
// returns all that comes until the end.
func (s *served) screens(session *ssh.Session) (all func() string) {
	s.Helper()
	if err := session.RequestPty("xterm-256color", 24, 80, nil); err != nil {
		s.Fatal(err)
	}
	out, err := session.StdoutPipe()
	if err != nil {
		s.Fatal(err)
	}
	if _, err := session.StdinPipe(); err != nil { // which stays open: the end of the input ends screens
		s.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		s.Fatal(err)
	}
	var drawn bytes.Buffer
	for chunk := make([]byte, 4096); !strings.Contains(drawn.String(), "Members"); {
		n, err := out.Read(chunk)
		drawn.Write(chunk[:n])
		if err != nil {
			s.Fatalf("%v: %q", err, drawn.String())
		}
	}
	return func() string {
		rest, _ := io.ReadAll(out)
		return drawn.String() + string(rest)
	}
}

// TestServeEnds: everyone's terminal is left as it was, and they are told why.
func TestServeEnds(t *testing.T) {
	for _, by := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		h := newHome(t)
		h.init()
		s := h.serves()
		key := s.enrols()
		var reading sync.WaitGroup
		for range 100 {
			all := s.screens(s.session("acme", key))
			reading.Go(func() {
				_, last, left := strings.Cut(all(), "\x1b[?1049l")
				if !left || !strings.Contains(last, "the server is being stopped") {
					t.Errorf("%s: %q", by, last)
				}
			})
		}
		s.ends(by)
		reading.Wait()
		h.run("members", "list").exits(0, "ada@acme.test")
	}
}

// TestServeNotesLapses: what ends is written down while nothing but serve runs.
func TestServeNotesLapses(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.fed("email,role\nbo@acme.test,developer\n", "import", "-").exits(0)
	h.run("members", "role", "bo@acme.test", "manager", "--until", "8h").exits(0)
	aged(t, db, "acme", func(tx domain.Tx, _ domain.WorkspaceInfo) error {
		id, err := tx.Find(domain.UniqueAddress, "bo@acme.test")
		if err != nil {
			return err
		}
		m, err := tx.Members().Get(id)
		if err != nil {
			return err
		}
		m.RoleUntil = time.Now().UTC().Truncate(time.Second).Add(-time.Hour)
		_, err = tx.Members().Put(m)
		return err
	})
	s := h.serves()
	s.says("works once")
	s.ends(syscall.SIGTERM)
	o, err := Open(t.Context(), Files{DB: db})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	w, err := o.Workspace(t.Context(), "acme") // as it is: what opens it for a command notes too
	if err != nil {
		t.Fatal(err)
	}
	local, err := w.Local(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if events, err := local.Events(t.Context(), domain.EventQuery{Action: "members.role.end", Limit: 1}); err != nil || len(events.Rows) != 1 {
		t.Error(events, err)
	}
}
