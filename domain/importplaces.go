package domain

import (
	"cmp"
	"slices"

	"gatehouse/domain/rights"
)

// places are the groups that a roster puts one person into.
type places struct {
	line    int
	manages []string
	member  []string
}

// places collects the groups by person.
func (im *importer) places() map[string]places {
	all := map[string]places{}
	for _, g := range im.Roster.Groups {
		for _, list := range []struct {
			people []string
			into   func(*places) *[]string
		}{
			{g.Managers, func(at *places) *[]string { return &at.manages }},
			{g.Members, func(at *places) *[]string { return &at.member }},
		} {
			for _, email := range list.people {
				at := all[addressKey(email)]
				at.line = cmp.Or(at.line, g.Lines[email], g.Line)
				into := list.into(&at)
				*into = append(*into, g.Name)
				all[addressKey(email)] = at
			}
		}
	}
	return all
}

// addressKey is the form in which two spellings of an address are the same; a
// text that is none stands for itself.
func addressKey(text string) string {
	if email, err := ParseEmail(text); err == nil {
		return email
	}
	return text
}

// parentsFirst orders groups so that each comes after the one it is in. Those
// in a circle, or nested too deep, are astray; of two with one name the first
// counts.
func parentsFirst(groups []RosterGroup) (ordered, astray []RosterGroup) {
	done := map[string]bool{}
	names := map[string]bool{}
	for _, g := range groups {
		names[FoldName(g.Name)] = true
	}
	waiting := groups
	for range deepest {
		var next []RosterGroup
		var level []string
		for _, g := range waiting {
			parent := FoldName(g.Parent)
			if g.Parent != "" && names[parent] && !done[parent] {
				next = append(next, g)
				continue
			}
			ordered = append(ordered, g)
			level = append(level, FoldName(g.Name))
		}
		for _, name := range level {
			done[name] = true
		}
		if waiting = next; len(level) == 0 || len(next) == 0 {
			break
		}
	}
	return ordered, waiting
}

func (t *txn) importGroup(g RosterGroup, j *job, r *ImportReport) error {
	_, err := findGroup(t, Ref(g.Name))
	if isNotFound(err) {
		if _, err = t.addGroup(AddGroup{Name: g.Name, Parent: Ref(g.Parent)}, j.ids[0]); err == nil {
			r.Groups++
		}
	}
	return err
}

func (t *txn) importProject(p RosterProject, j *job, r *ImportReport) error {
	found, err := findProject(t, Ref(p.Name))
	if isNotFound(err) {
		if _, err = t.addProject(Project{ID: j.ids[0], Archived: p.Archived}, p.Name); err == nil {
			r.Projects++
		}
		return err
	}
	if err != nil || found.Archived == p.Archived {
		return err
	}
	if _, err = t.archiveProject(ArchiveProject{Project: Ref(found.ID), Not: !p.Archived}); err == nil {
		r.Projects++
	}
	return err
}

// importPlacesInto adds the groups of a roster to a member; being put in
// charge of one is a role that is given.
func (t *txn) importPlacesInto(m *Member, at places) error {
	for _, list := range []struct {
		names   []string
		into    *[]ID
		manager bool
	}{{at.manages, &m.ManagesGroups, true}, {at.member, &m.Groups, false}} {
		for _, name := range list.names {
			right, give := assigning(list.manager, false, "group-manager", rights.GroupsManage)
			g, _, err := t.group(right, Ref(name), give)
			if err != nil {
				return err
			}
			*list.into = with(*list.into, g.ID)
		}
	}
	return nil
}

// importPlaces is for someone whom only groups name.
func (t *txn) importPlaces(email string, at places, r *ImportReport) error {
	id, err := t.Find(UniqueAddress, email)
	if err != nil {
		return err
	}
	if id == "" {
		name := slices.Concat(at.manages, at.member)[0]
		return Errorf(NotFound, "no_member", "%s is in the group %s but is no member", said(email), said(name))
	}
	m, err := t.Members().Get(id)
	if err != nil {
		return err
	}
	if err := t.stillHere(m); err != nil {
		return err
	}
	before := m
	if err := t.importPlacesInto(&m, at); err != nil {
		return err
	}
	if slices.Equal(before.ManagesGroups, m.ManagesGroups) && slices.Equal(before.Groups, m.Groups) {
		return nil
	}
	return t.writeImported(imported{before: before, after: m}, r)
}
