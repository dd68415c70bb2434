package domain

import (
	"strings"
	"time"
)

// Employee is the record of a person at work. It is not an account; a member
// may be linked to one, one to one.
type Employee struct {
	ID      ID
	Version uint64
	Number  string
	Name    string
	Email   string
	Unit    ID
	Member  ID // the linked account
}

// Unit is an organisation unit. Units nest.
type Unit struct {
	ID      ID
	Version uint64
	Name    string
	Parent  ID
}

// Group holds projects and people. Groups nest.
type Group struct {
	ID       ID
	Version  uint64
	Name     string
	Parent   ID
	Archived bool
}

// Project is what people are staffed on.
type Project struct {
	ID       ID
	Version  uint64
	Name     string
	Group    ID
	Unit     ID
	Archived bool
}

// Login is an SSH public key by which a person signs in. Its id is the
// fingerprint, SHA256:….
type Login struct {
	ID         ID
	Version    uint64
	Member     ID
	Type       string
	Comment    string
	PublicKey  string // the authorized_keys form, without the comment
	AddedAt    time.Time
	LastUsedAt time.Time
}

// Enrolment is a token by which a member enrols a login. Its id is the
// member's: the next one takes its place.
type Enrolment struct {
	ID        ID
	Version   uint64
	Token     ID // the identifier within the token
	MAC       []byte
	InvitedBy ID // whose rights the token rests on
	SentAt    time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
}

// CustomRole is a role that the workspace made for itself. Members hold it by
// its name.
type CustomRole struct {
	ID      ID
	Version uint64
	Name    string   // compared as FoldName makes it
	From    string   // the role that it was copied from
	Rank    int      // higher is above, on the scale of the model's own roles
	Rights  []string // right:scope, such as members.view:s, in the order of the catalogue
}

// Rate is what an hour of a person is sold for or what it costs, from a date
// until the next rate of the same kind begins (Timeneye, How to set a user's
// hourly rate and cost). One with a project wins over one without.
type Rate struct {
	ID       ID
	Version  uint64
	Member   ID
	Project  ID // empty: whatever the project
	Kind     RateKind
	From     Date
	Amount   int64  // an hour's, in minor units of the currency; never negative
	Currency string // ISO 4217
}

// RateKind is what a rate is about.
type RateKind string

// The kinds of rates.
const (
	HourlyRate RateKind = "hourly" // what an hour is sold for
	HourlyCost RateKind = "cost"   // what it costs
)

// TimeEntry is time that a person worked on a project on a day.
type TimeEntry struct {
	ID      ID
	Version uint64
	Project ID
	Member  ID
	Date    Date
	Minutes int
}

// RateKey is what at most one rate has: a kind, a person, a project and a day
// that it begins.
func RateKey(r *Rate) string {
	return strings.Join([]string{string(r.Member), string(r.Project), string(r.Kind), string(r.From)}, "|")
}

// DayKey is the value under which the minutes of a person's day are counted.
func DayKey(member ID, day Date) string { return string(member) + "|" + string(day) }

// Date is a day of the calendar as ISO 8601 writes it, 2026-11-22. Dates sort
// as their texts do.
type Date string

// Key is an API key of a service user. Its id is the identifier within the
// secret; what is kept of the secret is an HMAC.
type Key struct {
	ID          ID
	Version     uint64
	ServiceUser ID
	Name        string
	MAC         []byte
	CreatedAt   time.Time
	CreatedBy   ID
	ExpiresAt   time.Time // zero: never
	RevokedAt   time.Time
	LastUsedAt  time.Time
	Replaces    ID  // the key it was rotated from
	ReplacedBy  ID  // the key that it was rotated to
	Warned      int // days before its expiry of the last warning; zero: none yet
}

// Status of a key.
const (
	KeyActive  = "active"
	KeyExpired = "expired"
	KeyRevoked = "revoked"
)

// StatusAt is what can be said of the key itself; a suspended service user's
// keys refuse all the same.
func (k Key) StatusAt(now time.Time) string {
	switch {
	case !k.RevokedAt.IsZero():
		return KeyRevoked
	case !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt):
		return KeyExpired
	}
	return KeyActive
}

// InvitationLasts is how long an invitation can be accepted, to the second
// (mTime, Users & permissions: "Invitations expire after 7 days").
const InvitationLasts = 7 * 24 * time.Hour

// Status of an invitation.
const (
	InvitationPending  = "pending"
	InvitationAccepted = "accepted"
	InvitationRevoked  = "revoked"
	InvitationExpired  = "expired"
)

// Delivery says how far the message of an invitation has come.
const (
	DeliveryNone    = "none"
	DeliveryQueued  = "queued"
	DeliverySent    = "sent"
	DeliveryDelayed = "delayed"
	DeliveryFailed  = "failed"
)

// Invitation is an offer of a role to an e-mail address.
type Invitation struct {
	ID         ID
	Version    uint64
	Email      string
	Role       string
	Until      time.Time // the account that it makes ends then
	Unit       ID        // a Manager's unit
	InvitedBy  ID        // whose rights the invitation rests on
	SentAt     time.Time
	ExpiresAt  time.Time
	Resends    int
	Token      ID // the identifier within the token
	MAC        []byte
	AcceptedAt time.Time
	AcceptedBy ID
	RevokedAt  time.Time
	ReplacedBy ID // the next invitation to the address
	Delivery   string
	Mail       ID // the message that carries the token; empty: none was queued
}

// StatusAt is the invitation's status at a moment.
func (i Invitation) StatusAt(now time.Time) string {
	switch {
	case !i.AcceptedAt.IsZero():
		return InvitationAccepted
	case !i.RevokedAt.IsZero():
		return InvitationRevoked
	case !now.Before(i.ExpiresAt):
		return InvitationExpired
	}
	return InvitationPending
}

// accountEnded tells whether the account that it makes would be over already.
func (i Invitation) accountEnded(now time.Time) bool {
	return !i.Until.IsZero() && !now.Before(i.Until)
}

// Open tells whether the invitation holds its address: neither accepted nor
// revoked. An expired one gives the address up to the next.
func (i Invitation) Open() bool {
	return i.AcceptedAt.IsZero() && i.RevokedAt.IsZero() && i.ReplacedBy == ""
}

// bare is the key without what is kept of its secret.
func (k Key) bare() Key {
	k.MAC = nil
	return k
}

// bare is the invitation without what is kept of its token.
func (i Invitation) bare() Invitation {
	i.MAC = nil
	return i
}

// RecordID is the key under which the record is kept.
func (r CustomRole) RecordID() ID { return r.ID }
func (r Rate) RecordID() ID       { return r.ID }
func (e TimeEntry) RecordID() ID  { return e.ID }
func (e Employee) RecordID() ID   { return e.ID }
func (u Unit) RecordID() ID       { return u.ID }
func (g Group) RecordID() ID      { return g.ID }
func (p Project) RecordID() ID    { return p.ID }
func (l Login) RecordID() ID      { return l.ID }
func (e Enrolment) RecordID() ID  { return e.ID }
func (k Key) RecordID() ID        { return k.ID }
func (i Invitation) RecordID() ID { return i.ID }
