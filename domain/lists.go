package domain

import (
	"context"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// These lists are read whole: there are as many rows as an organisation has
// units, projects or service users, not as it has members.

// ListedInvitation is an invitation with who sent it.
type ListedInvitation struct {
	Invitation
	Status string
	Sender string // handle
	Works  bool   // the sender may still invite to that role
}

// Invitations lists invitations, pending first, then the newest.
func (s *Session) Invitations(ctx context.Context, status string) ([]ListedInvitation, error) {
	return look(ctx, s, func(v *view) ([]ListedInvitation, error) {
		if err := v.may(ask{right: rights.MembersInvite, takesAway: true}); err != nil {
			return nil, err
		}
		known := []string{InvitationPending, InvitationAccepted, InvitationRevoked, InvitationExpired}
		if status != "" && !slices.Contains(known, status) {
			return nil, unknown("status", status, known)
		}
		all, err := everything(v.InvitationPages(), Query{Index: ByTime, Reverse: true})
		if err != nil {
			return nil, err
		}
		var out []ListedInvitation
		for _, i := range all {
			if status != "" && i.StatusAt(v.now) != status {
				continue
			}
			l, err := v.listInvitation(i)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		slices.SortStableFunc(out, func(a, b ListedInvitation) int {
			return slices.Index(known, a.Status) - slices.Index(known, b.Status)
		})
		return out, nil
	})
}

// works tells whether the sender of an invitation could send it now.
func (v *view) works(sender Member, i Invitation) bool {
	subject, err := v.subject(sender)
	if err != nil {
		return false
	}
	role, err := v.role(i.Role)
	if err != nil {
		return false
	}
	q := rights.Question{Right: rights.MembersInvite, Subject: subject, Giving: role, Channel: usualChannel(sender)}
	return v.model.Decide(&q).Allowed
}

// ListedKey is a key with its service user.
type ListedKey struct {
	Key
	Status  string
	Service Member
	Maker   string // handle
}

// Keys lists the keys of one service user, or of all.
func (s *Session) Keys(ctx context.Context, service Ref) ([]ListedKey, error) {
	return look(ctx, s, func(v *view) ([]ListedKey, error) {
		if err := v.may(ask{right: rights.APIKeysManage, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		q := Query{Index: ByTime, Reverse: true}
		if service != "" {
			m, err := findMember(v, service)
			if err == nil && m.Kind != rights.ServiceUser {
				err = Errorf(NotFound, "no_service_user", "%s is a person; keys belong to service users", Clean(m.Label()))
			}
			if err != nil {
				return nil, err
			}
			q = Query{Index: ByMember, Value: string(m.ID)}
		}
		all, err := everything(v.KeyPages(), q)
		if err != nil {
			return nil, err
		}
		var out []ListedKey
		for _, k := range all {
			l, err := v.listKey(k)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

func (t *txn) listKey(k Key) (ListedKey, error) {
	l := ListedKey{Key: k, Status: k.StatusAt(t.now)}
	var err error
	if l.Service, err = t.Members().Get(k.ServiceUser); err != nil {
		return l, err
	}
	maker, err := t.Members().Get(k.CreatedBy)
	l.Maker = maker.Handle()
	return l, err
}

// Key shows one key.
func (s *Session) Key(ctx context.Context, ref Ref) (ListedKey, error) {
	return look(ctx, s, func(v *view) (ListedKey, error) {
		k, _, err := v.ownKey(ref, taking)
		if err != nil {
			return ListedKey{}, err
		}
		return v.listKey(k)
	})
}

// ServiceUsers lists the service users, by name, but for the removed ones.
func (s *Session) ServiceUsers(ctx context.Context) ([]Listed, error) {
	return look(ctx, s, func(v *view) ([]Listed, error) {
		if err := v.may(ask{right: rights.ServiceUsersManage, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.MemberPages(), Query{Index: ByKind, Value: "service"})
		if err != nil {
			return nil, err
		}
		var out []Listed
		for _, m := range all {
			if !m.RemovedAt.IsZero() {
				continue
			}
			l, err := v.listed(m)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// ListedEmployee is an employee record with its unit and account.
type ListedEmployee struct {
	Employee
	UnitName string
	LinkedTo string // handle
	Can      bool   // the asker may change the record
}

// Employees lists the records that the asker reaches, by number.
func (s *Session) Employees(ctx context.Context, text string) ([]ListedEmployee, error) {
	return look(ctx, s, func(v *view) ([]ListedEmployee, error) {
		all, err := v.seenEmployees()
		if err != nil {
			return nil, err
		}
		units, err := v.unitNames()
		if err != nil {
			return nil, err
		}
		var out []ListedEmployee
		for _, e := range all {
			if text != "" && !found(text, e.Number, e.Name, e.Email, units[e.Unit]) {
				continue
			}
			l, err := v.listEmployee(e, units)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// seenEmployees are the records that the actor may see: all, those of the
// units in the actor's charge, or one's own.
func (v *view) seenEmployees() ([]Employee, error) {
	if err := v.may(ask{right: rights.EmployeesView, target: anyTarget(), takesAway: true}); err != nil {
		return nil, err
	}
	if v.reachesAll(rights.EmployeesView) {
		return everything(v.EmployeePages(), Query{Index: ByNumber})
	}
	var out []Employee
	units, err := v.unitsBelow(v.actor.ManagesUnits)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		in, err := everything(v.EmployeePages(), Query{Index: ByUnit, Value: string(u)})
		if err != nil {
			return nil, err
		}
		out = append(out, in...)
	}
	if v.actor.Employee != "" {
		own, err := v.Employees().Get(v.actor.Employee)
		if err != nil {
			return nil, err
		}
		out = append(out, own)
	}
	slices.SortFunc(out, func(a, b Employee) int { return strings.Compare(a.Number, b.Number) })
	out = slices.CompactFunc(out, func(a, b Employee) bool { return a.ID == b.ID })
	kept := out[:0]
	for _, e := range out {
		on, err := v.onEmployee(e)
		if err != nil {
			return nil, err
		}
		if v.may(ask{right: rights.EmployeesView, target: on, takesAway: true}) == nil {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

func (v *view) unitNames() (map[ID]string, error) {
	units, err := everything(v.UnitPages(), Query{Index: ByName})
	names := make(map[ID]string, len(units))
	for _, u := range units {
		names[u.ID] = u.Name
	}
	return names, err
}

// found tells whether every word of a search is in one of the texts.
func found(text string, in ...string) bool {
	all := FoldSearch(strings.Join(in, "\x00"))
	for _, word := range strings.Fields(FoldSearch(text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// ListedUnit is a unit with what belongs to it.
type ListedUnit struct {
	Unit
	ParentName string
	Depth      int
	People     int      // employee records and projects in it
	Managers   []string // handles
}

// Units lists the units as a tree, each below its parent.
func (s *Session) Units(ctx context.Context) ([]ListedUnit, error) {
	return look(ctx, s, func(v *view) ([]ListedUnit, error) {
		if err := v.may(ask{right: rights.EmployeesView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.UnitPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		children := map[ID][]Unit{}
		names := map[ID]string{}
		for _, u := range all {
			children[u.Parent] = append(children[u.Parent], u)
			names[u.ID] = u.Name
		}
		var out []ListedUnit
		var walk func(parent ID, depth int) error
		walk = func(parent ID, depth int) error {
			for _, u := range children[parent] {
				l, err := v.listUnit(u, names[u.Parent], depth)
				if err != nil {
					return err
				}
				out = append(out, l)
				if depth < deepest {
					if err := walk(u.ID, depth+1); err != nil {
						return err
					}
				}
			}
			return nil
		}
		return out, walk("", 0)
	})
}

// handles lists members of a query that pass, but for the removed.
func (v *view) handles(q Query, keep func(Member) bool) ([]string, error) {
	members, err := everything(v.MemberPages(), q)
	var out []string
	for _, m := range members {
		if m.RemovedAt.IsZero() && keep(m) {
			out = append(out, m.Handle())
		}
	}
	return out, err
}

// ListedPlace is a group or a project with who belongs to it.
type ListedPlace struct {
	ID       ID
	Name     string
	Parent   string // of a group
	Group    string // of a project
	Unit     string // of a project
	Archived bool
	Managers []string
	Members  []string
}

// Groups lists the groups by name.
func (s *Session) Groups(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		if err := v.may(ask{right: rights.ProjectsView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.GroupPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		names := map[ID]string{}
		for _, g := range all {
			names[g.ID] = g.Name
		}
		var out []ListedPlace
		for _, g := range all {
			if v.may(ask{right: rights.ProjectsView, target: v.groupFor(v.actor, g), takesAway: true}) != nil {
				continue
			}
			l, err := v.listGroup(g, names[g.Parent])
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// Projects lists the projects that the asker reaches, by name.
func (s *Session) Projects(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		if err := v.may(ask{right: rights.ProjectsView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.ProjectPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		units, err := v.unitNames()
		if err != nil {
			return nil, err
		}
		var out []ListedPlace
		for _, p := range all {
			l, seen, err := v.listProject(p, units)
			if err != nil {
				return nil, err
			}
			if seen {
				out = append(out, l)
			}
		}
		return out, nil
	})
}

func (v *view) listProject(p Project, units map[ID]string) (ListedPlace, bool, error) {
	on, err := v.onProject(p)
	if err != nil || v.may(ask{right: rights.ProjectsView, target: on, takesAway: true}) != nil {
		return ListedPlace{}, false, err
	}
	l, err := v.placeOfProject(p, units[p.Unit])
	return l, true, err
}
