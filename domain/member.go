package domain

import (
	"slices"
	"time"

	"gatehouse/domain/rights"
)

// RemovalHolds is how long a removal can be undone and holds the address.
const RemovalHolds = 30 * 24 * time.Hour

// Member is an account in a workspace: a person, who signs in, or a service
// user, which has API keys. Its status, role and expiry at a moment are
// computed from the record and that moment; nothing is written when one ends.
type Member struct {
	ID      ID
	Version uint64
	Kind    rights.Kind
	Name    string
	Email   string // empty for service users

	Role      string    // what it is when nothing temporary speaks; never owner
	TempRole  string    // replaces Role until RoleUntil
	RoleUntil time.Time // zero without a temporary role

	SuspendedAt time.Time
	Reason      string // why it was suspended
	RemovedAt   time.Time
	ExpiresAt   time.Time // the end of a temporary account

	Options rights.Option
	Ways    rights.Channels

	Employee        ID   // the linked record
	ManagesUnits    []ID // counts only while the role is Manager
	ManagesProjects []ID
	ManagesGroups   []ID
	Projects        []ID // staffed on
	Groups          []ID // belongs to

	JoinedAt time.Time
	SeenAt   time.Time
	MadeBy   ID // the person to whom a service user goes back, through service users that made service users

	EndNoted time.Time // the end of the account that the audit trail shows already
}

// RecordID is the key under which the record is kept.
func (m Member) RecordID() ID { return m.ID }

// RoleAt is the role besides ownership: the temporary one while it lasts.
func (m Member) RoleAt(now time.Time) string {
	if m.TempRole != "" && now.Before(m.RoleUntil) {
		return m.TempRole
	}
	return m.Role
}

// TemporaryAt tells whether a temporary role speaks.
func (m Member) TemporaryAt(now time.Time) bool {
	return m.TempRole != "" && now.Before(m.RoleUntil)
}

// StandingAt is the status that the rights engine asks about.
func (m Member) StandingAt(now time.Time) rights.Status {
	switch {
	case !m.RemovedAt.IsZero():
		return rights.Removed
	case !m.SuspendedAt.IsZero():
		return rights.Suspended
	case !m.ExpiresAt.IsZero() && !now.Before(m.ExpiresAt):
		return rights.Ended
	}
	return rights.Active
}

// Lapses are the ends, past and to come, that the audit trail doesn't show yet:
// of a temporary role, and of the account.
func (m Member) Lapses() []time.Time {
	var ends []time.Time
	if m.TempRole != "" {
		ends = append(ends, m.RoleUntil)
	}
	if !m.ExpiresAt.IsZero() && !m.ExpiresAt.Equal(m.EndNoted) {
		ends = append(ends, m.ExpiresAt)
	}
	return ends
}

// ActiveAt tells whether the account may be used at all.
func (m Member) ActiveAt(now time.Time) bool { return m.StandingAt(now) == rights.Active }

// Status of a member as lists show it.
const (
	StatusActive    = "active"
	StatusSuspended = "suspended"
	StatusRemoved   = "removed"
)

// StatusAt is the status in a word; an account past its end date reads suspended.
func (m Member) StatusAt(now time.Time) string {
	switch m.StandingAt(now) {
	case rights.Removed:
		return StatusRemoved
	case rights.Suspended, rights.Ended:
		return StatusSuspended
	}
	return StatusActive
}

// renameRole gives what a member has as a role, for good and for a time, other
// names, and tells whether that changed anything. Of two that are one now
// nothing comes back any more.
func (m *Member) renameRole(to func(string) string) bool {
	was := *m
	m.Role = to(m.Role)
	if m.TempRole != "" {
		m.TempRole = to(m.TempRole)
	}
	if m.Role == was.Role && m.TempRole == was.TempRole {
		return false
	}
	if m.TempRole == m.Role {
		m.TempRole, m.RoleUntil = "", time.Time{}
	}
	return true
}

// Handle is how commands call the member: the address, or a service user's name.
func (m Member) Handle() string {
	if m.Email != "" {
		return m.Email
	}
	return m.Name
}

// Label is how sentences call the member.
func (m Member) Label() string {
	if m.Name != "" {
		return m.Name
	}
	return m.Handle()
}

// manages tells whether the member has any scoped role.
func (m Member) manages() bool {
	return len(m.ManagesUnits)+len(m.ManagesProjects)+len(m.ManagesGroups) > 0
}

// with returns ids with id, in order and once.
func with(ids []ID, id ID) []ID {
	if slices.Contains(ids, id) {
		return ids
	}
	ids = append(slices.Clone(ids), id)
	slices.Sort(ids)
	return ids
}

// without returns ids without id.
func without(ids []ID, id ID) []ID {
	return slices.DeleteFunc(slices.Clone(ids), func(x ID) bool { return x == id })
}
