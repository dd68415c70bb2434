package tui

import (
	"slices"
	"testing"

	"gatehouse/domain"
)

// Who may not see the holders is told how many there are, and no name.
func TestARoleChangeCountsWhoMayNotBeNamed(t *testing.T) {
	for want, impact := range map[string]domain.RoleImpact{
		"1 account has it and feels it at once.":                                {Holders: 1, More: 1},
		"3 accounts have it and feel it at once: bo@acme.test, Zoë and 1 more.": {Holders: 3, Names: []string{"bo@acme.test", "Zoë"}, More: 1},
		"1 account has it and feels it at once: hana@acme.test.":                {Holders: 1, Names: []string{"hana@acme.test"}},
		"2 pending invitations are to it.":                                      {Invitations: 2},
		"Nobody has the role yet.":                                              {},
	} {
		if lines := roleLines(impact); !slices.Contains(lines, want) {
			t.Errorf("%q isn't in %q", want, lines)
		}
	}
}
