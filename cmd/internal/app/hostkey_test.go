//go:build unix

package app

import (
	"crypto/ed25519"
	"encoding/pem"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/crypto/ssh"
)

// lockedKey is a private key with a passphrase.
func lockedKey(t *testing.T) string {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(block))
}

// TestHostKeyRefused: what is no private key stops serve, and stays as it was;
// nothing is waited for.
func TestHostKeyRefused(t *testing.T) {
	h := newHome(t)
	h.init()
	if err := syscall.Mkfifo(h.path("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(h.path("fifo"), h.path("link")); err != nil {
		t.Fatal(err)
	}
	for file, says := range map[string]string{
		h.path("fifo"): "is no regular file", h.path("link"): "is no regular file", h.dir: "is no regular file",
		write(t, h.path("big"), strings.Repeat("x", maxKeyFile+1)): "is larger than 16 KiB",
		write(t, h.path("garbage"), "garbage"):                     "is no private key without a passphrase",
		write(t, h.path("locked"), lockedKey(t)):                   "is no private key without a passphrase",
		h.path("no/where"):                                         "can't be made: there is no such directory",
	} {
		h.run("serve", "--ssh", "127.0.0.1:0", "--host-key", file).exits(2, "the host key "+file, says)
		h.run("serve", "--ssh", "127.0.0.1:0", "--host-key", file, "--check").exits(2, "the host key "+file, says)
	}
	if read(t, h.path("garbage")) != "garbage" {
		t.Error("it was written over")
	}
	two := []string{"serve", "--ssh", "127.0.0.1:0", "--host-key", h.path("a"), "--host-key", h.path("b")}
	h.run(two...).exits(2, "is of the same type as "+h.path("a"))
	h.run(append(two, "--check")...).exits(2, "is of the same type as "+h.path("a"))
	gone(t, h.path("a"), h.path("b"))
}

// TestHostKeyMadeOnce: of those who start at once one makes it, and all have it.
func TestHostKeyMadeOnce(t *testing.T) {
	file := t.TempDir() + "/key"
	var all sync.WaitGroup
	found := make([]string, 20)
	for i := range found {
		all.Go(func() {
			keys, err := (&program{errs: os.Stderr}).hostKeys(serving{HostKeys: []string{file}}, Files{})
			if err != nil {
				t.Error(err)
				return
			}
			found[i] = ssh.FingerprintSHA256(keys[0].PublicKey())
		})
	}
	all.Wait()
	for _, f := range found {
		if f != found[0] || f == "" {
			t.Errorf("%q, not %q", f, found[0])
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if names, err := os.ReadDir(file[:len(file)-len("/key")]); err != nil || len(names) != 1 {
		t.Error(names, err)
	}
}
