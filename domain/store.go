package domain

import (
	"context"
	"time"
)

// Store is what the domain needs from storage. A workspace's records are
// reached under its id; nothing crosses from one to another.
type Store interface {
	// Commit runs decide in a write transaction; it may run twice. Its error
	// discards every change and is returned as it is.
	Commit(ctx context.Context, workspace ID, decide func(Tx) error) error
	// View runs read on a consistent snapshot. What read puts is seen by read
	// alone and thrown away, so that a preview is the change itself.
	View(ctx context.Context, workspace ID, read func(View) error) error
	// Watch signals, coalesced, that something in the workspace may have changed.
	Watch(ctx context.Context, workspace ID) <-chan struct{}
	// Erase deletes what a workspace holds, its own record last, in at most so
	// many bounded commits, and tells whether more is left. It can be called again.
	Erase(ctx context.Context, workspace ID, commits int) (more bool, err error)
	// Room is about how many records one commit may put.
	Room() int
}

// Records are the records of one kind.
type Records[T any] interface {
	// Get returns a NotFound error for an unknown id.
	Get(ID) (T, error)
	// Put writes a record whose Version is the one that was read, or zero for
	// a new one, and returns it with its new version. Its indexes and counters
	// follow. A value that must be unique and is taken is a Conflict.
	Put(T) (T, error)
	Delete(ID) error
}

// Unique names a value that at most one record holds.
type Unique string

// The unique values. Names are compared as FoldName makes them.
const (
	UniqueAddress     Unique = "address"      // a member's e-mail address
	UniqueInvited     Unique = "invited"      // the address of the newest invitation to it
	UniqueToken       Unique = "token"        // the identifier of an invitation's token
	UniqueEnrolment   Unique = "enrolment"    // the identifier of an enrolment's token
	UniqueServiceUser Unique = "service-user" // name
	UniqueNumber      Unique = "number"       // an employee's
	UniqueUnit        Unique = "unit"         // name
	UniqueGroup       Unique = "group"        // name
	UniqueProject     Unique = "project"      // name
	UniqueRole        Unique = "role"         // a custom role's name
	UniqueRate        Unique = "rate"         // what RateKey makes of a rate
	UniqueSlug        Unique = "slug"         // of all workspaces in the database
)

// Counted names a number that storage keeps up to date with the records.
type Counted string

// The counters; (v) are kept for each value.
const (
	CountMembers    Counted = "members"     // all
	CountByRole     Counted = "role"        // (v) as written, the temporary one counted too
	CountByStatus   Counted = "status"      // (v) as written
	CountByKind     Counted = "kind"        // (v) of those not removed
	CountSeats      Counted = "seats"       // active persons and open invitations, as written
	CountOpen       Counted = "open"        // open invitations
	CountUnitPeople Counted = "unit-people" // (v) employees and projects in a unit
	CountChildren   Counted = "children"    // (v) units below a unit, groups below a group
	CountGroup      Counted = "group"       // (v) projects in a group
	CountRoles      Counted = "roles"       // custom roles
	CountOffered    Counted = "offered"     // (v) open invitations to a role
	CountMinutes    Counted = "minutes"     // (v) of a person on a day, see DayKey
	CountLogins     Counted = "logins"      // (v) of a person
	CountWebhooks   Counted = "webhooks"
	CountWaiting    Counted = "waiting" // (v) messages that wait to be sent, of a webhook
)

// Tx decides from single reads alone, so that any engine can compare what it
// read when it commits.
type Tx interface {
	Workspaces() Records[WorkspaceInfo]
	Members() Records[Member]
	Invitations() Records[Invitation]
	Keys() Records[Key]
	Employees() Records[Employee]
	Units() Records[Unit]
	Groups() Records[Group]
	Projects() Records[Project]
	Logins() Records[Login]
	Enrolments() Records[Enrolment]
	Roles() Records[CustomRole]
	Rates() Records[Rate]
	Time() Records[TimeEntry]
	Messages() Records[Message]
	Webhooks() Records[Webhook]
	Replays() Records[Replay]
	KeyHomes() Records[KeyHome] // shared by all workspaces

	// Find returns who holds a unique value, or "".
	Find(u Unique, value string) (ID, error)
	// Count tells how many records of a kind an index holds under a value, as
	// written and in this transaction. It stands for the range when a commit is
	// compared: two that change what it counts collide.
	Count(c Counted, value string) (int, error)
	// Event returns an event of the audit trail.
	Event(seq uint64) (Event, error)
	// Append adds an event and returns its number.
	Append(Event) (uint64, error)
	// Refused notes a refusal and tells whether it is the first of its minute.
	Refused(key string, at time.Time) (first bool, err error)
	// Changed lists what was put and deleted since the last Append, each record
	// once, against what it was then.
	Changed() []Diff
	// Discard forgets every change and appended event of the transaction.
	Discard()
}

// Diff is one changed record, its secret fields left out.
type Diff struct {
	Touch
	Deleted bool
	Fields  []FieldDiff
}

// FieldDiff is one field of a Diff as text.
type FieldDiff struct{ Name, Before, After string }

// View adds pages and counts to single reads.
type View interface {
	Tx
	MemberPages() Pages[Member]
	InvitationPages() Pages[Invitation]
	KeyPages() Pages[Key]
	EmployeePages() Pages[Employee]
	UnitPages() Pages[Unit]
	GroupPages() Pages[Group]
	ProjectPages() Pages[Project]
	LoginPages() Pages[Login]
	EnrolmentPages() Pages[Enrolment]
	RolePages() Pages[CustomRole]
	RatePages() Pages[Rate]
	TimePages() Pages[TimeEntry]
	MessagePages() Pages[Message]
	WebhookPages() Pages[Webhook]
	ReplayPages() Pages[Replay]
	WorkspacePages() Pages[WorkspaceInfo]
	EventPages() Pages[Event]
}

// Index names an order in which records can be paged.
type Index string

// The indexes. Those marked (v) are paged under one value, and ordered by
// name within it.
const (
	ByName    Index = "name"
	ByEmail   Index = "email"
	ByRole    Index = "role"   // (v) as written: the role and a temporary one; open invitations by the role offered
	ByStatus  Index = "status" // (v) as written
	ByKind    Index = "kind"   // (v)
	ByJoined  Index = "joined_at"
	ByExpiry  Index = "expiry"  // members and invitations that end
	ByLapse   Index = "lapse"   // members, by the first end that the audit trail doesn't show yet; keys, by their next warning
	ByUnit    Index = "unit"    // (v) members by the units they manage; employees, projects by the one they are in
	ByProject Index = "project" // (v) members by the projects they manage or are staffed on; time entries by date
	ByGroup   Index = "group"   // (v) members, projects
	ByParent  Index = "parent"  // (v) units, groups
	ByMember  Index = "member"  // (v) keys by service user, logins by person, invitations by sender, rates, time entries by date
	ByNumber  Index = "number"  // employees
	ByTime    Index = "time"    // invitations and enrolments by when they were sent, keys by when they were made; time entries by date; events by number
	ByTarget  Index = "target"  // (v) events
	ByDue     Index = "due"     // (v) messages of a kind, by when they are tried next
)

// Query asks for a page.
type Query struct {
	Index   Index
	Value   string // for an index that is paged under a value
	After   Cursor // in the direction of travel; empty: from the start, or with Reverse from the end
	Reverse bool
	Limit   int

	From, To Date // of an index by date: only rows of these days and those between; empty: no bound
}

// Cursor is an opaque place in an index.
type Cursor string

// Row is a record and its place.
type Row[T any] struct {
	Item   T
	Cursor Cursor
}

// Pages reads records in an order. No page is longer than its limit, and rows
// come in the direction of travel.
type Pages[T any] interface {
	Page(Query) (rows []Row[T], more bool, err error)
	// Place is the cursor of a record in the list that the query asks for, or ""
	// if it isn't in it.
	Place(Query, ID) (Cursor, error)
}
