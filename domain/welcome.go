package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Welcome is what a token offers.
type Welcome struct {
	Workspace struct{ Slug, Name string }
	Email     string
	Role      string // read-only
	RoleName  string // Read-only
	InvitedBy string
	ExpiresAt time.Time
	Existing  bool // a login for an account that is there already
}

// Welcome tells what a token offers, in whichever workspace, and changes
// nothing. What [Database.Join] would refuse it refuses.
func (d *Database) Welcome(ctx context.Context, token string) (Welcome, error) {
	by, err := arrive(token, ViaSSH, "", "")
	if err != nil {
		return Welcome{}, err
	}
	w, err := d.tokenIn(ctx, by.id)
	if err != nil {
		return Welcome{}, err
	}
	var out Welcome
	err = d.store.View(ctx, w.ID, func(v View) error {
		out, err = w.welcome(v, by)
		return err
	})
	if err != nil {
		return Welcome{}, err
	}
	return out, nil
}

// welcome is what a token offers in the workspace that has it.
func (w *Workspace) welcome(tx Tx, by arrival) (Welcome, error) {
	t, i, err := w.offered(tx, by)
	if isNoInvitation(err) {
		return w.welcomeBack(tx, by)
	}
	if err == nil {
		err = t.nobodyAt(i.Email)
	}
	if err != nil {
		return Welcome{}, err
	}
	role, err := t.role(i.Role)
	if err != nil {
		return Welcome{}, err
	}
	return t.welcome(Welcome{Email: i.Email, ExpiresAt: i.ExpiresAt}, role), nil
}

// welcomeBack is welcome for a login of an account that is there already.
func (w *Workspace) welcomeBack(tx Tx, by arrival) (Welcome, error) {
	t, e, m, err := w.enrolment(tx, by)
	if err != nil {
		return Welcome{}, err
	}
	subject, err := t.subject(m)
	if err != nil {
		return Welcome{}, err
	}
	return t.welcome(Welcome{Email: m.Email, ExpiresAt: e.ExpiresAt, Existing: true}, subject.Role), nil
}

func (t *txn) welcome(to Welcome, role *rights.Role) Welcome {
	to.Workspace.Slug, to.Workspace.Name = t.info.Slug, t.info.Name
	to.Role, to.RoleName, to.InvitedBy = role.Name, role.Title, t.actor.Label()
	return to
}
