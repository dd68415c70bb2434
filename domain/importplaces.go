package domain

import (
	"cmp"
	"fmt"
	"slices"
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
		for _, email := range g.Managers {
			at := all[email]
			at.line, at.manages = cmp.Or(at.line, g.Lines[email], g.Line), append(at.manages, g.Name)
			all[email] = at
		}
		for _, email := range g.Members {
			at := all[email]
			at.line, at.member = cmp.Or(at.line, g.Lines[email], g.Line), append(at.member, g.Name)
			all[email] = at
		}
	}
	return all
}

// parentsFirst orders groups so that each comes after the one it is in.
func parentsFirst(groups []RosterGroup) []RosterGroup {
	var out []RosterGroup
	done := map[string]bool{}
	names := map[string]bool{}
	for _, g := range groups {
		names[FoldName(g.Name)] = true
	}
	for len(out) < len(groups) {
		before := len(out)
		for _, g := range groups {
			if parent := FoldName(g.Parent); !done[FoldName(g.Name)] && (g.Parent == "" || done[parent] || !names[parent]) {
				done[FoldName(g.Name)] = true
				out = append(out, g)
			}
		}
		if len(out) == before {
			break // a circle, or a name twice: the rest is left out
		}
	}
	return out
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

// importPlacesInto adds the groups of a roster to a member.
func (t *txn) importPlacesInto(m *Member, at places) error {
	for _, list := range []struct {
		names []string
		into  *[]ID
	}{{at.manages, &m.ManagesGroups}, {at.member, &m.Groups}} {
		for _, name := range list.names {
			g, err := findGroup(t, Ref(name))
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
		return Errorf(NotFound, "no_member", "%s is in the group %s but is no member", Clean(email), CleanMax(name, 80))
	}
	m, err := t.Members().Get(id)
	if err != nil {
		return err
	}
	before := m
	if err := t.importPlacesInto(&m, at); err != nil {
		return err
	}
	if fmt.Sprint(before.ManagesGroups, before.Groups) == fmt.Sprint(m.ManagesGroups, m.Groups) {
		return nil
	}
	return t.writeImported(before, m, Employee{}, false, r)
}
