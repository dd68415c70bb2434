package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// create asks for a name and a rank, and then has the rights changed in the
// matrix, beside the role that it starts as.
func (v *roles) create(r domain.ListedRole) tea.Cmd {
	var names, ranks []string
	same := "as " + domain.Clean(r.Name)
	if byTransfer(r.Name) {
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

func (v *roles) edit(r domain.ListedRole) tea.Cmd {
	v.draft = &roleDraft{name: r.Name, from: r.Role, version: r.Version, scopes: map[rights.Right]rights.Scope{}}
	return nil
}

// draftActions change the rights of the role, and end that.
func (v *roles) draftActions() []Action {
	e, ok := v.current()
	why := func() string {
		if !ok {
			return "There is no right here."
		}
		return domain.Clean(e.Name) + " never enters a role of the workspace's own."
	}
	none := func() string { return "Nothing differs yet: space gives and takes the right under the cursor." }
	own := []Action{
		{Key: on("space"), Name: "give, take", Off: !ok || e.Reserved, Why: why, Do: now(func() { v.draft.turn(e) })},
		{Key: on("enter"), Name: "review", Command: v.draft.command(), Off: !v.draft.changed(), Why: none, Do: func() tea.Cmd { return v.review(v.draft.change()) }},
		{Key: on("esc"), Name: "discard", Do: v.discard},
		{Key: on("q"), Name: "discard", moves: true, Do: v.discard},
		{Key: on("/"), Name: "search", Do: v.startSearch},
	}
	if v.query.text != "" {
		own[2] = Action{Key: on("esc"), Name: "clear search", Do: v.clearSearch}
	}
	return append(own, v.moving()...)
}

func (v *roles) discard() tea.Cmd {
	return v.app.leaving([]Screen{v}, func() tea.Cmd { v.end(); return nil })
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
