package domain

import (
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// inverse makes the opposite of what an event did. Each is a use case of its
// own, so it asks what that asks.
type inverse func(*txn, Event, lapsed) error

// inverses are the actions that can be undone. What was shown once or sent to
// someone can't be: tokens, keys, revocations of keys.
var inverses = map[string]inverse{
	"members.role": func(t *txn, e Event, _ lapsed) error {
		until, _ := time.Parse(time.RFC3339, e.before("role_until"))
		c := ChangeRole{Member: Ref(e.Target.ID), Role: e.before("role")}
		if temp := e.before("temp_role"); temp != "" && until.After(t.now) {
			if _, err := t.changeRole(c); err != nil {
				return err
			}
			c.Role, c.Until = temp, until
		}
		_, err := t.changeRole(c)
		return err
	},
	"members.suspend": func(t *txn, e Event, l lapsed) error {
		_, err := t.reactivate(Reactivate{Member: Ref(e.Target.ID)}, l)
		return err
	},
	"members.reactivate": func(t *txn, e Event, _ lapsed) error {
		_, err := t.suspend(Suspend{Member: Ref(e.Target.ID), Reason: e.before("reason")})
		return err
	},
	"members.remove": func(t *txn, e Event, l lapsed) error {
		_, err := t.restore(Restore{Member: Ref(e.Target.ID)}, l)
		return err
	},
	"members.restore":      removeTarget,
	"service-users.create": removeTarget,
	"members.rename": func(t *txn, e Event, _ lapsed) error {
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
	"members.link": func(t *txn, e Event, _ lapsed) error {
		_, err := t.unlink(Unlink{Member: Ref(e.Target.ID)})
		return err
	},
	"members.unlink": func(t *txn, e Event, _ lapsed) error {
		_, err := t.link(Link{Member: Ref(e.Target.ID), Employee: Ref(e.before("employee"))})
		return err
	},
	"invitations.send": func(t *txn, e Event, _ lapsed) error {
		_, err := t.revoke(Revoke{Invitation: Ref(e.Target.ID)})
		return err
	},
	"employees.add": func(t *txn, e Event, _ lapsed) error {
		_, err := t.removeEmployee(RemoveEmployee{Employee: Ref(e.Target.ID)})
		return err
	},
	"employees.edit": func(t *txn, e Event, _ lapsed) error {
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
	"units.add": func(t *txn, e Event, _ lapsed) error {
		_, err := t.removeUnit(RemoveUnit{Unit: Ref(e.Target.ID)}, nil)
		return err
	},
	"units.manager": func(t *txn, e Event, _ lapsed) error {
		gone, came := e.moved("manages_units")
		for _, unit := range append(gone, came...) {
			c := ManageUnit{Unit: Ref(unit), Member: Ref(e.Target.ID), Not: len(came) > 0}
			if _, err := t.manageUnit(c); err != nil {
				return err
			}
		}
		return nil
	},
}

func removeTarget(t *txn, e Event, _ lapsed) error {
	_, err := t.remove(Remove{Member: Ref(e.Target.ID)})
	return err
}

func undoOptions(t *txn, e Event, _ lapsed) error {
	c := SetOptions{Member: Ref(e.Target.ID)}
	if was, ok := e.changed("options"); ok {
		on := func(name string) *bool { b := strings.Contains(","+was+",", ","+name+","); return &b }
		c.MembersList, c.Messages, c.API = on("members-list"), on("messages"), on("api")
	}
	if was, ok := e.changed("channel"); ok {
		ways, _ := rights.ParseChannels(was)
		c.Ways = &ways
	}
	_, err := t.setOptions(c)
	return err
}
