package domain

import (
	"slices"

	"gatehouse/domain/rights"
)

// MemberQuery asks for a page of members.
type MemberQuery struct {
	Text   string // search; the order is then best first
	Role   string
	Status string // empty: all but the removed
	Kind   string // person or service
	Sort   Index  // ByName, ByEmail, ByRole, ByStatus, ByJoined
	Desc   bool

	After   Cursor // a cursor of an earlier page, in the direction of travel
	Reverse bool   // travel backwards, from After or from the end
	Limit   int

	// Near begins without a cursor as far before this member as makes them the
	// middle of the page, where an index is paged and they are in it.
	Near ID
}

// MemberPage is one page of members.
type MemberPage struct {
	Rows []ListedRow
	More bool // in the direction of travel
	// Behind tells, of a page that was asked for near a member, that rows lie
	// the other way too.
	Behind bool
	// Total is how many there are in all; less than zero where counting would
	// mean reading them all.
	Total int
}

// ListedRow is a member and its place in the list.
type ListedRow struct {
	Listed
	Cursor Cursor
}

// checkQuery refuses filters that mean nothing.
func (t *txn) checkQuery(q *MemberQuery) error {
	if q.Role != "" {
		r, err := t.role(q.Role)
		if err != nil {
			return err
		}
		q.Role = r.Name
	}
	for _, f := range []struct {
		what, word string
		among      []string
	}{
		{"status", q.Status, []string{StatusActive, StatusSuspended, StatusRemoved}},
		{"kind", q.Kind, []string{"person", "service"}},
		{"order", string(q.Sort), []string{string(ByName), string(ByEmail), string(ByRole), string(ByStatus), string(ByJoined)}},
	} {
		if f.word != "" && !slices.Contains(f.among, f.word) {
			return unknown(f.what, f.word, f.among)
		}
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	return nil
}

// filtered tells whether the query leaves out more than the removed.
func (q MemberQuery) filtered() bool { return q.Role != "" || q.Status != "" || q.Kind != "" }

// matches tells whether a member passes the query's filters now.
func (t *txn) matches(m Member, q MemberQuery) bool {
	return (q.Role == "" || t.roleName(m) == q.Role) &&
		(q.Status == m.StatusAt(t.now) || q.Status == "" && m.RemovedAt.IsZero()) &&
		(q.Kind == "" || kindName(m.Kind) == q.Kind)
}

func kindName(k rights.Kind) string {
	if k == rights.ServiceUser {
		return "service"
	}
	return "person"
}

// roleName is the member's effective role.
func (t *txn) roleName(m Member) string {
	if m.ID == t.info.Owner {
		return "owner"
	}
	return m.RoleAt(t.now)
}
