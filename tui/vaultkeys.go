package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Actions are those of the side that has the focus.
func (v *vault) Actions() []Action {
	if v.Typing() {
		return behind(v.services.Actions(), v.follow)
	}
	turn := now(func() { v.focus(!v.onKeys) })
	if v.onKeys {
		back := Action{Key: on("esc"), Name: "service users", Do: turn, moves: true}
		return v.keys.with(append(v.keyActions(), Action{Key: on("tab"), Name: "service users", Do: turn}, back, v.pasting())...)
	}
	own := append(v.serviceActions(), Action{Key: on("tab"), Name: v.services.opens, moves: true, Do: turn}) // as enter does
	return behind(v.services.with(append(append(own, v.beyond()...), v.pasting())...), v.follow)
}

// beyond are what can be done to the keys from the service users, for help and
// palette: the first key goes there, the second does it.
func (v *vault) beyond() []Action {
	actions := v.keyActions()
	for i, act := range actions {
		actions[i].Key = shown("tab " + act.Key.Help().Key)
		actions[i].Do = func() tea.Cmd { v.focus(true); return act.Do() }
	}
	return actions
}

// pasting is in help and palette alone: a paste is no key.
func (v *vault) pasting() Action {
	return v.may.dim(mayVerify, Action{Key: shown("paste"), Name: "whose key is it?", Command: "gatehouse keys verify < FILE",
		Do: now(func() {
			v.app.say(accent, "Paste the key here, alone or with the line that it stands in: the cursor goes to it.")
		})})
}

// serviceActions are what can be done to the service user under the cursor.
func (v *vault) serviceActions() []Action {
	l, _ := v.service()
	actions := []Action{v.may.dim(mayService, Action{Key: on("n"), Name: "new service user",
		Command: "gatehouse service-users create NAME --role ROLE", Do: v.newService})}
	for _, act := range v.deeds.actions() {
		if slices.ContainsFunc(act.Key.Keys(), func(k string) bool { return strings.Contains("rsx", k) }) {
			if act.Name != "role" {
				act.Command = domain.Command("service-users", act.Name, l.Handle())
			}
			actions = append(actions, act)
		}
	}
	return actions
}

// keyActions are what can be done to the key under the cursor.
func (v *vault) keyActions() []Action {
	l, there := v.service()
	k, ok := v.keys.current()
	none := func() string { return "There is no key here: n makes one." }
	nobody := func() string { return "There is no service user to make a key for." }
	over := ok && k.StatusAt(v.session.Now()) != domain.KeyActive
	why := none
	if ok {
		why = func() string { return "This key is " + k.StatusAt(v.session.Now()) + " already: n makes another." }
	}
	return []Action{
		v.may.dim(mayKey(l, false), Action{Key: on("n"), Name: "new key", Command: domain.Command("keys", "create", l.Handle(), "--name", "NAME"),
			Off: !there, Why: nobody, Do: v.newKey}),
		v.may.dim(mayKey(l, false), Action{Key: on("R"), Name: "rotate", Command: domain.Command("keys", "rotate", string(k.ID)), Off: !ok || over, Why: why, Do: v.rotate}),
		v.may.dim(mayKey(l, true), Action{Key: on("x"), Name: "revoke", Command: domain.Command("keys", "revoke", string(k.ID)), Off: !ok || over, Why: why, Do: v.revoke}),
	}
}

// newService asks for a name and a role.
func (v *vault) newService() tea.Cmd {
	d := newNewcomer(v.app, v.session, rights.ServiceUser)
	d.title, d.label, d.yes = "New service user", "Name", "create"
	d.hint = "such as payroll-export; it has keys and never signs in"
	d.check = func(typed string) (string, string) {
		if _, err := domain.ParseName(typed); err != nil {
			return err.Error(), err.Error()
		}
		return "it has keys and never signs in", ""
	}
	d.try = func(w welcome) func(context.Context) (Outcome, error) {
		return v.deeds.adding("Made "+domain.Clean(strings.TrimSpace(w.who))+", "+domain.Clean(w.role)+". With the cursor on it, tab and then n make its first key.", func(ctx context.Context, s *domain.Session) (domain.ID, error) {
			made, err := s.CreateServiceUser(ctx, domain.CreateServiceUser{Name: w.who, Role: w.role})
			return made.ID, err
		})
	}
	return v.app.over(d)
}

// never is what one writes for a key without an end.
const never = "never"

// newKey asks for a name and an end.
func (v *vault) newKey() tea.Cmd {
	l, _ := v.service()
	return v.app.fill(form{
		title: "New key of " + domain.Clean(l.Label()), yes: "create",
		inputs: []input{{label: "Name", hint: "what uses it, such as ci"}, {label: "Expires", value: "90d", hint: "90d, 2027-01-31 or never"}},
		check: func(values []string) string {
			if _, err := domain.ParseName(values[0]); err != nil {
				return err.Error()
			}
			if values[1] == never {
				return ""
			}
			_, err := domain.ParseFuture(values[1], v.session.Now())
			return words(err)
		},
		do: func(values []string) tea.Cmd {
			c := domain.CreateKey{ServiceUser: domain.Ref(l.ID), Name: values[0], Never: values[1] == never}
			if !c.Never {
				c.Expires, _ = domain.ParseFuture(values[1], v.session.Now())
			}
			return v.making.ask(v.app.ctx, func(ctx context.Context) (domain.FreshKey, error) { return v.session.CreateKey(ctx, c) })
		},
	})
}

// rotate asks how long the old key goes on.
func (v *vault) rotate() tea.Cmd {
	k, _ := v.keys.current()
	return v.app.fill(form{
		title: "Rotate " + domain.Clean(k.Name) + " of " + domain.Clean(k.Service.Label()), yes: "rotate",
		above:  []string{"A new key takes over, with as long a life. The old one goes on for a while, so that nothing stops."},
		inputs: []input{{label: "Overlap", value: "24h", hint: "24h, 7d; 0s ends the old one at once"}},
		check: func(values []string) string {
			_, err := domain.ParseSpan(values[0])
			return words(err)
		},
		do: func(values []string) tea.Cmd {
			var overlap time.Duration
			overlap, _ = domain.ParseSpan(values[0])
			c := domain.RotateKey{Key: domain.Ref(k.ID), Overlap: &overlap}
			return v.making.ask(v.app.ctx, func(ctx context.Context) (domain.FreshKey, error) { return v.session.RotateKey(ctx, c) })
		},
	})
}

// revoke asks first: what uses the key stops.
func (v *vault) revoke() tea.Cmd {
	k, _ := v.keys.current()
	name := domain.Clean(k.Name) + " of " + domain.Clean(k.Service.Label())
	used := "It was never used."
	if !k.LastUsedAt.IsZero() {
		used = "It was last used " + since(k.LastUsedAt, v.session.Now()) + "."
	}
	return v.app.confirm(confirm{
		title: "Revoke the key " + name + "?",
		lines: []string{"Whatever uses it is refused from its next call on.", used, "It can't be undone. To replace it without a gap, rotate it (R)."},
		no:    "Keep it", yes: "Revoke",
		meanwhile: func(ctx context.Context) (string, error) {
			is, err := v.session.Key(ctx, domain.Ref(k.ID))
			if err == nil && is.Status != k.Status {
				return "The key is " + is.Status + " meanwhile.", nil
			}
			return "", err
		},
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.RevokeKey(ctx, domain.RevokeKey{Key: domain.Ref(k.ID)})
				return Outcome{Text: "Revoked the key " + name + "."}, err
			})
		},
	})
}
