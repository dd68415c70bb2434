package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// deliveries is what a webhook was told in the last 30 days, and what waits.
type deliveries struct {
	*messages
	of domain.ListedWebhook
}

func newDeliveries(a *App, s *domain.Session, of domain.ListedWebhook) *deliveries {
	v := &deliveries{of: of}
	event := func(m domain.Message) string { return domain.Clean(m.About) }
	v.messages = newMessages(a, s, "Nothing has happened since it was added. It hears of the next change.", event, v.ask,
		column[domain.Message]{title: "event", min: 16, max: 26, cell: func(m domain.Message) cell { return v.found(event(m)) }},
		column[domain.Message]{title: "when", min: 6, max: 11, drop: 1, cell: func(m domain.Message) cell {
			return cell{text: domain.Ago(m.QueuedAt, s.Now()), tone: faint}
		}})
	return v
}

// ask reads those of this webhook.
func (v *deliveries) ask(ctx context.Context) ([]domain.Message, error) {
	all, err := v.session.Deliveries(ctx)
	return slices.DeleteFunc(all, func(m domain.Message) bool { return m.Hook != v.of.ID }), err
}

// Title is its part of the path.
func (v *deliveries) Title() string { return cut(webhookName(v.of), 40) }

// Actions send the one under the cursor again.
func (v *deliveries) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	m, ok := v.current()
	return v.with(v.may.dim(maySettle, Action{Key: on("R"), Name: "send again", Command: domain.Command("webhooks", "retry", string(m.ID)), Off: !ok,
		Why: func() string { return "There is no delivery here." }, Do: v.again}))
}

// again sends it whether it arrived or not: its id stays the same, by which the
// receiver knows it again.
func (v *deliveries) again() tea.Cmd {
	m, _ := v.current()
	return v.app.act(func(ctx context.Context) (Outcome, error) {
		_, err := v.session.RetryDelivery(ctx, m.ID)
		return Outcome{Text: domain.Clean(m.About) + " is sent again now, under the same id."}, err
	})
}
