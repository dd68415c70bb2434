package storage

import (
	"time"

	"gatehouse/domain"
)

var workspaces = &table[domain.WorkspaceInfo]{
	kind: "workspace", number: workspaceTable, shared: true,
	id:      func(w *domain.WorkspaceInfo) *domain.ID { return &w.ID },
	version: func(w *domain.WorkspaceInfo) *uint64 { return &w.Version },
	label:   func(w *domain.WorkspaceInfo) string { return w.Name },
	message: newMessage(
		number(versionField, "version", func(w *domain.WorkspaceInfo) *uint64 { return &w.Version }),
		text(2, "slug", func(w *domain.WorkspaceInfo) *string { return &w.Slug }),
		text(3, "name", func(w *domain.WorkspaceInfo) *string { return &w.Name }),
		text(4, "model", func(w *domain.WorkspaceInfo) *string { return &w.Model }),
		text(5, "plan", func(w *domain.WorkspaceInfo) *string { return &w.Plan }),
		ref(6, "owner", func(w *domain.WorkspaceInfo) *domain.ID { return &w.Owner }),
		moment(7, "created_at", func(w *domain.WorkspaceInfo) *time.Time { return &w.CreatedAt }),
		moment(8, "deleted_at", func(w *domain.WorkspaceInfo) *time.Time { return &w.DeletedAt }),
		ref(9, "offered_to", func(w *domain.WorkspaceInfo) *domain.ID { return &w.OfferedTo }),
		ref(10, "offered_by", func(w *domain.WorkspaceInfo) *domain.ID { return &w.OfferedBy }),
		moment(11, "offered_at", func(w *domain.WorkspaceInfo) *time.Time { return &w.OfferedAt }),
		text(12, "switch_model", func(w *domain.WorkspaceInfo) *string { return &w.Switch.Model }),
		text(13, "switch_plan", func(w *domain.WorkspaceInfo) *string { return &w.Switch.Plan }),
		words(14, "switch_roles", func(w *domain.WorkspaceInfo) *[]string { return &w.Switch.Roles }),
		text(15, "switch_phase", func(w *domain.WorkspaceInfo) *string { return &w.Switch.Phase }),
		name(16, "switch_after", func(w *domain.WorkspaceInfo) *domain.Cursor { return &w.Switch.After }),
	),
	indexes: []index[domain.WorkspaceInfo]{{name: domain.ByName, number: 1}},
	uniques: []unique[domain.WorkspaceInfo]{{slug, func(w *domain.WorkspaceInfo) string { return w.Slug }}},
}

var mention = newMessage(
	text(1, "kind", func(m *domain.Mention) *string { return &m.Kind }),
	ref(2, "id", func(m *domain.Mention) *domain.ID { return &m.ID }),
	text(3, "name", func(m *domain.Mention) *string { return &m.Name }),
)

var fieldChange = newMessage(
	part(1, "record", mention, func(c *domain.FieldChange) *domain.Mention { return &c.Record }),
	text(2, "field", func(c *domain.FieldChange) *string { return &c.Field }),
	text(3, "before", func(c *domain.FieldChange) *string { return &c.Before }),
	text(4, "after", func(c *domain.FieldChange) *string { return &c.After }),
)

var touch = newMessage(
	text(1, "kind", func(t *domain.Touch) *string { return &t.Kind }),
	ref(2, "id", func(t *domain.Touch) *domain.ID { return &t.ID }),
	number(3, "version", func(t *domain.Touch) *uint64 { return &t.Version }),
	flag(4, "created", func(t *domain.Touch) *bool { return &t.Created }),
)
