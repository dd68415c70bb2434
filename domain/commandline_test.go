package domain_test

import (
	"testing"

	"gatehouse/domain"
)

// A command line does what it says, whatever people are called.
func TestCommand(t *testing.T) {
	for want, words := range map[string][]string{
		"gatehouse members role eva@acme.test admin --until 8h":   {"members", "role", "eva@acme.test", "admin", "--until", "8h"},
		"gatehouse units add 'A & B'":                             {"units", "add", "A & B"},
		`gatehouse units add 'it'\''s'`:                           {"units", "add", "it's"},
		"gatehouse members role -- --as=ada@acme.test admin":      {"members", "role", "--as=ada@acme.test", "admin"},
		"gatehouse service-users suspend -- -rf":                  {"service-users", "suspend", "-rf"},
		"gatehouse units edit Design --parent --help":             {"units", "edit", "Design", "--parent", "--help"},
		"gatehouse projects manager Atlas eva@acme.test --remove": {"projects", "manager", "Atlas", "eva@acme.test", "--remove"},
	} {
		if got := domain.Command(words...); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
