package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gatehouse/domain"
)

// person is a row of the demo.
type person struct{ id, name, email, role, status, unit, seen string }

// people is what the demo shows: it can change while it is shown.
type people struct {
	mu    sync.Mutex
	rows  []person
	asks  int   // windows that were read
	err   error // what reading fails with
	index bool  // an ordered index behind cursors, which doesn't know how far in it is
}

var errBusy = errors.New("the database is busy; try again")

var given = []string{"Adaeze Okafor", "Grace Hopper", "Hana Kim", "Ivan Petrov", "Jo Müller", "李小龍", "Zoë 👩‍💻 Emoji",
	"مريم حسن", "Nguyễn Thị Minh", "payroll-export"}

func crowd(n int) *people {
	p := &people{}
	for i := range n {
		name := given[i%len(given)]
		if i >= len(given) {
			name = fmt.Sprintf("%s %d", name, i)
		}
		status := "active"
		if i%9 == 3 {
			status = "suspended"
		}
		p.rows = append(p.rows, person{id: fmt.Sprint(i), name: name, email: fmt.Sprintf("p%d@acme.test", i),
			role: []string{"employee", "manager", "developer"}[i%3], status: status, unit: "Engineering", seen: fmt.Sprintf("%d h", i%24)})
	}
	return p
}

func (p *people) source(q query) source[person] {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := slices.Clone(p.rows)
	if q.text != "" {
		rows = rank(rows, func(r person) string { return r.name }, q.text)
	} else if q.descending {
		slices.Reverse(rows)
	}
	return sourced[person](func(ctx context.Context, s span) (window[person], error) {
		p.mu.Lock()
		p.asks++
		err, index := p.err, p.index
		p.mu.Unlock()
		if err != nil {
			return window[person]{}, err
		}
		if index {
			return p.scan(q, s), nil
		}
		return slice[person]{rows, func(r person) string { return r.id }}.window(ctx, s)
	})
}

// scan reads as an ordered index does: from a row's place, which is its id, in
// either direction. How many rows lie before is known at no place.
func (p *people) scan(q query, s span) window[person] {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := slices.Clone(p.rows)
	if q.text != "" {
		rows = rank(rows, func(r person) string { return r.name }, q.text)
	}
	if q.descending != s.reverse {
		slices.Reverse(rows)
	}
	w := window[person]{at: -1, total: len(rows)}
	from := 1 + slices.IndexFunc(rows, func(r person) bool { return r.id == string(s.after) })
	to := min(from+s.limit, len(rows))
	for _, r := range rows[from:to] {
		w.rows = append(w.rows, domain.Row[person]{Item: r, Cursor: domain.Cursor(r.id)})
	}
	w.more = to < len(rows)
	return w
}

// reads is how many windows were read.
func (p *people) reads() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asks
}

func (p *people) edit(change func(rows []person) []person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rows = change(p.rows)
}

// gone says that a row isn't there any more.
func (p *people) gone(id, name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slices.ContainsFunc(p.rows, func(r person) bool { return r.id == id }) {
		return ""
	}
	return name + " was removed meanwhile by Ada Lovelace."
}
