package domain

import (
	"strconv"
	"strings"
)

// undoCreateRole deletes the role again, unless somebody has it by now.
func undoCreateRole(t *txn, e Event, _ undoing) error {
	n, err := t.holding(e.Target.Name)
	if err == nil && n > 0 {
		err = Errorf(Conflict, "still_held", "%s is given to %s by now; delete it with a replacement", Clean(e.Target.Name), count(n, "account or invitation", "accounts and invitations"))
	}
	if err == nil {
		_, err = t.deleteRole(DeleteRole{Role: e.Target.Name}, moving{})
	}
	return err
}

// undoEditRole brings back the rights and the rank, as another edit.
func undoEditRole(t *txn, e Event, u undoing) error {
	was, a, err := t.ownRole(e.Target.Name, u.holders.beside)
	if err != nil {
		return err
	}
	if err := u.holders.still(t, was.Name); err != nil {
		return err
	}
	is := was
	if before, ok := e.changed("rights"); ok {
		is.Rights = strings.FieldsFunc(before, func(r rune) bool { return r == ',' })
	}
	if before, ok := e.changed("rank"); ok {
		if is.Rank, err = strconv.Atoi(before); err != nil {
			return err
		}
	}
	_, err = t.becomes(was, is, 0, a)
	return err
}

// holdersOf is who holds the role that an event changed.
func (v *view) holdersOf(part []Event) (roleHolders, error) {
	for _, e := range part {
		if e.Action == "roles.edit" {
			return v.roleHolders(e.Target.Name)
		}
	}
	return roleHolders{}, nil
}
