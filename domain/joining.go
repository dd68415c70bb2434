package domain

import (
	"cmp"
	"context"
	"errors"
)

// Join accepts an invitation or enrols a login, whichever the token is for.
type Join struct {
	Token string
	Name  string // of a new account; empty: made from the address
	Key   string // an authorized_keys line: the key by which the connection came, or that was pasted
	From  string // a network address
	Via   string // by which way, for the audit trail; empty: ssh
}

// arrival is somebody who comes with a token, and by which way.
type arrival struct {
	token     string
	id        ID // within the token
	via, from string
	key       ID // what the connection came by
}

func arrive(token, via, from string, key ID) (arrival, error) {
	id, err := ParseSecret(InvitationToken, token)
	return arrival{token, ID(id), via, from, key}, err
}

// as acts in the name of who made the token, for the audit trail.
func (a arrival) as(inviter ID) Principal {
	return Principal{Member: inviter, Via: a.via, From: a.from, Key: a.key}
}

// noInvitation is the answer to every token that isn't one, whatever of it is
// wrong.
func noInvitation() error {
	return Errorf(NotFound, "no_invitation", "this token belongs to no invitation")
}

func isNoInvitation(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == "no_invitation"
}

// Join needs no principal: the token is the right, used up once and never by a
// wrong guess. It returns the slug of the workspace that has someone new, or
// someone with a new login.
func (d *Database) Join(ctx context.Context, c Join) (slug string, m Member, err error) {
	login, err := ParseLogin(c.Key)
	if err != nil {
		return "", m, err
	}
	key := login.ID // what the connection came by
	if c.Via == ViaHTTP {
		key = ""
	}
	by, err := arrive(c.Token, cmp.Or(c.Via, ViaSSH), c.From, key)
	if err != nil {
		return "", m, err
	}
	w, err := d.tokenIn(ctx, by.id)
	if err != nil {
		return "", m, err
	}
	if m, err = w.accept(ctx, by, c.Name, login); isNoInvitation(err) {
		m, err = w.enrolByToken(ctx, by, login)
	}
	if err != nil {
		return "", Member{}, err
	}
	return w.Slug, m, nil
}

// tokenIn is the workspace that has a token with an identifier: each has its
// own tokens, and there are few.
func (d *Database) tokenIn(ctx context.Context, id ID) (*Workspace, error) {
	all, err := d.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	for _, info := range all {
		found := false
		err := d.store.View(ctx, info.ID, func(v View) error {
			for _, u := range []Unique{UniqueToken, UniqueEnrolment} {
				holder, err := v.Find(u, string(id))
				if err != nil {
					return err
				}
				found = found || holder != ""
			}
			return nil
		})
		if err != nil || found {
			return &Workspace{db: d, ID: info.ID, Slug: info.Slug, owner: info.Owner}, err
		}
	}
	return nil, noInvitation()
}
