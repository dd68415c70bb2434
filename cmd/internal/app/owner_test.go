package app

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestRecoverOwner: one commit, the old owner becomes Admin, and it stands in
// the audit trail.
func TestRecoverOwner(t *testing.T) {
	h := newHome(t)
	h.env = append(h.env, "GATEHOUSE_DB="+h.path("demo.db"))
	h.run("demo", "--seed-only", "--db", h.path("demo.db")).exits(0)
	h.run("recover-owner", "bo@acme.test").exits(2, "--yes")
	h.run("recover-owner", "nobody@acme.test", "--yes").exits(6)
	suspended := h.run("members", "list", "--status", "suspended", "--kind", "person", "--json", "--limit", "1").exits(0)
	var who []struct{ Email string }
	if err := json.Unmarshal([]byte(suspended.out), &who); err != nil || len(who) != 1 {
		t.Fatal(err, suspended.out)
	}
	h.run("recover-owner", who[0].Email, "--yes").exits(5, "only an active person can own")
	h.run("recover-owner", "payroll-export", "--yes").exits(2, "service user")
	h.run("recover-owner", "bo@acme.test", "--yes", "--json", "--key", write(t, h.path("bo.pub"), publicKey(t))).exits(0, `"owner": "bo@acme.test"`)
	h.run("members", "show", "ada@acme.test").exits(0, "admin")
	h.run("audit", "list", "--limit", "1").exits(0, "workspace.recover-owner")
	owners := h.run("members", "list", "--role", "owner", "--json").exits(0)
	if strings.Count(owners.out, `"role": "owner"`) != 1 {
		t.Errorf("the owners are %s", owners.out)
	}
}

func publicKey(t *testing.T) string {
	t.Helper()
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return string(ssh.MarshalAuthorizedKey(key))
}

// TestWorkspaces: several in one database, each with people of its own.
func TestWorkspaces(t *testing.T) {
	h := newHome(t)
	h.init()
	h.run("workspaces", "create", "--name", "Beta", "--slug", "beta", "--owner", "bo@beta.test", "--model", "timeneye").exits(0, "timeneye")
	h.run("workspaces", "create", "--name", "Beta", "--slug", "beta", "--owner", "bo@beta.test").exits(5, "beta")
	h.run("members", "list").exits(2, "--workspace", "acme or beta")
	h.env = append(h.env, "GATEHOUSE_WORKSPACE=beta")
	if r := h.run("members", "list").exits(0, "bo@beta.test"); strings.Contains(r.out, "ada@") {
		t.Errorf("another workspace's people: %s", r.out)
	}
	h.run("members", "list", "--workspace", "acme").exits(0, "ada@acme.test")
	h.run("workspaces", "list", "--sort", "-slug", "--limit", "1", "--json").exits(0, `"slug": "beta"`)
	h.run("workspaces", "restore", "acme").exits(5, "isn't deleted")
	h.run("workspaces", "restore", "gamma").exits(6)
}
