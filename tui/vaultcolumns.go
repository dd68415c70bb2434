package tui

import (
	"slices"
	"time"

	"gatehouse/domain"
)

func serviceColumns() []column[domain.Listed] {
	return []column[domain.Listed]{
		{title: "service user", min: 12, max: 30, cell: func(l domain.Listed) cell { return cell{text: domain.Clean(l.Name)} }},
		{title: "role", min: 8, max: 12, cell: func(l domain.Listed) cell { return cell{text: domain.Clean(l.RoleName)} }},
		{title: "status", min: 9, max: 9, drop: 1, cell: func(l domain.Listed) cell {
			if l.Standing != domain.StatusActive {
				return cell{text: l.Standing, tone: warn}
			}
			return cell{text: l.Standing, tone: faint}
		}},
	}
}

// soon is how long before its end a key asks for attention.
const soon = 14 * 24 * time.Hour

func (v *vault) keyColumns() []column[domain.ListedKey] {
	return []column[domain.ListedKey]{
		{title: "key", min: 10, max: 30, cell: func(k domain.ListedKey) cell { return cell{text: domain.Clean(k.Name)} }},
		{title: "status", min: 8, max: 8, cell: v.keyStatus},
		{title: "expires", min: 10, max: 14, drop: 1, cell: v.keyLeft},
		{title: "used", min: 6, max: 11, drop: 2, cell: func(k domain.ListedKey) cell {
			if k.LastUsedAt.IsZero() {
				return cell{text: "never", tone: faint}
			}
			return cell{text: domain.Ago(k.LastUsedAt, v.session.Now()), tone: faint}
		}},
	}
}

// keyStatus says what the key is, and that a suspended service user's refuse.
func (v *vault) keyStatus(k domain.ListedKey) cell {
	now := v.session.Now()
	switch status := k.StatusAt(now); {
	case status != domain.KeyActive:
		return cell{text: status, tone: faint}
	case !k.Service.ActiveAt(now):
		return cell{text: "refused", tone: warn}
	case v.replaced(k):
		return cell{text: "replaced", tone: warn}
	default:
		return cell{text: status}
	}
}

// replaced tells whether a rotation made a successor.
func (v *vault) replaced(k domain.ListedKey) bool {
	return slices.ContainsFunc(v.keys.data.rows, func(r domain.Row[domain.ListedKey]) bool { return r.Item.Replaces == k.ID })
}

// keyLeft counts down, and says when the end is near.
func (v *vault) keyLeft(k domain.ListedKey) cell {
	now := v.session.Now()
	switch {
	case k.StatusAt(now) != domain.KeyActive:
		return cell{text: "–", tone: faint}
	case k.ExpiresAt.IsZero():
		return cell{text: "never"}
	case k.ExpiresAt.Sub(now) < soon:
		return cell{text: "soon: " + domain.Left(k.ExpiresAt, now), tone: warn}
	}
	return cell{text: domain.Left(k.ExpiresAt, now)}
}
