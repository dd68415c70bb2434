package storagetest

import "gatehouse/domain"

var messageNoun = noun[domain.Message]{
	title:   "message",
	records: domain.Tx.Messages, pages: domain.View.MessagePages,
	key: func(m *domain.Message) (*domain.ID, *uint64) { return &m.ID, &m.Version },
	orders: []order[domain.Message]{
		{domain.ByKind, func(m domain.Message) []string { return filled(string(m.Kind)) }, func(m domain.Message) string { return byTime(m.QueuedAt) }},
		{domain.ByTime, nil, func(m domain.Message) string { return byTime(m.QueuedAt) }},
		{domain.ByDue, func(m domain.Message) []string { return filled(string(m.Kind)) }, func(m domain.Message) string { return byEarlier(m.NextTryAt, m.NextTryAt) }},
	},
	counts: map[domain.Counted]func(domain.Message) []string{
		domain.CountWaiting: func(m domain.Message) []string {
			if m.Status != domain.MessageQueued && m.Status != domain.MessageDelayed {
				return nil
			}
			return filled(string(m.Hook))
		},
	},
}

var webhookNoun = noun[domain.Webhook]{
	title:   "webhook",
	records: domain.Tx.Webhooks, pages: domain.View.WebhookPages,
	key:    func(w *domain.Webhook) (*domain.ID, *uint64) { return &w.ID, &w.Version },
	orders: []order[domain.Webhook]{{domain.ByName, nil, func(w domain.Webhook) string { return byLook(w.URL) }}},
	counts: map[domain.Counted]func(domain.Webhook) []string{domain.CountWebhooks: func(domain.Webhook) []string { return []string{""} }},
}

var replayNoun = noun[domain.Replay]{
	title:   "replay",
	records: domain.Tx.Replays, pages: domain.View.ReplayPages,
	key:    func(r *domain.Replay) (*domain.ID, *uint64) { return &r.ID, &r.Version },
	orders: []order[domain.Replay]{{domain.ByTime, nil, func(r domain.Replay) string { return byTime(r.At) }}},
}
