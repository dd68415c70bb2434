package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// check tells whose the key is that was pasted, with whatever stands around it.
func (v *vault) check(pasted string) tea.Cmd {
	return v.verify.ask(v.app.ctx, func(ctx context.Context) (domain.Verified, error) {
		return v.session.VerifyKeyIn(ctx, pasted)
	})
}

// verified says it, and goes to the key, so that the next key acts on that one.
func (v *vault) verified(k domain.Verified, err error) tea.Cmd {
	name := "This is the key " + domain.Clean(k.Key.Name) + " of " + domain.Clean(k.Service.Label())
	switch {
	case err != nil:
		return v.app.fail(err)
	case k.Valid:
		v.app.say(good, name+": it works, and "+v.expiry(k.Key)+".")
	case k.Known:
		v.app.say(warn, name+", and is refused: "+k.Reason+".")
	default:
		v.app.say(warn, "Whose key is it: "+k.Reason+".")
	}
	if k.Known && v.app.top() == v {
		return v.goTo(k.Key)
	}
	return nil
}

// expiry is when a key ends.
func (v *vault) expiry(k domain.Key) string {
	switch {
	case k.ExpiresAt.IsZero():
		return "never expires"
	case !k.ExpiresAt.After(v.session.Now()):
		return "expired"
	}
	return "expires in " + domain.Left(k.ExpiresAt, v.session.Now())
}
