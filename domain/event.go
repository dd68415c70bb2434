package domain

import "time"

// Results of an event.
const (
	ResultDone   = "done"
	ResultDenied = "denied"
)

// Event is what happened, or was refused.
type Event struct {
	Seq    uint64
	At     time.Time
	Actor  ID
	By     string // what the actor was called then
	Via    string // local, ssh, http
	From   string // a network address, as far as there is one
	Key    string // what the actor signed in by: an SSH key's fingerprint, an API key's id
	Action string // the command's words: members.role
	Target Mention
	Result string
	Detail string

	Changes []FieldChange
	Touched []Touch
	Undoes  uint64 // the event that this one takes back
	Part    uint64 // the first event of the same commit; zero in the first itself
}

// Mention is a thing as it was called at the time.
type Mention struct {
	Kind string // member, employee, unit, project, group, role, invitation, key, workspace
	ID   ID
	Name string
}

// String is the form that --on and --target take: KIND/NAME.
func (m Mention) String() string {
	if m.Kind == "" {
		return ""
	}
	return m.Kind + "/" + m.Name
}

// FieldChange is one field before and after; secret fields never appear.
type FieldChange struct {
	Record Mention // zero: the event's target, see [Event.Of]
	Field  string
	Before string
	After  string
}

// Touch is a record and the version that the event left it at.
type Touch struct {
	Kind    string
	ID      ID
	Version uint64 // zero: deleted
	Created bool
}

// Of is the record that a change of the event was made to.
func (e Event) Of(c FieldChange) Mention {
	if c.Record == (Mention{}) {
		return e.Target
	}
	return c.Record
}
