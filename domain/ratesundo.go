package domain

import (
	"slices"
	"strconv"
)

// undoRate brings a rate back to what it was before the event: not there, of
// another amount, or there again.
func undoRate(t *txn, e Event, _ lapsed) error {
	i := slices.IndexFunc(rateKinds(), func(k rateKind) bool { return k.action == e.Action })
	k := rateKinds()[i]
	m, on, err := t.member(k.right, Ref(e.Target.ID))
	if err != nil {
		return err
	}
	for _, touch := range e.Touched {
		if touch.Kind != "rate" {
			continue
		}
		now, err := t.Rates().Get(touch.ID)
		if err != nil && !isNotFound(err) {
			return err
		}
		if now.Version != touch.Version {
			return current(now.Version, now.Version+1, on.mention)
		}
		before, err := now.before(e, touch.ID)
		if err != nil {
			return err
		}
		project := Project{}
		if before.Project != "" {
			if project, err = t.Projects().Get(before.Project); err != nil {
				return err
			}
		}
		if touch.Created {
			err = t.Rates().Delete(now.ID)
		} else {
			_, err = t.Rates().Put(before)
		}
		if err != nil {
			return err
		}
		words := before.words(project)
		if touch.Created {
			words = "no longer " + words
		}
		if err := t.record(e.Action, mentionMember(m), "%s", words); err != nil {
			return err
		}
	}
	return nil
}

// before is the rate as it was before an event; one that the event made is
// left as it is.
func (r Rate) before(e Event, id ID) (Rate, error) {
	r.ID = id
	for _, c := range e.Changes {
		if c.Record.ID != id || c.Before == "" {
			continue
		}
		switch c.Field {
		case "member":
			r.Member = ID(c.Before)
		case "project":
			r.Project = ID(c.Before)
		case "kind":
			r.Kind = RateKind(c.Before)
		case "from":
			r.From = Date(c.Before)
		case "currency":
			r.Currency = c.Before
		case "amount":
			var err error
			if r.Amount, err = strconv.ParseInt(c.Before, 10, 64); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// veiledRate leaves amounts out of an event for those who may not see them.
func (t *txn) veiledRate(e Event) Event {
	for _, k := range rateKinds() {
		if e.Action == k.action && e.Result == ResultDone && !t.reachesAll(k.right) {
			e.Detail = string(k.kind)
			e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c FieldChange) bool { return e.Of(c).Kind == "rate" })
		}
	}
	return e
}
