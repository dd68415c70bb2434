package tui

import "testing"

// What the screens show as the same command can be typed as it stands.
func TestAFilterIsTheCommandThatListsTheSame(t *testing.T) {
	for got, want := range map[string]string{
		memberFilter{}.command():                                           "gatehouse members list",
		memberFilter{role: "Team lead", status: "active"}.command():        `gatehouse members list --role 'Team lead' --status active`,
		eventFilter{actor: "Zoë Müller", action: "members.role"}.command(): `gatehouse audit list --actor 'Zoë Müller' --action members.role`,
	} {
		if got != want {
			t.Errorf("%s, and not %s", got, want)
		}
	}
}
