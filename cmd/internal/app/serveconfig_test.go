//go:build unix

package app

import (
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestConfigurationMistakes are told with the file, the line and what can be.
func TestConfigurationMistakes(t *testing.T) {
	h := newHome(t)
	h.init()
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	weak, err := ssh.NewPublicKey(&short.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	ca := func(name, text string) string { return "ssh: :0\nuser_ca: " + write(t, h.path(name), text) + "\n" }
	if err := syscall.Mkfifo(h.path("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, says := range map[string]string{
		"ssh: 2222\n":                                          ":1: ssh is an address with a port, such as :2222 or 192.0.2.1:22, not \"2222\"",
		"# a\nshs: :22\n":                                      ":2: shs is no setting; did you mean ssh?",
		"ssh: :0\nlimits:\n  sesions: 3\n":                     ":3: limits.sesions is no setting; did you mean limits.sessions",
		"ssh: :0\nlimits:\n  sessions: 0\n":                    ":3: limits.sessions is 1 to 100000, not \"0\"",
		"ssh: :0\nlimits:\n  idle: soon\n":                     ":3: limits.idle is a time with its unit, such as 90s or 5m, 1s to 720h, not \"soon\"",
		"ssh: :0\nlimits:\n  idle: 15\n":                       ":3: limits.idle is a time with its unit, such as 90s or 5m, 1s to 720h, not \"15\"",
		"ssh: :0\nlimits:\n  idle: [1m]\n":                     ":3: limits.idle takes one value",
		"ssh: :0\nlog:\n  level: \"info\n":                     "c.yaml:3: found unexpected end of stream",
		"ssh: :0\nlog:\n  level: loud\n":                       ":3: log.level is debug, info, warn or error",
		"ssh: :0\nssh: :1\n":                                   "ssh",
		"ssh:\n":                                               ":1: ssh has no value",
		"- ssh\n":                                              ":1: here are names and values expected",
		"public_url: gate\n":                                   ":1: public_url is a URL",
		"ssh: :0\nlog:\n  format: xml\n":                       ":3: log.format is text or json",
		"ssh: :0\nsmtp: ftp://u:geheim@x\n":                    ":2: smtp begins with neither smtp:// nor smtps://; it is smtp://[user",
		"log:\n  format: json\n":                               "there is nothing to serve",
		ca("none.pub", "# none\n"):                             "none.pub, in which there is no public key",
		ca("options.pub", "principals=\"x\" "+publicKey(t)):    "options.pub, line 1: the option principals=\"x\" isn't supported",
		ca("weak.pub", string(ssh.MarshalAuthorizedKey(weak))): "weak.pub, line 1: this RSA key is shorter than 2048 bits",
		"ssh: :0\nuser_ca: " + h.path("fifo") + "\n":           "fifo, which is no regular file",
		"ssh: :0\nuser_ca: " + h.path("nowhere") + "\n":        "nowhere, which can't be read: no such file",
		"# " + strings.Repeat("x", maxConfiguration) + "\n":    "is larger than 256 KiB",
	} {
		h.run("serve", "--check", "--config", write(t, h.path("c.yaml"), text)).exits(2, says)
	}
	h.run("serve", "--config", h.path("none.yaml")).exits(2, "none.yaml: the configuration can't be read: no such file")
	h.run("serve", "--config", h.path("fifo")).exits(2, "fifo: the configuration is no regular file")
	h.run("serve", "--check").exits(2, "there is nothing to serve")
	all := ca("fine.pub", "cert-authority "+publicKey(t)) + "host_key: [" + h.path("k") + "]\n"
	h.run("serve", "--check", "--config", write(t, h.path("c.yaml"), all)).exits(0, "certificates of SHA256:", "would make the host key "+h.path("k"), "the configuration is right")
	h.run("serve", "--check", "--json", "--config", h.path("c.yaml")).exits(0, `"in_use": false`)
	gone(t, h.path("k"))
	several := h.run("serve", "--check", "--ssh", "192.0.2.1:1", "--host-key", h.path("fifo"), "--db", h.path("none.db"))
	if several.code == 0 {
		t.Error("it is right")
	}
	for _, says := range []string{"can't listen at 192.0.2.1:1", "is no regular file", "none.db"} {
		if !strings.Contains(several.err, says) {
			t.Errorf("without %q: %s", says, several.err)
		}
	}
}

// TestPrecedence: a flag counts more than the environment, and that more than
// the file.
func TestPrecedence(t *testing.T) {
	file := write(t, t.TempDir()+"/c.yaml", "ssh: :1\npublic_url: https://file\nlog:\n  level: debug\n  format: json\n")
	env := variables([]string{"GATEHOUSE_SSH=:2", "GATEHOUSE_PUBLIC_URL=https://env"})
	s, wrong := configure(map[string][]string{"ssh": {":3"}}, env, file)
	if len(wrong) > 0 || s.SSH != ":3" || s.PublicURL != "https://env" || s.LogFormat != "json" || s.LogLevel != -4 {
		t.Errorf("%+v %v", s, wrong)
	}
}
