package domain_test

import (
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Options take effect as they are set, one alone; the api option goes on only
// where role and plan have a use for it.
func TestOptions(t *testing.T) {
	w := open(t, "timetonic", "business")
	off := func(m *domain.Member) { m.Options = rights.DefaultOptions }
	user, limited := w.person("user", off), w.person("limited", off)
	set := func(m domain.Member, c domain.SetOptions) error {
		c.Member = ref(m)
		return got(w.boss().SetOptions(bg, c))
	}
	must(t, set(user, domain.SetOptions{Messages: to(false)}))
	is(t, "options", w.member(user.ID).Options, rights.MembersListOn)
	answer, err := w.as(user).Check(bg, domain.Question{Right: "messages.use"})
	must(t, err)
	is(t, "allowed with messages off", answer.Allowed, false)
	must(t, set(user, domain.SetOptions{API: to(true)}))
	wants(t, set(limited, domain.SetOptions{API: to(true)}), domain.Invalid, "no_api")
	wants(t, set(w.person("user", service), domain.SetOptions{Messages: to(true)}), domain.Invalid, "no_options")
	wants(t, set(user, domain.SetOptions{Ways: to(rights.Channels(9))}), domain.Invalid, "unknown_channel")

	// "An Admin on a Free plan will not be able to use the API even if their
	// role would allow it on a higher plan."
	admin := w.person("admin", off)
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(limited)})))
	must(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: "free"})))
	wants(t, set(admin, domain.SetOptions{API: to(true)}), domain.Invalid, "no_api")
	must(t, set(user, domain.SetOptions{API: to(true)})) // it is on already
	must(t, set(user, domain.SetOptions{API: to(false)}))
}
