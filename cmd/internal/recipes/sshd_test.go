//go:build system

package recipes

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// beside is what else an sshd needs that isn't the machine's own.
const beside = `ListenAddress %address
HostKey %dir/hostkey
PidFile none
UsePAM no
PermitRootLogin prohibit-password
PrintMotd no
`

// machine is one whose sshd asks a gatehouse for keys.
type machine struct {
	*house
	dir, port string // the folder is root's all the way up, as sshd wants it
	key       domain.FreshKey
	script    string
	log       *output
}

// newMachine has the accounts of a group ask; root is in that of the same name.
func newMachine(t *testing.T, group string) *machine {
	t.Helper()
	if os.Getuid() != 0 {
		t.Fatal("sshd lets others in as root only: run this test as root, in a container perhaps")
	}
	dir, err := os.MkdirTemp("/run", "gatehouse-test-") //nolint:usetesting // t.TempDir lies in /tmp, which everybody may write to
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.Mkdir(dir+"/authorized_keys", 0o755), os.MkdirAll("/run/sshd", 0o755)); err != nil {
		t.Fatal(err)
	}
	m := &machine{house: newHouse(t), dir: dir}
	m.key = m.house.key("web-1", "verifier")
	file := write(t, dir+"/key", "Authorization: Bearer "+m.key.Secret.Reveal()+"\n", 0o600)
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(nobody.Uid)
	if err := os.Chown(file, uid, 0); err != nil {
		t.Fatal(err)
	}
	m.script = write(t, dir+"/gatehouse-keys", filled(t, fenced(t, "sshd.md", "sh"),
		"/etc/gatehouse/key", file,
		"https://gate.example.com", m.api.URL,
	), 0o755)
	m.identity("hostkey")
	var address string
	address, m.port = free(t)
	config := write(t, dir+"/sshd_config", strings.NewReplacer("%address", address, "%dir", dir).Replace(beside)+filled(t, fenced(t, "sshd.md", "sshd"),
		"/usr/local/sbin/gatehouse-keys", m.script,
		"AuthorizedKeysCommandUser gatehouse-keys", "AuthorizedKeysCommandUser nobody",
		"Match Group people", "Match Group "+group,
		"/etc/ssh/authorized_keys", dir+"/authorized_keys",
	), 0o600)
	m.log = serve(t, address, "/usr/sbin/sshd", "-D", "-e", "-f", config)
	return m
}

// identity makes a key file, and returns it with its line of authorized_keys.
func (m *machine) identity(name string) (file, line string) {
	m.t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		m.t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, name)
	if err != nil {
		m.t.Fatal(err)
	}
	sshPublic, err := ssh.NewPublicKey(public)
	if err != nil {
		m.t.Fatal(err)
	}
	return write(m.t, filepath.Join(m.dir, name), string(pem.EncodeToMemory(block)), 0o600), string(ssh.MarshalAuthorizedKey(sshPublic))
}

// member makes someone who signs in with a new key, and returns its file.
func (m *machine) member(email string) string {
	m.t.Helper()
	i, err := m.ada.Invite(m.t.Context(), domain.Invite{Email: email, Role: "employee"})
	if err != nil {
		m.t.Fatal(err)
	}
	file, line := m.identity(email)
	if _, err := m.ws.Accept(m.t.Context(), domain.Accept{Token: i.Secret.Reveal(), Key: line}); err != nil {
		m.t.Fatal(err)
	}
	return file
}

// ssh is OpenSSH's client as root on the machine: the one account that every
// machine has and that may sign in.
func (m *machine) ssh(identity string, command ...string) *exec.Cmd {
	return exec.CommandContext(m.t.Context(), "ssh", append([]string{
		"-F", "none", "-p", m.port, "-i", identity, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + m.dir + "/known",
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "root@127.0.0.1",
	}, command...)...)
}

// wantIn checks whether a key signs in.
func (m *machine) wantIn(what, identity string, in bool) {
	m.t.Helper()
	out, err := m.ssh(identity, "echo", "in").CombinedOutput()
	if got := err == nil && strings.Contains(string(out), "in\n"); got != in {
		m.t.Errorf("%s: in is %v, %v:\n%s", what, got, err, out)
	}
	if !in && !strings.Contains(string(out), "Permission denied (publickey)") {
		m.t.Errorf("%s: refused with other words:\n%s", what, out)
	}
}

// TestSystemSSHD: whose address the account's name makes, signs in, until they
// are suspended. What is open by then stays open.
func TestSystemSSHD(t *testing.T) {
	m := newMachine(t, "root")
	root, eva := m.member("root@acme.test"), m.member("eva@acme.test")
	stranger, _ := m.identity("stranger")
	m.wantIn("the member", root, true)
	m.wantIn("another member", eva, false)
	m.wantIn("a stranger", stranger, false)

	open := m.ssh(root, "cat")
	in, err := open.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := open.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := open.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	echo := func(when string) {
		t.Helper()
		if _, err := in.Write([]byte(when + "\n")); err != nil {
			t.Fatal(err)
		}
		if got, err := lines.ReadString('\n'); got != when+"\n" {
			t.Errorf("an open session %s: %q, %v", when, got, err)
		}
	}
	echo("before")
	m.suspend("root@acme.test")
	m.wantIn("the member, suspended", root, false)
	echo("after")
	_ = in.Close()
	if err := open.Wait(); err != nil {
		t.Error(err)
	}
}

// TestSystemSSHDGroup: an account outside of the group isn't asked for.
func TestSystemSSHDGroup(t *testing.T) {
	m := newMachine(t, "nogroup")
	m.wantIn("who has root's address", m.member("root@acme.test"), false)
	if n := m.asked.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// TestSystemSSHDAlone: without an answer the keys in root's folder still work.
func TestSystemSSHDAlone(t *testing.T) {
	m := newMachine(t, "root")
	member := m.member("root@acme.test")
	glass, line := m.identity("break-glass")
	write(t, filepath.Join(m.dir, "authorized_keys", "root"), line, 0o600)
	m.wantIn("the member", member, true)
	m.revoke(m.key)
	m.wantIn("the member, whose machine's key was revoked", member, false)
	if want := "failed, status 22"; !strings.Contains(m.log.String(), want) {
		t.Errorf("the log lacks %q", want)
	}
	m.wantIn("root's own key", glass, true)
	m.api.Close()
	m.wantIn("the member, while gatehouse is down", member, false)
	if want := "failed, status 7"; !strings.Contains(m.log.String(), want) {
		t.Errorf("the log lacks %q", want)
	}
	m.wantIn("root's own key, while gatehouse is down", glass, true)
}

// TestSystemSSHDHangs: sshd waits as long as the script does.
func TestSystemSSHDHangs(t *testing.T) {
	m := newMachine(t, "root")
	member := m.member("root@acme.test")
	address := m.api.Listener.Addr().String()
	m.api.Close()
	silent, err := net.Listen("tcp", address) // its backlog accepts, nobody speaks
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	m.wantIn("the member, while gatehouse hangs", member, false)
	if want := "failed, status 28"; !strings.Contains(m.log.String(), want) {
		t.Errorf("the log lacks %q", want)
	}
}

// TestSystemSSHDNames: nothing but a name leaves the machine.
func TestSystemSSHDNames(t *testing.T) {
	m := newMachine(t, "root")
	m.member("eva@acme.test")
	before := m.asked.Load()
	for _, name := range []string{"", "-x", "Eva", "a b", "a&user=eva@acme.test", "eva@acme.test", "../eva", "a\nb", "$(id)"} {
		if out, err := exec.CommandContext(t.Context(), m.script, name).CombinedOutput(); err != nil || len(out) != 0 {
			t.Errorf("%q: %v: %s", name, err, out)
		}
	}
	if n := m.asked.Load() - before; n != 0 {
		t.Errorf("%d requests", n)
	}
	if out, err := exec.CommandContext(t.Context(), m.script, "eva").Output(); err != nil || !strings.HasPrefix(string(out), "ssh-ed25519 ") {
		t.Errorf("eva: %v: %s", err, out)
	}
	if out, err := exec.CommandContext(t.Context(), m.script, "nobody-by-that-name").Output(); err != nil || len(out) != 0 {
		t.Errorf("nobody: %v: %s", err, out)
	}
}
