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

// nears are how long before its end a key asks for attention, the nearest first:
// as long as it is warned of by mail.
var nears = [...]near{
	{24 * time.Hour, "ends: ", "within a day", bad},
	{7 * 24 * time.Hour, "soon: ", "within a week", bad},
	{30 * 24 * time.Hour, "soon: ", "within a month", warn},
}

type near struct {
	within time.Duration
	word   string // in a column
	words  string // in a sentence
	tone   tone
}

// near tells how near the end of a key is. One that was replaced is meant to end.
func (v *vault) near(k domain.ListedKey) (near, bool) {
	now := v.session.Now()
	if k.StatusAt(now) != domain.KeyActive || k.ExpiresAt.IsZero() || v.replaced(k) {
		return near{}, false
	}
	for _, n := range nears {
		if k.ExpiresAt.Sub(now) <= n.within {
			return n, true
		}
	}
	return near{}, false
}

func (v *vault) keyColumns() []column[domain.ListedKey] {
	return []column[domain.ListedKey]{
		{title: "key", min: 10, max: 30, cell: func(k domain.ListedKey) cell { return cell{text: domain.Clean(k.Name)} }},
		{title: "status", min: 8, max: 8, cell: v.keyStatus},
		{title: "expires", min: 10, max: 16, drop: 1, cell: v.keyLeft},
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
	return slices.ContainsFunc(v.keys.loaded(), func(other domain.ListedKey) bool { return other.Replaces == k.ID })
}

// keyLeft counts down, and says when the end is near.
func (v *vault) keyLeft(k domain.ListedKey) cell {
	now := v.session.Now()
	n, is := v.near(k)
	switch {
	case k.StatusAt(now) != domain.KeyActive:
		return cell{text: "–", tone: faint}
	case k.ExpiresAt.IsZero():
		return cell{text: "never"}
	case is:
		return cell{text: n.word + domain.Left(k.ExpiresAt, now), tone: n.tone}
	}
	return cell{text: domain.Left(k.ExpiresAt, now)}
}
