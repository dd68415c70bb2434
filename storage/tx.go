package storage

import (
	"bytes"
	"maps"
	"slices"

	"gatehouse/domain"
)

// tx is a transaction: single reads of the engine, and over them the changes
// that are made, held back until it is decided.
type tx struct {
	engine    Getter
	workspace space
	changes   map[string][]byte // nil: deleted
	counters  map[string]*counter
	touched   map[string]differ
	order     []string // of touched
}

func newTx(g Getter, workspace domain.ID) *tx {
	t := &tx{engine: g, workspace: spaceOf(workspace)}
	t.Discard()
	return t
}

func (t *tx) Workspaces() domain.Records[domain.WorkspaceInfo] {
	return records[domain.WorkspaceInfo]{t, workspaces}
}
func (t *tx) Members() domain.Records[domain.Member] { return records[domain.Member]{t, members} }
func (t *tx) Invitations() domain.Records[domain.Invitation] {
	return records[domain.Invitation]{t, invitations}
}
func (t *tx) Keys() domain.Records[domain.Key] { return records[domain.Key]{t, keys} }
func (t *tx) Employees() domain.Records[domain.Employee] {
	return records[domain.Employee]{t, employees}
}
func (t *tx) Units() domain.Records[domain.Unit]       { return records[domain.Unit]{t, units} }
func (t *tx) Groups() domain.Records[domain.Group]     { return records[domain.Group]{t, groups} }
func (t *tx) Projects() domain.Records[domain.Project] { return records[domain.Project]{t, projects} }
func (t *tx) Logins() domain.Records[domain.Login]     { return records[domain.Login]{t, logins} }
func (t *tx) Enrolments() domain.Records[domain.Enrolment] {
	return records[domain.Enrolment]{t, enrolments}
}
func (t *tx) Roles() domain.Records[domain.CustomRole] {
	return records[domain.CustomRole]{t, customRoles}
}
func (t *tx) Rates() domain.Records[domain.Rate] { return records[domain.Rate]{t, rates} }
func (t *tx) Time() domain.Records[domain.TimeEntry] {
	return records[domain.TimeEntry]{t, timeEntries}
}

func (t *tx) Messages() domain.Records[domain.Message] { return records[domain.Message]{t, messages} }
func (t *tx) Webhooks() domain.Records[domain.Webhook] { return records[domain.Webhook]{t, webhooks} }
func (t *tx) Replays() domain.Records[domain.Replay]   { return records[domain.Replay]{t, replays} }
func (t *tx) KeyHomes() domain.Records[domain.KeyHome] { return records[domain.KeyHome]{t, keyHomes} }

// get reads a key as the transaction left it so far; nil is none.
func (t *tx) get(key []byte) ([]byte, error) {
	if value, ok := t.changes[string(key)]; ok {
		return value, nil
	}
	return t.engine.Get(key)
}

func (t *tx) put(key, value []byte) { t.changes[string(key)] = value }

func (t *tx) remove(key []byte) { t.changes[string(key)] = nil }

// Find returns who holds a unique value, or "".
func (t *tx) Find(name domain.Unique, value string) (domain.ID, error) {
	i := slices.IndexFunc(uniqueValues, func(u *uniqueValue) bool { return u.name == name })
	if i < 0 {
		return "", invalid("no_such_unique", "nothing is unique by %q", name)
	}
	return t.holder(t.uniqueKey(uniqueValues[i], uniqueValues[i].fold(value)))
}

func (t *tx) uniqueKey(u *uniqueValue, folded string) []byte {
	return t.in(u.shared).unique(u.table, u.number, folded)
}

// in is the space of the workspace, or the shared one.
func (t *tx) in(everywhere bool) space {
	if everywhere {
		return shared()
	}
	return t.workspace
}

func (t *tx) holder(key []byte) (domain.ID, error) {
	sealed, err := t.get(key)
	if err != nil || sealed == nil {
		return "", err
	}
	id, err := unseal(key, sealed)
	if err != nil {
		return "", damaged("unique value", domain.ID(key), err)
	}
	return domain.ID(id), nil
}

// Changed lists what was put and deleted since the last Append, each record
// once, against what it was then.
func (t *tx) Changed() []domain.Diff {
	var diffs []domain.Diff
	for _, key := range t.order {
		if d, ok := t.touched[key].diff(); ok {
			diffs = append(diffs, d)
		}
	}
	return diffs
}

// forget begins the list of Changed anew.
func (t *tx) forget() { t.touched, t.order = map[string]differ{}, nil }

// Discard forgets every change and appended event of the transaction.
func (t *tx) Discard() {
	t.changes, t.counters = map[string][]byte{}, map[string]*counter{}
	t.forget()
}

// decided is the changes for the engine, in the order of their keys.
func (t *tx) decided(bound int) ([]Change, error) {
	t.writeCounters()
	if len(t.changes) > bound {
		return nil, tooMany(len(t.changes), bound)
	}
	changes := make([]Change, 0, len(t.changes))
	for key, value := range maps.All(t.changes) {
		changes = append(changes, Change{[]byte(key), value})
	}
	slices.SortFunc(changes, func(a, b Change) int { return bytes.Compare(a.Key, b.Key) })
	return changes, nil
}

// differ is one record that the transaction touched.
type differ interface{ diff() (domain.Diff, bool) }

type touched[T any] struct {
	table         *table[T]
	before, after *T
}

func (c *touched[T]) diff() (domain.Diff, bool) {
	if c.before == nil && c.after == nil {
		return domain.Diff{}, false
	}
	return c.table.diff(c.before, c.after), true
}
