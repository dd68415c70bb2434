package domain

import (
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// inverse makes the opposite of what an event did. Each is a use case of its
// own, so it asks what that asks.
type inverse func(*txn, Event, undoing) error

// inverses are the actions that can be undone. What was shown once or sent to
// someone can't be: tokens, keys, revocations of keys.
var inverses = map[string]inverse{
	"members.role": undoRole,
	"members.suspend": func(t *txn, e Event, u undoing) error {
		_, err := t.reactivate(Reactivate{Member: Ref(e.Target.ID)}, u.free)
		return err
	},
	"members.reactivate": func(t *txn, e Event, _ undoing) error {
		_, err := t.suspend(Suspend{Member: Ref(e.Target.ID), Reason: e.before("reason")})
		return err
	},
	"members.remove": func(t *txn, e Event, u undoing) error {
		_, err := t.restore(Restore{Member: Ref(e.Target.ID)}, u.free)
		return err
	},
	"members.restore":      removeTarget,
	"service-users.create": removeTarget,
	"members.rename": func(t *txn, e Event, _ undoing) error {
		c := Rename{Member: Ref(e.Target.ID)}
		if name := e.before("name"); name != "" {
			c.Name = &name
		}
		if email := e.before("email"); email != "" {
			c.Email = &email
		}
		_, err := t.rename(c)
		return err
	},
	"members.options": undoOptions,
	"members.link": func(t *txn, e Event, _ undoing) error {
		_, err := t.unlink(Unlink{Member: Ref(e.Target.ID)})
		return err
	},
	"members.unlink": func(t *txn, e Event, _ undoing) error {
		_, err := t.link(Link{Member: Ref(e.Target.ID), Employee: Ref(e.before("employee"))})
		return err
	},
	"logins.add":    undoAddLogin,
	"logins.remove": undoRemoveLogin,
	"invitations.send": func(t *txn, e Event, _ undoing) error {
		_, err := t.revoke(Revoke{Invitation: Ref(e.Target.ID)})
		return err
	},
	"employees.add": func(t *txn, e Event, _ undoing) error {
		_, err := t.removeEmployee(RemoveEmployee{Employee: Ref(e.Target.ID)})
		return err
	},
	"employees.edit": func(t *txn, e Event, _ undoing) error {
		c := EditEmployee{Employee: Ref(e.Target.ID)}
		for field, into := range map[string]**string{"number": &c.Number, "name": &c.Name, "email": &c.Email} {
			if was, ok := e.changed(field); ok {
				*into = &was
			}
		}
		if was, ok := e.changed("unit"); ok {
			unit := Ref(was)
			c.Unit = &unit
		}
		_, err := t.editEmployee(c)
		return err
	},
	"units.add": func(t *txn, e Event, u undoing) error {
		_, err := t.removeUnit(RemoveUnit{Unit: Ref(e.Target.ID)}, u.managers)
		return err
	},
	"units.manager": func(t *txn, e Event, _ undoing) error {
		return e.eachMoved("manages_units", func(id string, not bool) error {
			_, err := t.manageUnit(ManageUnit{Unit: Ref(id), Member: Ref(e.Target.ID), Not: not})
			return err
		})
	},
	"units.edit": func(t *txn, e Event, _ undoing) error {
		_, err := t.editUnit(EditUnit{Unit: Ref(e.Target.ID), Name: e.was("name"), Parent: e.wasIn("parent")}, 1)
		return err
	},
	"groups.edit": func(t *txn, e Event, _ undoing) error {
		_, err := t.editGroup(EditGroup{Group: Ref(e.Target.ID), Name: e.was("name"), Parent: e.wasIn("parent")}, 1)
		return err
	},
	"projects.edit": func(t *txn, e Event, _ undoing) error {
		_, err := t.editProject(EditProject{Project: Ref(e.Target.ID), Name: e.was("name"), Group: e.wasIn("group"), Unit: e.wasIn("unit")})
		return err
	},
	"members.expire": func(t *txn, e Event, u undoing) error {
		c := Expire{Member: Ref(e.Target.ID)}
		if was := e.before("expires_at"); was != "" {
			at, err := time.Parse(time.RFC3339, was)
			if err != nil {
				return err
			}
			c.At = at
		}
		_, err := t.expire(c, u.free)
		return err
	},
	"workspace.plan": func(t *txn, e Event, u undoing) error {
		_, err := t.changePlan(ChangePlan{Plan: e.before("plan")}, u.free)
		return err
	},
	"projects.archive": func(t *txn, e Event, _ undoing) error {
		_, err := t.archiveProject(ArchiveProject{Project: Ref(e.Target.ID), Not: true})
		return err
	},
	"projects.unarchive": func(t *txn, e Event, _ undoing) error {
		_, err := t.archiveProject(ArchiveProject{Project: Ref(e.Target.ID)})
		return err
	},
	"groups.archive": func(t *txn, e Event, _ undoing) error {
		_, err := t.archiveGroup(ArchiveGroup{Group: Ref(e.Target.ID), Not: true})
		return err
	},
	"groups.unarchive": func(t *txn, e Event, _ undoing) error {
		_, err := t.archiveGroup(ArchiveGroup{Group: Ref(e.Target.ID)})
		return err
	},
	"members.rate":      undoRate,
	"members.rate.cost": undoRate,
	"time.add":          undoTime,
	"time.remove":       undoTime,
	"roles.create":      undoCreateRole,
	"roles.edit":        undoEditRole,
	"projects.member":   undoStaffing("projects", false),
	"projects.manager":  undoStaffing("manages_projects", true),
	"groups.member":     undoStaffing("groups", false),
	"groups.manager":    undoStaffing("manages_groups", true),
}

// was is a field of the target as it was, or nil where the event left it alone.
func (e Event) was(field string) *string {
	if before, ok := e.changed(field); ok {
		return &before
	}
	return nil
}

// wasIn is was for what refers to another record.
func (e Event) wasIn(field string) *Ref {
	if before, ok := e.changed(field); ok {
		ref := Ref(before)
		return &ref
	}
	return nil
}

func removeTarget(t *txn, e Event, _ undoing) error {
	_, err := t.remove(Remove{Member: Ref(e.Target.ID)})
	return err
}

// undoRole brings the role back and a temporary one above it, as far as it
// hasn't ended meanwhile.
func undoRole(t *txn, e Event, _ undoing) error {
	m, err := t.Members().Get(e.Target.ID)
	if err != nil {
		return err
	}
	c := ChangeRole{Member: Ref(m.ID), Role: m.Role}
	if was, ok := e.changed("role"); ok {
		c.Role = was
	}
	temp, ok := e.changed("temp_role")
	if !ok {
		temp = m.TempRole
	}
	until := m.RoleUntil
	if was, ok := e.changed("role_until"); ok {
		until, _ = time.Parse(time.RFC3339, was)
	}
	if temp != "" && until.After(t.now) {
		if _, err := t.changeRole(c); err != nil {
			return err
		}
		c.Role, c.Until = temp, until
	}
	_, err = t.changeRole(c)
	return err
}

// undoStaffing takes places off a member's list and puts back what left it.
func undoStaffing(field string, manager bool) inverse {
	return func(t *txn, e Event, _ undoing) error {
		return e.eachMoved(field, func(id string, not bool) error {
			if strings.HasSuffix(field, "groups") {
				_, err := t.staffGroup(StaffGroup{Group: Ref(id), Member: Ref(e.Target.ID), Manager: manager, Not: not})
				return err
			}
			_, err := t.staffProject(StaffProject{Project: Ref(id), Member: Ref(e.Target.ID), Manager: manager, Not: not})
			return err
		})
	}
}

// undoOptions sets what the event changed, and nothing else.
func undoOptions(t *txn, e Event, _ undoing) error {
	c := SetOptions{Member: Ref(e.Target.ID)}
	for _, o := range []struct {
		name string
		into **bool
	}{{"members-list", &c.MembersList}, {"messages", &c.Messages}, {"api", &c.API}} {
		if was, is := e.listed("options", o.name); was != is {
			*o.into = &was
		}
	}
	if was, ok := e.changed("channels"); ok {
		ways, _ := rights.ParseChannels(was)
		c.Ways = &ways
	}
	_, err := t.setOptions(c)
	return err
}
