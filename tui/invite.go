package tui

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// mostInvited is how many addresses one dialog takes.
const mostInvited = 500

// invite opens the dialog that invites one address or many. Then is told of
// the last invitation that was made; it may be nil.
func (a *App) invite(s *domain.Session, then func(made string) tea.Cmd) tea.Cmd {
	d := newNewcomer(a, s, rights.Person)
	d.title, d.label, d.yes = "Invite", "To", "invite"
	d.hint = "one address or many: a space, a comma or a new line between"
	d.check = func(typed string) (string, string) {
		emails, err := addresses(typed)
		if err != nil {
			return err.Error(), err.Error()
		}
		if len(emails) == 1 {
			return "1 address", ""
		}
		return number(len(emails)) + " addresses", ""
	}
	d.do = func(w welcome) tea.Cmd {
		v := newSending(a, s, letters(s, w))
		v.then = then
		return a.show(v)
	}
	return a.over(d)
}

// letters are the invitations that were chosen.
func letters(s *domain.Session, w welcome) (out []letter) {
	emails, _ := addresses(w.who)
	var until time.Time
	if w.ends != "" {
		until, _ = domain.ParseFuture(w.ends, s.Now())
	}
	for _, email := range emails {
		c := domain.Invite{Email: email, Role: w.role, Unit: domain.Ref(w.unit), Until: until}
		send := func(ctx context.Context) (domain.Invited, error) { return s.Invite(ctx, c) }
		out = append(out, letter{domain.Clean(email), false, send})
	}
	return out
}

// addresses reads what was typed or pasted: addresses with anything sensible
// between them, each once, also as mail programs write them with names.
func addresses(text string) ([]string, error) {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	if strings.ContainsRune(text, '<') {
		words = nil
		for _, piece := range strings.Split(text, "<")[1:] {
			word, _, _ := strings.Cut(piece, ">")
			words = append(words, word)
		}
	}
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		email, err := domain.ParseEmail(w)
		if err != nil {
			return nil, err
		}
		if !seen[email] {
			seen[email] = true
			out = append(out, email)
		}
	}
	switch {
	case len(out) == 0:
		return nil, domain.Errorf(domain.Invalid, "no_address", "an address is needed")
	case len(out) > mostInvited:
		return nil, domain.Errorf(domain.Limit, "too_many", "%s", fmt.Sprintf("these are %s addresses; invite at most %d at once", number(len(out)), mostInvited))
	}
	return out, nil
}
