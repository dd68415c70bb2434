package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// webhooks is the URLs that hear of every change.
type webhooks struct {
	*list[domain.ListedWebhook]
	app     *App
	session *domain.Session
	may     *permits
	making  task[domain.FreshWebhook]
}

func newWebhooks(a *App, s *domain.Session) *webhooks {
	v := &webhooks{app: a, session: s}
	v.may = &permits{app: a, session: s, wants: func() []domain.Question { return []domain.Question{maySettle, mayStop} }}
	v.list = newList(a, listing[domain.ListedWebhook]{
		columns: v.columns(),
		id:      func(w domain.ListedWebhook) string { return string(w.ID) },
		name:    webhookName,
		empty:   "No webhooks yet. n adds a URL that hears of every change in the workspace.",
		search:  true,
		source:  v.rows,
		opens:   "deliveries",
		open:    func(w domain.ListedWebhook) tea.Cmd { return a.show(newDeliveries(a, s, w)) },
	})
	return v
}

// webhookName is the URL as text for a screen.
func webhookName(w domain.ListedWebhook) string { return domain.Clean(w.URL) }

// Title is its part of the path.
func (v *webhooks) Title() string { return "Webhooks" }

// Start asks for the webhooks, and what may be done with them.
func (v *webhooks) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked. A secret that is being made is never shown then.
func (v *webhooks) Stop() { v.list.Stop(); v.may.task.drop(); v.making.drop() }

// Unsaved guards a secret on its way.
func (v *webhooks) Unsaved() string {
	if v.making.busy {
		return "A webhook is being added, and its secret is shown only once."
	}
	return ""
}

func (v *webhooks) columns() []column[domain.ListedWebhook] {
	type row = domain.ListedWebhook
	return []column[row]{
		{title: "url", min: 24, max: 70, cell: v.url},
		{title: "since", min: 6, max: 11, drop: 1, cell: func(w row) cell { return cell{text: domain.Ago(w.CreatedAt, v.session.Now()), tone: faint} }},
		{title: "by", min: 12, max: 28, drop: 2, cell: func(w row) cell { return cell{text: domain.Clean(w.Maker), tone: faint} }},
		{title: "waiting", min: 7, max: 7, right: true, cell: waiting},
	}
}

func (v *webhooks) url(w domain.ListedWebhook) cell {
	c := cell{text: webhookName(w)}
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

// waiting counts what isn't sent yet.
func waiting(w domain.ListedWebhook) cell {
	if w.Waiting == 0 {
		return cell{text: "–", tone: faint}
	}
	return cell{text: number(w.Waiting), tone: warn}
}

// rows reads the webhooks whole: there are few.
func (v *webhooks) rows(q query) source[domain.ListedWebhook] {
	return sourced[domain.ListedWebhook](func(ctx context.Context, s span) (window[domain.ListedWebhook], error) {
		all, err := v.session.Webhooks(ctx)
		if q.text != "" {
			all = rank(all, func(w domain.ListedWebhook) string { return w.URL }, q.text)
		}
		w, _ := slice[domain.ListedWebhook]{all, v.id}.window(ctx, s)
		return w, err
	})
}

// Update shows the secret of a webhook that was just added.
func (v *webhooks) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.making.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		v.app.undo = nil // what was shown can't be taken back, nor what came before it
		return tea.Batch(v.goTo(string(a.value.ID)), v.app.over(v.secret(a.value)))
	}
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Note is the whole URL of the one under the cursor.
func (v *webhooks) Note() string {
	w, ok := v.current()
	if !ok {
		return ""
	}
	facts := []string{webhookName(w), "added " + since(w.CreatedAt, v.session.Now()) + " by " + domain.Clean(w.Maker)}
	if w.Waiting > 0 {
		facts = append(facts, count(w.Waiting, "message waits", "messages wait"))
	}
	return line(facts)
}
