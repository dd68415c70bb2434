package invitepage

import (
	"errors"
	"net/http"
	"time"

	"gatehouse/domain"
)

// open shows what a token offers, with a form to accept it.
func (v *visit) open() {
	if !v.mayAsk() {
		return
	}
	v.offer(http.StatusOK, nil)
}

// mayAsk refuses addresses that have sent too many wrong tokens, before another is
// looked up.
func (v *visit) mayAsk() bool {
	wait := v.wrong.Wait(v.client(), guesses, v.now)
	if wait == 0 {
		return true
	}
	wait = max(wait, time.Second)
	v.later(wait)
	v.refused(http.StatusTooManyRequests, domain.Errorf(domain.Limit, "too_many_tokens",
		"too many tokens that belong to no invitation came from your address; try again in %s", domain.Left(v.now.Add(wait), v.now)))
	return false
}

// offer shows the form, with what went wrong where something did. A token that
// offers nothing has a page that says why instead.
func (v *visit) offer(status int, wrong error) {
	welcome, err := v.config.Database.Welcome(v.r.Context(), v.token)
	if err != nil {
		v.nothing(err)
		return
	}
	proof, err := v.proof(welcome.Workspace.Slug)
	if err != nil {
		v.fails(err)
		return
	}
	if v.r.Method != http.MethodPost {
		v.typed.Name = domain.NameFromAddress(welcome.Email)
	}
	v.show(status, "Join "+domain.Clean(welcome.Workspace.Name), offered(v.told(welcome), form{v.typed.repeatable(), proof, wrong}))
}

// nothing is the page of a token that offers nothing.
func (v *visit) nothing(err error) {
	if k := domain.KindOf(err); k == domain.NotFound || k == domain.Invalid {
		// those that came at once, before any was found wrong, are owed
		v.wrong.Owe(v.client(), guesses, v.now)
	}
	v.fails(err)
}

// fails is the page of an error. One that isn't of the domain goes to the log and
// not to the client.
func (v *visit) fails(err error) {
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		v.what = err.Error()
		e = domain.Errorf("", "unexpected", "something went wrong here; the log of the server says what")
	}
	v.refused(statusOf(e), e)
}

// told is what a token offers, in words.
func (v *visit) told(w domain.Welcome) offer {
	return offer{
		Workspace: domain.Clean(w.Workspace.Name), Slug: w.Workspace.Slug, Role: domain.Clean(w.RoleName),
		Email: domain.Clean(w.Email), InvitedBy: domain.Clean(w.InvitedBy), Existing: w.Existing,
		Stamp: w.ExpiresAt.UTC().Format(time.RFC3339), Until: w.ExpiresAt.UTC().Format("2 Jan 2006 15:04") + " UTC",
		Left: domain.Left(w.ExpiresAt, v.now), Token: v.token, SSH: v.config.SSH("join"),
	}
}
