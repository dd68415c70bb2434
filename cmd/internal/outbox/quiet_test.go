package outbox_test

import (
	"context"
	"testing"

	"gatehouse/domain"
)

// Asking what is due changes nothing where nothing is, also while as much waits for
// a webhook as may: each change would have the worker ask again.
func TestAskingIsNoChange(t *testing.T) {
	o := newOffice(t)
	o.hook("https://example.com/hook")
	ws, err := o.beside.Workspace(bg, "acme")
	must(t, err)
	o.change(1030)
	for range 60 { // 20 changes are queued at a time, and no more than 1,000 in all
		_, _, err := ws.Outgoing(bg, domain.ByWebhook, 1, nil)
		must(t, err)
	}
	hooks, err := o.in("acme").Webhooks(bg)
	must(t, err)
	if hooks[0].Waiting < 1000 || hooks[0].Waiting > 1020 {
		t.Fatalf("%d messages wait", hooks[0].Waiting)
	}
	ctx, cancel := context.WithCancel(bg)
	defer cancel()
	changed := ws.Watch(ctx)
	for _, kind := range []domain.MessageKind{domain.ByMail, domain.ByWebhook} {
		for range 3 {
			_, _, err := ws.Outgoing(bg, kind, 1, nil)
			must(t, err)
		}
	}
	select {
	case <-changed:
		t.Error("asking is a change")
	default:
	}
}
