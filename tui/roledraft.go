package tui

import (
	"slices"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// roleDraft is a role that is being made or changed: the one it starts as, and
// how far each right of it reaches now.
type roleDraft struct {
	name    string
	from    *rights.Role
	make    bool // a new role, rather than a change of from
	version uint64
	below   string
	scopes  map[rights.Right]rights.Scope // those that differ from from
}

func (d *roleDraft) scope(r rights.Right) rights.Scope {
	if s, ok := d.scopes[r]; ok {
		return s
	}
	return d.from.Scope(r)
}

func (d *roleDraft) changed() bool { return d.make || len(d.scopes) > 0 }

// cell marks what differs from what it was.
func (d *roleDraft) cell(r rights.Right) cell {
	is, was := d.scope(r), d.from.Scope(r)
	switch {
	case is > was:
		return cell{text: "+" + scopeSign(is), tone: good}
	case is < was:
		return cell{text: "-" + scopeSign(is), tone: bad}
	case is == rights.None:
		return cell{text: scopeSign(is), tone: faint}
	}
	return cell{text: scopeSign(is), tone: accent}
}

func (d *roleDraft) words() string {
	what, differs := "Changing "+domain.Clean(d.name), "from what it was"
	if d.make {
		what, differs = "New role "+domain.Clean(d.name), "from "+domain.Clean(d.from.Name)
	}
	return what + ": " + count(len(d.scopes), "right differs ", "rights differ ") + differs
}

// turn goes on to the next scope that the right can have.
func (d *roleDraft) turn(e rights.Entry) {
	steps := []rights.Scope{rights.None, rights.Whole, rights.Scoped, rights.Own}
	if e.Personal {
		steps = []rights.Scope{rights.None, rights.Own}
	}
	at := slices.Index(steps, d.scope(e.Right))
	if d.scopes[e.Right] = steps[(at+1)%len(steps)]; d.scopes[e.Right] == d.from.Scope(e.Right) {
		delete(d.scopes, e.Right)
	}
}

// changes are the rights to add, with their scopes, and those to take.
func (d *roleDraft) changes() (add, remove []string) {
	for _, e := range rights.Catalogue() {
		switch s, ok := d.scopes[e.Right]; {
		case ok && s == rights.None:
			remove = append(remove, e.Name)
		case ok:
			add = append(add, e.Name+":"+s.String())
		}
	}
	return add, remove
}

// change is the command that the draft comes to.
func (d *roleDraft) change() domain.RoleChange {
	add, remove := d.changes()
	if d.make {
		return domain.RoleDraft{Name: d.name, From: d.from.Name, Add: add, Remove: remove, RankBelow: d.below}
	}
	return domain.EditRole{Role: d.name, Version: d.version, Add: add, Remove: remove, RankBelow: d.below}
}

// command is the same on the command line.
func (d *roleDraft) command() string {
	words := []string{"roles", "edit", d.name}
	if d.make {
		words = []string{"roles", "create", d.name, "--from", d.from.Name}
	}
	add, remove := d.changes()
	for _, a := range add {
		words = append(words, "--add", a)
	}
	for _, r := range remove {
		words = append(words, "--remove", r)
	}
	if d.below != "" {
		words = append(words, "--rank-below", d.below)
	}
	return domain.Command(words...)
}

// copied is what a copy of a role starts with: what never enters a custom role
// isn't in it.
func copied(r *rights.Role, name string) *rights.Role {
	c := r.Copy(name)
	c.Name = r.Name
	return &c
}
