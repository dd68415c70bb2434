package storage

import (
	"time"

	"gatehouse/domain"
)

// No event tells of messages and what else is kept for a machine's sake: they
// follow from what events do tell of.

var messages = &table[domain.Message]{
	kind: "message", number: messageTable, silent: true,
	id:      func(m *domain.Message) *domain.ID { return &m.ID },
	version: func(m *domain.Message) *uint64 { return &m.Version },
	message: newMessage(
		number(versionField, "version", func(m *domain.Message) *uint64 { return &m.Version }),
		name(2, "kind", func(m *domain.Message) *domain.MessageKind { return &m.Kind }),
		text(3, "about", func(m *domain.Message) *string { return &m.About }),
		text(4, "to", func(m *domain.Message) *string { return &m.To }),
		ref(5, "hook", func(m *domain.Message) *domain.ID { return &m.Hook }),
		ref(6, "of", func(m *domain.Message) *domain.ID { return &m.Of }),
		number(7, "event", func(m *domain.Message) *uint64 { return &m.Event }),
		secret(8, "sealed", func(m *domain.Message) *[]byte { return &m.Sealed }),
		words(9, "words", func(m *domain.Message) *[]string { return &m.Words }),
		moment(10, "expires_at", func(m *domain.Message) *time.Time { return &m.ExpiresAt }),
		moment(11, "queued_at", func(m *domain.Message) *time.Time { return &m.QueuedAt }),
		moment(12, "next_try_at", func(m *domain.Message) *time.Time { return &m.NextTryAt }),
		moment(13, "sent_at", func(m *domain.Message) *time.Time { return &m.SentAt }),
		number(14, "tries", func(m *domain.Message) *int { return &m.Tries }),
		text(15, "status", func(m *domain.Message) *string { return &m.Status }),
		text(16, "answer", func(m *domain.Message) *string { return &m.Answer }),
		moment(17, "asked_at", func(m *domain.Message) *time.Time { return &m.AskedAt }),
		number(18, "asked_tries", func(m *domain.Message) *int { return &m.AskedTries }),
	),
	indexes: []index[domain.Message]{
		{name: domain.ByKind, number: 1, order: queuedAt, under: func(m *domain.Message) []string { return given(string(m.Kind)) }},
		{name: domain.ByTime, number: 2, order: queuedAt},
		{name: domain.ByDue, number: 3, order: func(m *domain.Message) []string { return first(m.NextTryAt) }, under: func(m *domain.Message) []string { return given(string(m.Kind)) }},
	},
	counts: []counts[domain.Message]{
		{counter: domain.CountWaiting, of: func(m *domain.Message) []string {
			if m.Status != domain.MessageQueued && m.Status != domain.MessageDelayed {
				return nil
			}
			return given(string(m.Hook))
		}},
	},
}

func queuedAt(m *domain.Message) []string { return []string{at(m.QueuedAt)} }

var webhooks = &table[domain.Webhook]{
	kind: "webhook", number: webhookTable,
	id:      func(w *domain.Webhook) *domain.ID { return &w.ID },
	version: func(w *domain.Webhook) *uint64 { return &w.Version },
	label:   func(w *domain.Webhook) string { return w.URL },
	message: newMessage(
		number(versionField, "version", func(w *domain.Webhook) *uint64 { return &w.Version }),
		text(2, "url", func(w *domain.Webhook) *string { return &w.URL }),
		secret(3, "sealed", func(w *domain.Webhook) *[]byte { return &w.Sealed }),
		moment(4, "created_at", func(w *domain.Webhook) *time.Time { return &w.CreatedAt }),
		ref(5, "created_by", func(w *domain.Webhook) *domain.ID { return &w.CreatedBy }),
		number(6, "heard", func(w *domain.Webhook) *uint64 { return &w.Heard }),
	),
	indexes: []index[domain.Webhook]{{name: domain.ByName, number: 1}},
	counts:  []counts[domain.Webhook]{{counter: domain.CountWebhooks, of: func(*domain.Webhook) []string { return []string{""} }}},
}
