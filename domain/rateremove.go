package domain

import (
	"context"
	"slices"
)

// RemoveRate takes out a rate that was wrong, so that the one before it goes on.
type RemoveRate struct {
	Member  Ref
	Project Ref // empty: the one that is for no project
	Kind    RateKind
	From    Date // the day that it begins on
}

// RemoveRate asks for what setting the rate asks for.
func (s *Session) RemoveRate(ctx context.Context, c RemoveRate) (ListedRate, error) {
	return commit(ctx, s, c.action(), func(t *txn) (ListedRate, error) { return t.removeRate(c) })
}

func (t *txn) removeRate(c RemoveRate) (ListedRate, error) {
	kinds := rateKinds()
	i := slices.IndexFunc(kinds, func(k rateKind) bool { return k.kind == c.Kind })
	if i < 0 {
		return ListedRate{}, unknown("kind", string(c.Kind), []string{string(HourlyRate), string(HourlyCost)})
	}
	m, _, err := t.member(kinds[i].right, c.Member)
	if err != nil {
		return ListedRate{}, err
	}
	p, err := t.projectOfRate(c.Project)
	if err != nil {
		return ListedRate{}, err
	}
	id, err := t.Find(UniqueRate, RateKey(&Rate{Member: m.ID, Project: p.ID, Kind: c.Kind, From: c.From}))
	if err == nil && id == "" {
		err = Errorf(NotFound, "no_rate", "%s has no %s rate that begins on %s", Clean(m.Label()), c.Kind, said(string(c.From)))
	}
	if err != nil {
		return ListedRate{}, err
	}
	r, err := t.Rates().Get(id)
	if err != nil {
		return ListedRate{}, err
	}
	if err := t.Rates().Delete(id); err != nil {
		return ListedRate{}, err
	}
	return ListedRate{r, m.Handle(), p.Name}, t.record(c.action(), mentionMember(m), "no longer %s", r.words(p))
}
