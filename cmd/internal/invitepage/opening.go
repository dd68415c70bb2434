package invitepage

import (
	"errors"
	"net/http"
	"time"

	"gatehouse/domain"
)

// open shows what a token offers, with a form to accept it.
func (v *visit) open() { v.offer(http.StatusOK, nil) }

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

// nothing is the page of a token that offers nothing. Addresses that send too many of
// them are told to come later; a right one works from there all the same, so that
// nobody can keep others out.
func (v *visit) nothing(err error) {
	if k := domain.KindOf(err); k != domain.NotFound && k != domain.Invalid {
		v.fails(err)
		return
	}
	_, wait := v.wrong.Take(v.client(), guesses, v.now)
	if wait == 0 {
		v.fails(err)
		return
	}
	wait = max(wait, time.Second)
	v.later(wait)
	v.refused(http.StatusTooManyRequests, domain.Errorf(domain.Limit, "too_many_tokens",
		"too many tokens that belong to no invitation came from your address; try again in %s", domain.Left(v.now.Add(wait), v.now)))
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
