package storage

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"

	"gatehouse/domain"
)

// view is a transaction over a snapshot whose ranges can be read.
type view struct {
	*tx
	reader Reader
}

func (v *view) WorkspacePages() domain.Pages[domain.WorkspaceInfo] {
	return pages[domain.WorkspaceInfo]{v, workspaces}
}
func (v *view) MemberPages() domain.Pages[domain.Member] { return pages[domain.Member]{v, members} }
func (v *view) InvitationPages() domain.Pages[domain.Invitation] {
	return pages[domain.Invitation]{v, invitations}
}
func (v *view) KeyPages() domain.Pages[domain.Key] { return pages[domain.Key]{v, keys} }
func (v *view) EmployeePages() domain.Pages[domain.Employee] {
	return pages[domain.Employee]{v, employees}
}
func (v *view) UnitPages() domain.Pages[domain.Unit]       { return pages[domain.Unit]{v, units} }
func (v *view) GroupPages() domain.Pages[domain.Group]     { return pages[domain.Group]{v, groups} }
func (v *view) ProjectPages() domain.Pages[domain.Project] { return pages[domain.Project]{v, projects} }
func (v *view) LoginPages() domain.Pages[domain.Login]     { return pages[domain.Login]{v, logins} }
func (v *view) EnrolmentPages() domain.Pages[domain.Enrolment] {
	return pages[domain.Enrolment]{v, enrolments}
}
func (v *view) RolePages() domain.Pages[domain.CustomRole] {
	return pages[domain.CustomRole]{v, customRoles}
}
func (v *view) RatePages() domain.Pages[domain.Rate] { return pages[domain.Rate]{v, rates} }
func (v *view) TimePages() domain.Pages[domain.TimeEntry] {
	return pages[domain.TimeEntry]{v, timeEntries}
}
func (v *view) MessagePages() domain.Pages[domain.Message] {
	return pages[domain.Message]{v, messages}
}
func (v *view) WebhookPages() domain.Pages[domain.Webhook] {
	return pages[domain.Webhook]{v, webhooks}
}
func (v *view) ReplayPages() domain.Pages[domain.Replay] { return pages[domain.Replay]{v, replays} }
func (v *view) EventPages() domain.Pages[domain.Event]   { return pages[domain.Event]{v, events} }

// pages reads the records of one table in the order of an index.
type pages[T any] struct {
	view  *view
	table *table[T]
}

// Page returns at most q.Limit rows in the direction of travel, and whether
// there are more. It reads what is in the index alone, from the cursor on.
func (p pages[T]) Page(q domain.Query) ([]domain.Row[T], bool, error) {
	x := p.table.index(q.Index)
	switch {
	case x == nil:
		return nil, false, invalid("no_such_index", "a %s can't be listed by %q", p.table.kind, q.Index)
	case x.under == nil && q.Value != "":
		return nil, false, invalid("no_such_index", "a %s by %q isn't listed under a value", p.table.kind, q.Index)
	case q.From+q.To != "" && (!p.table.dated || x.order != nil):
		return nil, false, invalid("no_such_index", "a %s by %q isn't listed by date", p.table.kind, q.Index)
	case q.Limit < 1:
		return nil, false, invalid("bad_limit", "a page of %d rows", q.Limit)
	}
	prefix := p.prefix(x, q.Value)
	from, to, err := between(prefix, q)
	if err != nil {
		return nil, false, err
	}
	rows := make([]domain.Row[T], 0, min(q.Limit, 256))
	for key := range p.view.reader.Scan(from, to, q.Reverse) {
		if len(rows) == q.Limit {
			return rows, true, nil
		}
		rows = append(rows, domain.Row[T]{Cursor: cursor(prefix, key)})
		here, err := p.row(x, x.whole && q.Value == "", prefix, key, &rows[len(rows)-1].Item)
		if err != nil {
			return nil, false, err
		}
		if !here {
			rows = rows[:len(rows)-1]
		}
	}
	return rows, false, p.view.reader.Err()
}

// Place is the cursor of a record in the list that q asks for; "" if it isn't
// in it.
func (p pages[T]) Place(q domain.Query, id domain.ID) (domain.Cursor, error) {
	x := p.table.index(q.Index)
	if x == nil || x.records || x.under == nil && q.Value != "" {
		return "", invalid("no_such_index", "a %s has no place by %q", p.table.kind, q.Index)
	}
	in := p.view.in(p.table.shared)
	item, err := records[T]{p.view.tx, p.table}.Get(id)
	if err != nil {
		return "", err
	}
	prefix := p.prefix(x, q.Value)
	for _, e := range p.table.entries(&item) {
		if key := in.place(p.table.number, e, id); e.index == x.number && bytes.HasPrefix(key, prefix) {
			return cursor(prefix, key), nil
		}
	}
	return "", nil
}

// prefix is what all places of a list begin with.
func (p pages[T]) prefix(x *index[T], value string) []byte {
	in := p.view.in(p.table.shared)
	switch {
	case x.records:
		return in.records(p.table.number)
	case x.whole && value == "":
		return in.lists(p.table.number, x.number)
	}
	return in.list(p.table.number, x.number, value)
}

// row reads the record that a place in an index leads to, as the snapshot has
// it. here is false if a list of the whole index has it at another place.
func (p pages[T]) row(x *index[T], whole bool, prefix, place []byte, item *T) (here bool, err error) {
	id, ok := domain.ID(place[len(prefix):]), true
	if !x.records {
		id, ok = idIn(place[len(prefix):], whole)
	}
	if !ok {
		return false, damaged(p.table.kind, domain.ID(place), errWire)
	}
	in := p.view.in(p.table.shared)
	key := in.record(p.table.number, id)
	sealed, err := p.view.reader.Get(key)
	if err != nil {
		return false, err
	}
	if _, err = p.table.decode(item, key, id, sealed); err != nil || !whole {
		return err == nil, err
	}
	values := x.under(item)
	return len(values) > 0 && bytes.HasPrefix(place, in.list(p.table.number, x.number, values[0])), nil
}

// between is the range of a list that a query asks for.
func between(prefix []byte, q domain.Query) (from, to []byte, err error) {
	from, to = prefix, after(prefix)
	if q.From != "" {
		from = appendEscaped(prefix[:len(prefix):len(prefix)], string(q.From))
	}
	if q.To != "" {
		to = after(appendText(prefix[:len(prefix):len(prefix)], string(q.To)))
	}
	if q.After == "" {
		return from, to, nil
	}
	place, err := placeOf(prefix, q.After)
	if err != nil {
		return nil, nil, err
	}
	if q.Reverse {
		return from, earlier(to, place), nil
	}
	return later(from, append(place, 0)), to, nil
}

// earlier is the first of two ends of a range; nil is the end of all.
func earlier(a, b []byte) []byte {
	if a != nil && bytes.Compare(a, b) < 0 {
		return a
	}
	return b
}

// later is the last of two beginnings of a range.
func later(a, b []byte) []byte {
	if bytes.Compare(a, b) > 0 {
		return a
	}
	return b
}

// cursor is a place in a list, whether a record stands there or not: a mark of
// the list it belongs to, and what follows the list's prefix.
func cursor(prefix, key []byte) domain.Cursor {
	b := binary.LittleEndian.AppendUint32(nil, crc32.Checksum(prefix, castagnoli))
	return domain.Cursor(base64.RawURLEncoding.EncodeToString(append(b, key[len(prefix):]...)))
}

// placeOf is the key of a cursor, or an Invalid error if it is of another list.
func placeOf(prefix []byte, c domain.Cursor) ([]byte, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) < 4 || binary.LittleEndian.Uint32(b) != crc32.Checksum(prefix, castagnoli) {
		return nil, invalid("bad_cursor", "the cursor is of another list")
	}
	return append(prefix[:len(prefix):len(prefix)], b[4:]...), nil
}
