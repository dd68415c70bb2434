package invitepage

import (
	"errors"
	"net/http"

	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"

	"gatehouse/domain"
)

// accept takes the form. Only one that this browser was shown for this token in
// the last hour accepts anything.
func (v *visit) accept() {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxBody)
	err := v.r.ParseForm()
	v.typed = typed{Name: v.r.PostForm.Get("name"), Key: v.r.PostForm.Get("key")}
	slug, shown := v.forms.shown(v.r, v.token, v.now)
	switch {
	case err != nil:
		v.again(unread(err))
	case !shown:
		v.again(domain.Errorf(domain.Denied, "stale_form",
			"nothing was accepted: this form is older than an hour, or your browser kept no cookie of it; send it once more"))
	default:
		v.join(slug)
	}
}

// again shows the form anew, as if it had been opened.
func (v *visit) again(wrong *domain.Error) {
	v.what = wrong.Code
	v.offer(statusOf(wrong), wrong)
}

// unread is why a form couldn't be read.
func unread(err error) *domain.Error {
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		return domain.Errorf(domain.Limit, tooLarge, "nothing was accepted: what was sent is longer than any key is; paste one key, of one line")
	}
	return domain.Errorf(domain.Invalid, "bad_form", "nothing was accepted: the form didn't arrive whole; send it once more")
}

// join accepts. Where a second press of the button comes after the first, it says
// how to sign in as well.
func (v *visit) join(shownFor string) {
	slug, m, err := v.config.Database.Join(v.r.Context(), domain.Join{
		Token: v.token, Name: v.typed.Name, Key: v.typed.Key, From: v.from.String(), Via: domain.ViaHTTP,
	})
	e, ours := errors.AsType[*domain.Error](err)
	switch {
	case err == nil:
		v.who, v.what = m.Handle(), "joined "+slug
		v.show(http.StatusOK, "Welcome to "+slug, joined(slug, domain.Clean(m.Email), v.config.SSH(slug)))
	case !ours:
		v.fails(err)
	case usedUp(e):
		v.what = e.Code
		title := headline(statusOf(e))
		v.show(statusOf(e), title, html.H1(g.Text(title)), alert(sentence(e)), perhaps(v.config.SSH(shownFor)), v.typed.kept())
	default:
		v.what = e.Code
		v.offer(statusOf(e), e)
	}
}

func usedUp(e *domain.Error) bool { return e.Code == "already_accepted" || e.Code == "already_used" }
