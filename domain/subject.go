package domain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// Ref is how a command names a thing: an id, an address, a name or a number,
// exactly.
type Ref string

// said is how an answer or the audit trail repeats what someone wrote: cleaned,
// cut, and without a secret that was pasted in the wrong place.
func said(text string) string { return CleanMax(Masked(text), 80) }

// Masked ends a text where a key or token would begin in it.
func Masked(text string) string {
	for _, kind := range []SecretKind{APIKey, InvitationToken} {
		if i := strings.Index(text, string(kind)); i >= 0 {
			text = text[:i+len(kind)] + "…"
		}
	}
	return text
}

// subject makes the rights engine's view of a member.
func (t *txn) subject(m Member) (rights.Subject, error) {
	s := rights.Subject{
		Kind: m.Kind, Status: m.StandingAt(t.now), Owner: m.ID == t.info.Owner, Plan: t.plan,
		Options: m.Options, Ways: m.Ways, Linked: m.Employee != "",
	}
	var err error
	if s.Owner {
		s.Role, err = t.role("owner")
	} else {
		s.Role, err = t.role(m.RoleAt(t.now))
		if err == nil && m.TemporaryAt(t.now) {
			s.Below, err = t.role(m.Role)
		}
	}
	if err != nil {
		return s, err
	}
	s.Holds, err = t.holds(m)
	return s, err
}

// role finds a role of the workspace: the model's, or one of its own.
func (t *txn) role(name string) (*rights.Role, error) {
	if r, ok := roleCalled(t.model, name); ok {
		return r, nil
	}
	if custom, found := t.findCustomRole(name); found == nil {
		return t.adopt(custom), nil
	} else if !isNotFound(found) {
		return nil, found
	}
	_, err := findRole(t.model, name)
	return nil, about(err, Mention{Kind: "role", Name: name}) // outside, the nearest of all roles are named
}

// holds tells which scoped roles reach anything at all.
func (t *txn) holds(m Member) (rights.Reach, error) {
	var r rights.Reach
	if len(m.ManagesUnits) > 0 {
		r |= rights.ByUnit
	}
	if len(m.ManagesGroups) > 0 {
		r |= rights.ByGroup
	}
	if len(m.Projects) > 0 {
		r |= rights.Staffed
	}
	for _, id := range m.ManagesProjects {
		p, err := t.Projects().Get(id)
		if err != nil {
			return r, err
		}
		if p.Archived {
			r |= rights.ByArchivedProject
		} else {
			r |= rights.ByProject
		}
	}
	return r, nil
}

// findMember looks a member up by exact reference: id, address, or a service
// user's name.
func findMember(tx Tx, ref Ref) (Member, error) {
	text := strings.TrimSpace(string(ref))
	if id, err := ParseID(text); err == nil {
		m, err := tx.Members().Get(id)
		if KindOf(err) != NotFound {
			return m, err
		}
	}
	var id ID
	var err error
	if strings.Contains(text, "@") {
		email, bad := ParseEmail(text)
		if bad != nil { // nobody has what is no address: the beginning of one, say
			return Member{}, noMember(text)
		}
		id, err = tx.Find(UniqueAddress, email)
	} else {
		id, err = tx.Find(UniqueServiceUser, FoldName(text))
	}
	if err != nil {
		return Member{}, err
	}
	if id == "" {
		return Member{}, noMember(text)
	}
	return tx.Members().Get(id)
}

func noMember(text string) error {
	return Errorf(NotFound, "no_member", "no member is called %s", said(text))
}

// member finds the member that a command names and authorises the act on
// them. Who may not do it to anybody isn't told whether the member exists.
func (t *txn) member(r rights.Right, ref Ref, more ...func(*ask)) (Member, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	m, err := findMember(t, ref)
	if err != nil {
		return m, target{}, t.orRefuse(a, "member", ref, err)
	}
	if a.target, err = t.onMember(m); err != nil {
		return m, a.target, err
	}
	return m, a.target, t.allow(a, ref)
}

// giving says that an act hands out a role; taking, that it takes something
// away or only lists.
func giving(r *rights.Role) func(*ask) { return func(a *ask) { a.giving = r } }
func taking(a *ask)                    { a.takesAway = true }

// becoming says that an act lets someone come in as a member: what is given is
// all that the member has.
func (t *txn) becoming(m Member) (func(*ask), error) {
	s, err := t.subject(m)
	return func(a *ask) { a.giving, a.below, a.holds = s.Role, s.Below, s.Holds }, err
}

// isNotFound tells whether a record is simply not there.
func isNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == NotFound
}

// findModel, findPlan and findRole turn an unknown name into a sentence with
// the nearest ones.
func findModel(name string) (*rights.Model, error) {
	if m, ok := rights.FindModel(name); ok {
		return m, nil
	}
	var names []string
	for _, m := range rights.Models() {
		names = append(names, m.Name)
	}
	return nil, unknown("model", name, names)
}

func findPlan(m *rights.Model, name string) (*rights.Plan, error) {
	if p, ok := m.Plan(strings.ToLower(strings.TrimSpace(name))); ok {
		return p, nil
	}
	var names []string
	for _, p := range m.Plans {
		names = append(names, p.Name)
	}
	return nil, unknown("plan", name, names)
}

func findRole(m *rights.Model, name string) (*rights.Role, error) {
	if r, ok := roleCalled(m, name); ok {
		return r, nil
	}
	var names []string
	for _, r := range m.Roles {
		names = append(names, r.Name)
	}
	if r, ok := rights.ScopedRole(FoldName(strings.TrimSpace(name))); ok {
		places := strings.TrimSuffix(r.Name, "-manager") + "s"
		e := Errorf(Invalid, "scoped_role", "%s is the role of single %s and is given there", r.Name, places)
		e.Fix = []Step{{Command: command(places, "manager", strings.ToUpper(strings.TrimSuffix(r.Name, "-manager")), "EMAIL"), Message: "give it for one of them"}}
		return nil, e
	}
	return nil, unknown("role", name, names)
}

// mostOffered is how many words an error offers where none is near.
const mostOffered = 8

// roleCalled finds a role among those of a model by its name, in any case.
func roleCalled(m *rights.Model, name string) (*rights.Role, bool) {
	if r, ok := m.Role(name); ok {
		return r, true
	}
	folded := FoldName(strings.TrimSpace(name))
	for _, r := range m.Roles {
		if FoldName(r.Name) == folded {
			return r, true
		}
	}
	return nil, false
}

// unknown is the error for a word that isn't in a short list of words.
func unknown(what, word string, among []string) error {
	word = said(word)
	code := "unknown_" + strings.ReplaceAll(what, " ", "_")
	near := rights.Nearest(word, among)
	if len(near) == 0 {
		near = among
	}
	if more := len(near) - mostOffered; more > 1 {
		near = append(slices.Clone(near[:mostOffered]), fmt.Sprintf("one of %d more", more))
	}
	if word == "" {
		return Errorf(Invalid, code, "which %s? There is %s", what, OrList(near))
	}
	return Errorf(Invalid, code, "there is no %s %s; did you mean %s?", what, CleanMax(word, 40), OrList(near))
}

// OrList writes "a, b or c".
func OrList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
