package storage

import (
	"time"

	"gatehouse/domain"
)

// What answering requests needs: the answers of those that name themselves, and
// which workspace an API key belongs to.

var replays = &table[domain.Replay]{
	kind: "replay", number: replayTable, silent: true,
	id:      func(r *domain.Replay) *domain.ID { return &r.ID },
	version: func(r *domain.Replay) *uint64 { return &r.Version },
	message: newMessage(
		number(versionField, "version", func(r *domain.Replay) *uint64 { return &r.Version }),
		secret(2, "request", func(r *domain.Replay) *[]byte { return &r.Request }),
		moment(3, "at", func(r *domain.Replay) *time.Time { return &r.At }),
		number(4, "status", func(r *domain.Replay) *int { return &r.Status }),
		secret(5, "body", func(r *domain.Replay) *[]byte { return &r.Body }),
	),
	indexes: []index[domain.Replay]{
		{name: domain.ByTime, number: 1, order: func(r *domain.Replay) []string { return []string{at(r.At)} }},
	},
}

var keyHomes = &table[domain.KeyHome]{
	kind: "home", number: keyHomeTable, shared: true, silent: true,
	id:      func(h *domain.KeyHome) *domain.ID { return &h.ID },
	version: func(h *domain.KeyHome) *uint64 { return &h.Version },
	message: newMessage(
		number(versionField, "version", func(h *domain.KeyHome) *uint64 { return &h.Version }),
		ref(2, "workspace", func(h *domain.KeyHome) *domain.ID { return &h.Workspace }),
	),
}
