package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// Actions are what can be done to the one under the cursor.
func (v *webhooks) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	w, ok := v.current()
	return v.with(
		v.may.dim(maySettle, Action{Key: on("n"), Name: "new webhook", Command: "gatehouse webhooks add URL", Do: v.add}),
		v.may.dim(mayStop, Action{Key: on("x"), Name: "remove", Command: domain.Command("webhooks", "remove", string(w.ID)), Off: !ok,
			Why: func() string { return "There is no webhook here: n adds one." }, Do: v.remove}),
	)
}

// add asks for a URL. What it signs with is shown afterwards, once.
func (v *webhooks) add() tea.Cmd {
	return v.app.fill(form{
		title: "New webhook", yes: "add",
		above:  []string{"It hears of every change from now on, signed, with ids and no details. The secret that it is signed with is shown once, after this."},
		inputs: []input{{label: "URL", hint: "such as https://example.com/hook"}},
		check: func(values []string) string {
			_, err := domain.ParseWebhookURL(values[0])
			return words(err)
		},
		do: func(values []string) tea.Cmd {
			c := domain.AddWebhook{URL: values[0]}
			return v.making.ask(v.app.ctx, func(ctx context.Context) (domain.FreshWebhook, error) { return v.session.AddWebhook(ctx, c) })
		},
	})
}

// shortURL is how much of a URL a sentence has, in cells: it can be very long.
const shortURL = 80

// secret shows what a new webhook signs with.
func (v *webhooks) secret(w domain.FreshWebhook) *freshKey {
	name := cut(webhookName(w.ListedWebhook), shortURL)
	return &freshKey{
		app: v.app, secret: w.Signing, noun: "secret", title: "Signing secret of the new webhook", until: "good as long as the webhook is there",
		loss: "This secret can't be shown again. Without it, remove the webhook and add it anew.",
		kept: "Only you and the workspace have the signing secret of " + name + " now.",
		use:  []string{"By it the receiver at " + name + " checks that a message comes from here (Standard Webhooks)."},
	}
}

// remove asks first: what waits is lost for the receiver.
func (v *webhooks) remove() tea.Cmd {
	w, _ := v.current()
	name := cut(webhookName(w), shortURL)
	wait := "Nothing waits for it now."
	if w.Waiting > 0 {
		wait = count(w.Waiting, "message waits for it and is not sent.", "messages wait for it and are not sent.")
	}
	return v.app.confirm(confirm{
		title: "Remove the webhook?",
		lines: []string{
			name + " hears of nothing any more, from now on.", wait,
			"It can't be undone: added anew it has another secret, and isn't told what it missed.",
		},
		no: "Keep it", yes: "Remove",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, w) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.RemoveWebhook(ctx, domain.RemoveWebhook{Webhook: domain.Ref(w.ID)})
				return Outcome{Text: "Removed the webhook " + name + "."}, err
			})
		},
	})
}

// meanwhile says what isn't any more as the dialog has it.
func (v *webhooks) meanwhile(ctx context.Context, was domain.ListedWebhook) (string, error) {
	all, err := v.session.Webhooks(ctx)
	if err != nil {
		return "", err
	}
	for _, w := range all {
		switch {
		case w.ID != was.ID:
		case w.Waiting > was.Waiting:
			return "More waits for it meanwhile: look at it once more.", nil
		default:
			return "", nil
		}
	}
	return "It was removed meanwhile.", nil
}
