package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

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

// reviewed is a change of roles with what it would do.
type reviewed struct {
	change domain.RoleChange
	impact domain.RoleImpact
}

// create asks for a name and a rank, and then has the rights changed in the
// matrix, beside the role that it starts as.
func (v *roles) create(r domain.ListedRole) tea.Cmd {
	var names, ranks []string
	same := "as " + domain.Clean(r.Name)
	if r.Name == "owner" {
		same = "below owner"
	} else {
		ranks = append(ranks, same)
	}
	for _, other := range v.all {
		if names = append(names, domain.Clean(other.Name)); !other.ServiceOnly {
			ranks = append(ranks, "below "+domain.Clean(other.Name))
		}
	}
	return v.app.fill(form{
		title: "New role",
		above: []string{"It starts as a copy. Then space gives and takes rights in the matrix; nothing is made before you saw what it does."},
		inputs: []input{
			{label: "Name", hint: "how people will call it"},
			{label: "Starts as", value: domain.Clean(r.Name), choices: names},
			{label: "Ranks", value: same, choices: ranks, hint: "who may act on whom"},
		},
		yes: "to the rights",
		check: func(values []string) string {
			_, err := domain.ParseName(values[0])
			return words(err)
		},
		do: func(values []string) tea.Cmd { return v.begin(values[0], values[1], values[2]) },
	})
}

// begin puts the matrix into the state of changing a new role.
func (v *roles) begin(name, from, ranks string) tea.Cmd {
	for i, r := range v.all {
		if domain.Clean(r.Name) == from {
			v.at = i
		}
	}
	r, _ := v.chosen()
	below, under := strings.CutPrefix(ranks, "below ")
	if !under {
		below = ""
	}
	v.draft = &roleDraft{name: name, from: copied(r.Role, name), make: true, below: below, scopes: map[rights.Right]rights.Scope{}}
	v.take(v.all)
	return nil
}

// end leaves the editing; a role that was only drafted goes.
func (v *roles) end() {
	if v.draft.make {
		v.all = v.all[:len(v.all)-1]
		v.goes = v.draft.from.Name
	}
	v.draft = nil
	v.take(v.all)
}

// copied is what a copy of a role starts with: what never enters a custom role
// isn't in it.
func copied(r *rights.Role, name string) *rights.Role {
	c := r.Copy(name)
	c.Name = r.Name
	return &c
}

func (v *roles) edit(r domain.ListedRole) tea.Cmd {
	v.draft = &roleDraft{name: r.Name, from: r.Role, version: r.Version, scopes: map[rights.Right]rights.Scope{}}
	return nil
}

// draftActions change the rights of the role, and end that.
func (v *roles) draftActions() []Action {
	e, ok := v.current()
	why := func() string { return domain.Clean(e.Name) + " never enters a role of the workspace's own." }
	none := func() string { return "Nothing differs yet: space gives and takes the right under the cursor." }
	own := []Action{
		{Key: on("space"), Name: "give, take", Off: !ok || e.Reserved, Why: why, Do: now(func() { v.draft.turn(e) })},
		{Key: on("enter"), Name: "review", Command: v.draft.command(), Off: !v.draft.changed(), Why: none, Do: func() tea.Cmd { return v.review(v.draft.change()) }},
		{Key: on("esc"), Name: "discard", Do: v.discard},
		{Key: on("q"), Name: "discard", moves: true, Do: v.discard},
	}
	return append(own, v.moving()...)
}

func (v *roles) discard() tea.Cmd {
	return v.app.leaving([]Screen{v}, func() tea.Cmd { v.end(); return nil })
}

// review asks what a change would do.
func (v *roles) review(c domain.RoleChange) tea.Cmd {
	v.app.say(faint, "one moment …")
	return v.ahead.ask(v.app.ctx, func(ctx context.Context) (reviewed, error) {
		impact, err := v.session.PreviewRole(ctx, c)
		return reviewed{c, impact}, err
	})
}

// propose shows what a change would do, and makes it on yes.
func (v *roles) propose(r reviewed) tea.Cmd {
	v.app.said = message{}
	if !r.impact.Allowed {
		v.app.say(warn, sentence(r.impact.Why))
		return nil
	}
	name := domain.Clean(r.impact.Name)
	ask := confirm{lines: roleLines(r.impact), no: "Not yet", meanwhile: nil}
	switch c := r.change.(type) {
	case domain.RoleDraft:
		ask.title, ask.yes = "Make the role "+name+"?", "Make it"
		ask.do = func(string) tea.Cmd {
			v.end()
			v.goes = c.Name
			return v.deeds.change("Made the role "+name+".", func(ctx context.Context, s *domain.Session) error { return only(s.CreateRole(ctx, c)) })
		}
	case domain.EditRole:
		ask.title, ask.yes = "Change the role "+name+"?", "Change it"
		ask.do = func(string) tea.Cmd {
			v.end()
			return v.deeds.change("Changed the role "+name+".", func(ctx context.Context, s *domain.Session) error { return only(s.EditRole(ctx, c)) })
		}
	case domain.DeleteRole:
		ask.title, ask.yes, ask.no = "Delete the role "+name+"?", "Delete", "Keep it"
		ask.lines = append(ask.lines, "This can't be undone with u.")
		ask.do = func(string) tea.Cmd { return v.delete(c, r.impact) }
	}
	return v.app.confirm(ask)
}

// only is the error of a use case whose result isn't needed.
func only[T any](_ T, err error) error { return err }

// roleLines say what a change of a role would do, and to whom.
func roleLines(i domain.RoleImpact) []string {
	var lines []string
	say := func(what string, list []rights.Granted) {
		if len(list) == 0 {
			return
		}
		var all []string
		for _, g := range list {
			all = append(all, g.Right.String()+" "+g.Scope.String())
		}
		lines = append(lines, what+" "+number(len(all))+": "+strings.Join(all, ", "))
	}
	say("Gains", i.Gained)
	say("Loses", i.Lost)
	if len(lines) == 0 {
		lines = append(lines, "No right changes.")
	}
	switch {
	case i.Holders == 0 && i.Invitations == 0:
		lines = append(lines, "Nobody has the role yet.")
	case i.Holders > 0:
		names := make([]string, len(i.Names))
		for n, name := range i.Names {
			names[n] = domain.Clean(name)
		}
		who := count(i.Holders, "account has it and feels", "accounts have it and feel") + " it at once: " + strings.Join(names, ", ")
		if i.More > 0 {
			who += " and " + number(i.More) + " more"
		}
		lines = append(lines, who+".")
	}
	if i.Invitations > 0 {
		lines = append(lines, count(i.Invitations, "pending invitation is", "pending invitations are")+" to it.")
	}
	return lines
}

// remove asks which role its holders get.
func (v *roles) remove(r domain.ListedRole) tea.Cmd {
	var names []string
	for _, other := range v.all {
		if other.Name != r.Name && other.Name != "owner" && other.ServiceOnly == r.ServiceOnly {
			names = append(names, other.Name)
		}
	}
	if len(names) == 0 {
		v.app.say(warn, "There is no other role that its holders could have.")
		return nil
	}
	first := r.From
	if !slices.Contains(names, first) {
		first = names[0]
	}
	return v.app.fill(form{
		title:  "Delete the role " + domain.Clean(r.Name),
		above:  []string{"Whoever has it, for good or for a time, and whoever is invited to it gets another role instead."},
		inputs: []input{{label: "Instead", value: first, choices: names}},
		yes:    "what that does",
		do: func(values []string) tea.Cmd {
			return v.review(domain.DeleteRole{Role: r.Name, Version: r.Version, ReplaceWith: values[0]})
		},
	})
}

// delete moves the holders and deletes the role, with a count.
func (v *roles) delete(c domain.DeleteRole, i domain.RoleImpact) tea.Cmd {
	return v.app.work("deleting "+domain.Clean(i.Name), i.Holders+i.Invitations+1, func(ctx context.Context, done func(int)) (Outcome, error) {
		_, err := v.session.DeleteRole(ctx, c, func(n, _ int) { done(n) })
		return Outcome{Text: "Deleted the role " + domain.Clean(i.Name) + "."}, err
	})
}
