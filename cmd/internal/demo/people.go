// Package demo makes a throw-away workspace full of realistic people.
package demo

import (
	"fmt"
	"iter"
	"math/rand/v2"
)

const (
	// Never is the LastSeenMinutesAgo of someone who has not been here yet.
	Never = -1
	// NoUnit is the Unit of someone who belongs to none.
	NoUnit = -1
)

// Person is one of the demo workspace's people, as plain data. A manager
// manages the unit that they belong to.
type Person struct {
	Name, Email        string
	RoleHint           string // owner, admin, manager, developer or employee
	HasEmployee        bool   // whether there is an employee record with this e-mail
	Number             string // of that record; "" without one
	Unit               int    // of that record, as an index into Units, or NoUnit
	Linked             bool   // whether account and record are linked
	Suspended          bool
	JoinedDaysAgo      int
	LastSeenMinutesAgo int // or Never; no longer ago than they joined
}

// firstNumber leaves the employee numbers below it to the people known by name.
const firstNumber = 200

// People gives n people, the same ones each time and for every n: first those
// that the documentation knows by name, then made-up ones from many places.
// Their addresses are unique; nothing is kept of those already given.
func People(n int) iter.Seq[Person] {
	return func(yield func(Person) bool) {
		known := known()
		for _, p := range known[:min(n, len(known))] {
			if !yield(p) {
				return
			}
		}
		units, draw := Units(), rand.New(rand.NewPCG(2026, 8))
		names := newNames(draw)
		for i := range n - len(known) {
			p := Person{Number: fmt.Sprintf("%04d", firstNumber+i), RoleHint: role(draw), Unit: unit(draw, units)}
			p.Name, p.Email = names.next()
			p.employ(draw)
			p.spendTime(draw)
			if !yield(p) {
				return
			}
		}
	}
}

// role draws in the proportions of a real workspace.
func role(draw *rand.Rand) string {
	switch x := draw.IntN(100); {
	case x < 2:
		return "admin"
	case x < 7:
		return "manager"
	case x < 13:
		return "developer"
	default:
		return "employee"
	}
}

// employ settles who has a record and whose account is linked to it: 85 % are
// linked, 9 % have a record that waits to be linked, the rest have none.
func (p *Person) employ(draw *rand.Rand) {
	x := draw.IntN(100)
	p.Linked = x < 85
	p.HasEmployee = x < 94
	if !p.HasEmployee {
		p.Number, p.Unit = "", NoUnit
	}
}

// spendTime settles when someone joined (recent years more often), whether
// they are suspended, and when they were last here.
func (p *Person) spendTime(draw *rand.Rand) {
	const day, years = 24 * 60, 2900
	p.JoinedDaysAgo = 1 + draw.IntN(1+draw.IntN(years))
	p.Suspended = draw.IntN(100) < 4
	switch x := draw.IntN(100); {
	case x < 5:
		p.LastSeenMinutesAgo = Never
	case p.Suspended:
		p.LastSeenMinutesAgo = 20*day + draw.IntN(300*day)
	case x < 40:
		p.LastSeenMinutesAgo = draw.IntN(8 * 60)
	case x < 80:
		p.LastSeenMinutesAgo = draw.IntN(4 * day)
	case x < 95:
		p.LastSeenMinutesAgo = draw.IntN(40 * day)
	default:
		p.LastSeenMinutesAgo = draw.IntN(400 * day)
	}
	p.LastSeenMinutesAgo = min(p.LastSeenMinutesAgo, p.JoinedDaysAgo*day)
}
