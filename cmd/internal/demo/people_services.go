package demo

// Forever is the ExpiresInDays of a key that never expires.
const Forever = 1 << 20

// ServiceUser is one of the demo workspace's programs, with its keys.
type ServiceUser struct {
	Name, RoleHint string
	JoinedDaysAgo  int
	Suspended      bool
	Keys           []Key
}

// Key is a service user's key; its secret is made where the key is.
type Key struct {
	Name               string
	CreatedDaysAgo     int
	ExpiresInDays      int // below zero: expired that long ago; or Forever
	LastUsedMinutesAgo int // or Never
	Revoked            bool
}

// ServiceUsers gives the programs: among their keys one that is close to its
// end, one that is past it, one that was revoked, and one never used.
func ServiceUsers() []ServiceUser {
	const day = 24 * 60
	return []ServiceUser{
		{Name: "payroll-export", RoleHint: "verifier", JoinedDaysAgo: 700, Keys: []Key{
			{Name: "nightly", CreatedDaysAgo: 84, ExpiresInDays: 6, LastUsedMinutesAgo: 1},
			{Name: "before the move", CreatedDaysAgo: 174, ExpiresInDays: -84, LastUsedMinutesAgo: 85 * day},
		}},
		{Name: "integration-sync", RoleHint: "developer", JoinedDaysAgo: 520, Keys: []Key{
			{Name: "production", CreatedDaysAgo: 20, ExpiresInDays: 70, LastUsedMinutesAgo: 3},
			{Name: "staging", CreatedDaysAgo: 12, ExpiresInDays: 78, LastUsedMinutesAgo: Never},
			{Name: "lost laptop", CreatedDaysAgo: 60, ExpiresInDays: 30, LastUsedMinutesAgo: 19 * day, Revoked: true},
		}},
		{Name: "badge-printer", RoleHint: "verifier", JoinedDaysAgo: 410, Keys: []Key{
			{Name: "front desk", CreatedDaysAgo: 400, ExpiresInDays: Forever, LastUsedMinutesAgo: 35},
		}},
		{Name: "wiki-gateway", RoleHint: "verifier", JoinedDaysAgo: 230, Keys: []Key{
			{Name: "forward-auth", CreatedDaysAgo: 45, ExpiresInDays: 45, LastUsedMinutesAgo: 0},
		}},
		{Name: "ci-deploys", RoleHint: "developer", JoinedDaysAgo: 150, Keys: []Key{
			{Name: "runners", CreatedDaysAgo: 30, ExpiresInDays: 60, LastUsedMinutesAgo: 12},
		}},
		{Name: "old-timeclock", RoleHint: "verifier", JoinedDaysAgo: 900, Suspended: true, Keys: []Key{
			{Name: "hall", CreatedDaysAgo: 40, ExpiresInDays: 50, LastUsedMinutesAgo: 33 * day},
		}},
		{Name: "status-board", RoleHint: "verifier", JoinedDaysAgo: 9}, // no key yet
	}
}
