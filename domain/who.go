package domain

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// WhoQuestion asks who may do something.
type WhoQuestion struct {
	Right   string // members.invite
	On      string // KIND/NAME, any, or empty: oneself for personal rights, else the whole workspace
	Channel string // web, mobile, console, api; empty: the usual one of each member
	Text    string // only those whom a search finds, best first
}

// Who is one who may, and through what.
type Who struct {
	ID      ID
	Name    string
	Handle  string
	Kind    rights.Kind
	Role    string // the one that speaks now
	Until   time.Time
	Through string // admin, manager of Design, staffed on Atlas
}

// WhoPage is a page of those who may, by name.
type WhoPage struct {
	Rows []Row[Who]
	// Total is how many may; less than zero where a search would have to look at
	// all of them.
	Total int
	More  bool
}

// Who lists everyone for whom Check would say yes. It needs access.ask and the
// whole list of members. A cursor goes on after its member; a bare number
// skips that many.
func (s *Session) Who(ctx context.Context, q WhoQuestion, after Cursor, limit int) (WhoPage, error) {
	if limit <= 0 {
		limit = 100
	}
	return look(ctx, s, func(v *view) (WhoPage, error) {
		from, err := v.skip(after)
		if err != nil {
			return WhoPage{}, err
		}
		p, err := v.poll(q)
		if err != nil {
			return WhoPage{}, err
		}
		found, err := p.ask(strings.TrimSpace(q.Text), from, limit)
		if err != nil {
			return WhoPage{}, err
		}
		return p.page(found)
	})
}

// skip is where a page begins: behind a place in the order of names, or after
// so many rows.
type skip struct {
	behind string
	rows   int
}

// skip reads a cursor: 120, or 120.ID.
func (v *view) skip(after Cursor) (skip, error) {
	rows, id, _ := strings.Cut(string(after), ".")
	n, err := strconv.Atoi(rows)
	if after != "" && (err != nil || n < 0) {
		return skip{}, Errorf(Invalid, "bad_cursor", "the cursor is of another list")
	}
	if id == "" {
		return skip{rows: n}, nil
	}
	m, err := v.Members().Get(ID(id))
	if isNotFound(err) {
		err = Errorf(Invalid, "bad_cursor", "the cursor is of another list")
	}
	return skip{behind: m.place(), rows: n}, err
}

// chosen are those on a page, and how many there are in all.
type chosen struct {
	rows   []pick
	before int // how many come before the first
	total  int
	more   bool
}

// pick is one who may, and the ties that lead to the target.
type pick struct {
	id      ID
	leading []leading
}

type leading struct {
	tie
	reach rights.Reach
}

// ask goes through the census, which nobody changes meanwhile.
func (p *poll) ask(text string, from skip, limit int) (out chosen, err error) {
	p.census.mu.Lock()
	defer p.census.mu.Unlock()
	if err := p.prepare(); err != nil {
		return out, err
	}
	if text == "" {
		out = p.choose(from, limit)
	} else if out, err = p.search(text, from.rows, limit); err != nil {
		return out, err
	}
	return out, p.failed
}

// choose goes through everyone by name.
func (p *poll) choose(from skip, limit int) (out chosen) {
	for _, r := range p.census.everyone {
		if !p.allows(r) {
			continue
		}
		out.total++
		switch {
		case from.behind != "" && r.key <= from.behind, from.behind == "" && out.total <= from.rows:
			out.before++
		case len(out.rows) == limit:
			out.more = true
		default:
			out.rows = append(out.rows, p.pick(r))
		}
	}
	return out
}

// search asks those whom the search index finds, best first.
func (p *poll) search(text string, rows, limit int) (chosen, error) {
	index, err := p.v.s.ws.db.finder(p.v.s.ws.ID).upToDate(p.v)
	if err != nil {
		return chosen{}, err
	}
	rows = min(rows, math.MaxInt32)
	end := rows + min(limit, math.MaxInt32)
	hits := index.Find(text, end+1, func(id string) bool {
		r := p.census.by[ID(id)]
		return r != nil && p.allows(r)
	})
	out := chosen{total: hits.Total, before: min(rows, len(hits.Hits)), more: len(hits.Hits) > end}
	if hits.More {
		out.total = -1
	}
	for _, hit := range hits.Hits[out.before:min(end, len(hits.Hits))] {
		out.rows = append(out.rows, p.pick(p.census.by[ID(hit.ID)]))
	}
	return out, nil
}

func (p *poll) pick(r *resident) pick {
	out := pick{id: r.id}
	for _, t := range r.ties {
		if reach := p.near[t].reach; reach != 0 {
			out.leading = append(out.leading, leading{p.census.ties.all[t], reach})
		}
	}
	return out
}

// page reads those who are on it, and says through what they may.
func (p *poll) page(found chosen) (WhoPage, error) {
	out := WhoPage{Total: found.total, More: found.more}
	for i, row := range found.rows {
		m, err := p.v.Members().Get(row.id)
		if isNotFound(err) {
			continue // of a moment after this snapshot
		}
		if err != nil {
			return out, err
		}
		who := Who{ID: m.ID, Name: m.Label(), Handle: m.Handle(), Kind: m.Kind, Role: p.v.roleName(m)}
		if m.TemporaryAt(p.v.now) && m.ID != p.v.info.Owner {
			who.Until = m.RoleUntil
		}
		if who.Through, err = p.through(m, row.leading); err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, Row[Who]{who, Cursor(strconv.Itoa(found.before+i+1) + "." + string(m.ID))})
	}
	return out, nil
}
