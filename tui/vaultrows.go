package tui

import (
	"cmp"
	"context"
	"slices"

	"gatehouse/domain"
)

func (v *vault) serviceRows(q query) source[domain.Listed] {
	return sourced[domain.Listed](func(ctx context.Context, s span) (window[domain.Listed], error) {
		all, err := v.session.ServiceUsers(ctx)
		if q.text != "" {
			all = rank(all, func(l domain.Listed) string { return l.Name + " " + l.RoleName }, q.text)
		}
		w, _ := slice[domain.Listed]{all, v.services.id}.window(ctx, s)
		return w, err
	})
}

func (v *vault) keyRows(query) source[domain.ListedKey] {
	of := v.of
	return sourced[domain.ListedKey](func(ctx context.Context, s span) (window[domain.ListedKey], error) {
		if of == "" {
			return window[domain.ListedKey]{}, nil
		}
		all, err := v.session.Keys(ctx, domain.Ref(of))
		w, _ := slice[domain.ListedKey]{usable(all), v.keys.id}.window(ctx, s)
		return w, err
	})
}

// usable puts the keys that work before those that don't, each newest first.
func usable(keys []domain.ListedKey) []domain.ListedKey {
	over := func(k domain.ListedKey) int {
		if k.Status == domain.KeyActive {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(keys, func(a, b domain.ListedKey) int {
		return cmp.Or(over(a)-over(b), b.CreatedAt.Compare(a.CreatedAt))
	})
	return keys
}
