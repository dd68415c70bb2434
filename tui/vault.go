package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// vault is the service users, and beside them the keys of the one under the
// cursor. What keys do acts on the side that has the focus.
type vault struct {
	app      *App
	session  *domain.Session
	deeds    *deeds
	may      *permits
	services *list[domain.Listed]
	keys     *list[domain.ListedKey]
	onKeys   bool
	of       domain.ID // whose keys are shown
	card     domain.Card
	cards    task[domain.Card]
	making   task[domain.FreshKey]
	verify   task[domain.Verified]
	left     Size
}

var (
	mayService = domain.Question{Right: "service_users.manage"}
	mayVerify  = domain.Question{Right: "access.ask"}
)

func newVault(a *App, s *domain.Session) *vault {
	v := &vault{app: a, session: s}
	v.deeds = newDeeds(a, s, v, v.focused)
	v.may = &permits{app: a, session: s, wants: v.questions}
	v.services = newList(a, listing[domain.Listed]{
		columns: serviceColumns(),
		id:      func(l domain.Listed) string { return string(l.ID) },
		name:    func(l domain.Listed) string { return domain.Clean(l.Label()) },
		empty:   "No service users yet. n makes one; keys belong to it, not to the person who made it.",
		search:  true,
		source:  v.serviceRows,
		opens:   "its API keys",
		open:    func(domain.Listed) tea.Cmd { v.focus(true); return nil },
	})
	v.keys = newList(a, listing[domain.ListedKey]{
		columns: v.keyColumns(),
		id:      func(k domain.ListedKey) string { return string(k.ID) },
		name:    func(k domain.ListedKey) string { return domain.Clean(k.Name) },
		empty:   "No keys. n makes one; it is shown once.",
		source:  v.keyRows,
	})
	v.focus(false)
	return v
}

// Title is its part of the path.
func (v *vault) Title() string { return "Vault" }

// Start asks for the service users; their keys follow.
func (v *vault) Start() tea.Cmd {
	return tea.Batch(v.services.Start(), v.may.start())
}

// Stop ends what is being asked. A key that is being made is never shown then.
func (v *vault) Stop() {
	v.services.Stop()
	v.keys.Stop()
	v.deeds.stop()
	v.may.task.drop()
	v.cards.drop()
	v.making.drop()
	v.verify.drop()
}

// Unsaved guards a key on its way.
func (v *vault) Unsaved() string {
	if v.making.busy {
		return "A key is being made, and is shown only once."
	}
	return ""
}

func (v *vault) focus(keys bool) {
	v.onKeys = keys
	v.services.behind, v.keys.behind = keys, !keys
}

func (v *vault) Typing() bool { return !v.onKeys && v.services.Typing() }

// service is the one whose keys are shown.
func (v *vault) service() (domain.Listed, bool) { return v.services.current() }

// questions are what may be done with the service user under the cursor: a
// key gives its role, so making one asks for what giving that asks.
func (v *vault) questions() []domain.Question {
	q := []domain.Question{mayService, mayVerify}
	if l, ok := v.service(); ok {
		q = append(q, mayKey(l, false), mayKey(l, true))
	}
	return q
}

func mayKey(l domain.Listed, takesAway bool) domain.Question {
	q := domain.Question{Right: "api_keys.manage", On: "member/" + l.Handle(), TakesAway: takesAway}
	if !takesAway {
		q.Giving = l.RoleName
	}
	return q
}

// follow asks for the keys of the service user under the cursor, when that is
// another than before.
func (v *vault) follow() tea.Cmd {
	l, ok := v.service()
	if l.ID == v.of || !ok && v.services.Typing() || v.services.seek != "" { // on its way to another
		return v.may.follow()
	}
	v.of = l.ID
	return tea.Batch(v.may.follow(), v.look(), v.keys.load(span{limit: chunk}, atFirst))
}

// goTo goes to a key, whosever it is.
func (v *vault) goTo(k domain.Key) tea.Cmd {
	if v.services.denied {
		return nil
	}
	v.of = k.ServiceUser
	v.focus(true)
	return tea.Batch(v.services.goTo(string(v.of)), v.keys.goTo(string(k.ID)), v.look())
}

func (v *vault) look() tea.Cmd {
	of := v.of
	if of == "" {
		return nil
	}
	return v.cards.ask(v.app.ctx, func(ctx context.Context) (domain.Card, error) { return v.session.Member(ctx, domain.Ref(of)) })
}

// focused is the service user that deeds are done to.
func (v *vault) focused() (domain.Card, bool) {
	l, ok := v.service()
	c := v.card
	if c.ID != l.ID {
		c = domain.Card{}
	}
	c.Listed = l
	return c, ok
}

// Update takes the answers, and gives the mouse to the side that it points at.
func (v *vault) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.cards.answer(msg); ok {
		switch {
		case a.err == nil:
			v.card = a.value
		case domain.KindOf(a.err) == domain.Denied:
			v.card = domain.Card{}
		}
		return nil
	}
	if a, ok := v.making.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		v.app.undo = nil // a key that was shown can't be taken back, nor what came before it
		return tea.Batch(v.keys.goTo(string(a.value.ID)), v.app.over(newFreshKey(v.app, v.session, a.value)))
	}
	if a, ok := v.verify.answer(msg); ok {
		return v.verified(a.value, a.err)
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	switch m := msg.(type) {
	case tea.PasteMsg:
		if !v.Typing() {
			return v.check(m.Content)
		}
	case tea.MouseMsg:
		moved, right := aim(m, v.left)
		v.focus(right && v.left.Width > 0 || v.left.Width == 0 && v.onKeys)
		if v.onKeys {
			return v.keys.Update(moved)
		}
		return tea.Batch(v.services.Update(moved), v.follow())
	case tea.KeyPressMsg, made:
		return tea.Batch(v.services.Update(msg), v.follow())
	case Tick: // that a key was used is known before it is written
		return tea.Batch(v.services.Update(msg), v.keys.refresh(), v.may.update(msg), v.follow())
	case Changed:
		return tea.Batch(v.services.Update(msg), v.keys.Update(msg), v.may.update(msg), v.look())
	}
	return tea.Batch(v.services.Update(msg), v.keys.Update(msg), v.may.update(msg), v.follow())
}

// Note says what the columns don't about the key under the cursor.
func (v *vault) Note() string {
	k, ok := v.keys.current()
	if !ok || !v.onKeys {
		return "Paste a key that you found here, to see whose it is."
	}
	here := v.app.Now().Location()
	refused, end, used := "", v.expiry(k.Key), "never used"
	if standing := k.Service.StatusAt(v.session.Now()); standing != domain.StatusActive {
		refused = "refused while " + domain.Clean(k.Service.Label()) + " is " + standing
	}
	if n, is := v.near(k); is {
		end += ", " + n.words + ": R rotates it"
	}
	if !k.LastUsedAt.IsZero() {
		used = "last used " + k.LastUsedAt.In(here).Format("2 Jan 2006 15:04")
	}
	return line([]string{refused, string(k.ID), "made " + k.CreatedAt.In(here).Format("2 Jan 2006") + " by " + domain.Clean(k.Maker), end, used})
}

// Position is where the cursor is on the side with the focus.
func (v *vault) Position() string {
	if v.onKeys {
		return v.keys.Position()
	}
	return v.services.Position()
}

// What each side takes with all its columns, of names of usual length.
const servicesWide, keysWide = 44, 50

// View draws both sides, or the one with the focus where there is no room.
func (v *vault) View(size Size) string {
	if size.Width < paneFrom {
		v.left = Size{}
		if v.onKeys {
			return v.keys.View(size)
		}
		return v.services.View(size)
	}
	v.left = Size{max(min(size.Width-2-keysWide, servicesWide), size.Width*2/5), size.Height}
	right := Size{size.Width - 2 - v.left.Width, size.Height}
	return v.app.beside(v.services.View(v.left), v.keys.View(right), v.left, right)
}
