package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// place is a screen that one can go to from anywhere.
type place struct {
	name    string // by which the palette finds it
	command string // the command that shows the same
	open    func(*App, *domain.Session) Screen
}

// places are the screens in the order in which the palette offers them. The
// first is where the program begins.
func places() []place {
	return []place{
		{"Members", "gatehouse members list", func(a *App, s *domain.Session) Screen { return newMembers(a, s) }},
		{"Invitations", "gatehouse invitations list", func(a *App, s *domain.Session) Screen { return newInvitations(a, s) }},
		{"Vault", "gatehouse keys list", func(a *App, s *domain.Session) Screen { return newVault(a, s) }},
		{"Employees", "gatehouse employees list", func(a *App, s *domain.Session) Screen { return newEmployees(a, s) }},
		{"Units", "gatehouse units list", func(a *App, s *domain.Session) Screen { return newUnits(a, s) }},
		{"Groups", "gatehouse groups list", func(a *App, s *domain.Session) Screen { return newGroups(a, s) }},
		{"Projects", "gatehouse projects list", func(a *App, s *domain.Session) Screen { return newProjects(a, s, domain.ListedPlace{}) }},
		{"Roles", "gatehouse roles matrix", func(a *App, s *domain.Session) Screen { return newRoles(a, s) }},
		{"Who can", "gatehouse rights who RIGHT", func(a *App, s *domain.Session) Screen { return newWhoCan(a, s) }},
		{"Workspace", "gatehouse workspace show", func(a *App, s *domain.Session) Screen { return newWorkspace(a, s) }},
		{"Mail", "gatehouse mail list", func(a *App, s *domain.Session) Screen { return newMail(a, s) }},
		{"Webhooks", "gatehouse webhooks list", func(a *App, s *domain.Session) Screen { return newWebhooks(a, s) }},
		{"Sessions", "gatehouse sessions list", func(a *App, s *domain.Session) Screen { return newSessions(a, s) }},
		{"Your logins", "gatehouse logins list EMAIL", func(a *App, s *domain.Session) Screen { return newOwnLogins(a, s) }},
		{"Audit", "gatehouse audit list", func(a *App, s *domain.Session) Screen { return newAudit(a, s) }},
	}
}

// going offers every place to the palette.
func going(s *domain.Session) func(*App) []Action {
	return func(a *App) (actions []Action) {
		for _, p := range places() {
			actions = append(actions, Action{Name: p.name, Command: p.command, place: true, Do: func() tea.Cmd { return a.visit(p.open(a, s)) }})
		}
		return actions
	}
}
