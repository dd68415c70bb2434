package domain

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// Resolve finds the member that a text means: exactly, or as the only one
// whose address, service user's name or id begins with it. It tells nothing
// that the asker may not see; who may see nobody gets back what they wrote.
func (s *Session) Resolve(ctx context.Context, text string) (Ref, error) {
	return look(ctx, s, func(v *view) (Ref, error) {
		m, err := findMember(v, Ref(text))
		if err == nil {
			on, bad := v.onMember(m)
			if bad != nil || v.sees(on) {
				return Ref(m.ID), bad
			}
			err = noMember(text)
		}
		if !isNotFound(err) && KindOf(err) != Invalid {
			return "", err
		}
		missing := err
		prefix := FoldName(strings.TrimSpace(text))
		if prefix == "" {
			return "", missing
		}
		if !v.holdsAnywhere(rights.MembersView) {
			return Ref(strings.TrimSpace(text)), nil // the use case refuses, whether there is such a member or not
		}
		meant, err := v.beginning(prefix)
		if err != nil {
			return "", err
		}
		switch len(meant) {
		case 0:
			return "", missing
		case 1:
			return Ref(meant[0].ID), nil
		}
		var names []string
		for _, m := range meant[:min(len(meant), maxMeant)] {
			names = append(names, Clean(m.Handle()))
		}
		if len(meant) > maxMeant {
			names = append(names, "others")
		}
		return "", Errorf(Invalid, "ambiguous", "%s could be %s", said(text), OrList(names))
	})
}

// maxMeant is how many meanings an ambiguous text is answered with.
const maxMeant = 8

// beginning lists members of whom something begins with a folded prefix, and
// whom the actor may see. It stops when there are more than anyone would read.
func (v *view) beginning(prefix string) ([]Member, error) {
	var out []Member
	q := Query{Index: ByName, Limit: 1000}
	for {
		rows, more, err := v.MemberPages().Page(q)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			q.After = r.Cursor
			if !strings.HasPrefix(FoldName(r.Item.Handle()), prefix) && !strings.HasPrefix(string(r.Item.ID), prefix) {
				continue
			}
			on, err := v.onMember(r.Item)
			if err != nil {
				return nil, err
			}
			if v.may(ask{right: rights.MembersView, target: on, takesAway: true}) == nil {
				out = append(out, r.Item)
			}
		}
		if !more || len(out) > maxMeant {
			slices.SortFunc(out, func(a, b Member) int { return strings.Compare(a.Handle(), b.Handle()) })
			return out, nil
		}
	}
}

// Accept turns an invitation of the session's workspace into an account. The
// token is the right; who the session acts as doesn't matter.
func (s *Session) Accept(ctx context.Context, c Accept) (Member, error) {
	c.Via, c.From = cmp.Or(c.Via, s.who.Via), cmp.Or(c.From, s.who.From)
	return s.ws.acceptBy(ctx, c, s.who.Key)
}
