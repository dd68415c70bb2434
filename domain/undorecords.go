package domain

import (
	"slices"
	"strconv"
)

// Rates and time entries are records of their own beside the member whom their
// events are about, so undoing them asks each one's version by itself.

// standing refuses where a record isn't any more at the version at which the
// event left it. One that can't be found is gone, and has no version.
func (e Event) standing(touch Touch, version uint64, err error) error {
	switch {
	case err != nil && !isNotFound(err):
		return err
	case version == touch.Version:
		return nil
	case version == 0 || touch.Version == 0:
		return Errorf(Conflict, "already_undone", "what change %d did is already taken back", e.Seq)
	}
	return Errorf(Conflict, "changed_meanwhile", "what change %d did was changed again since, or taken back", e.Seq)
}

// touched are the records of a kind that the event made, changed or deleted.
func (e Event) touched(kind string) []Touch {
	return slices.DeleteFunc(slices.Clone(e.Touched), func(t Touch) bool { return t.Kind != kind })
}

// fieldsBefore are the fields of a record that the event changed, as they were.
func (e Event) fieldsBefore(id ID) map[string]string {
	fields := map[string]string{}
	for _, c := range e.Changes {
		if e.Of(c).ID == id {
			fields[c.Field] = c.Before
		}
	}
	return fields
}

// undoRate brings a rate back to what it was before the event: not there, of
// another amount, or there again.
func undoRate(t *txn, e Event, _ undoing) error {
	i := slices.IndexFunc(rateKinds(), func(k rateKind) bool { return k.action == e.Action })
	m, _, err := t.member(rateKinds()[i].right, Ref(e.Target.ID))
	if err != nil {
		return err
	}
	for _, touch := range e.touched("rate") {
		rate, err := t.Rates().Get(touch.ID)
		if err = e.standing(touch, rate.Version, err); err != nil {
			return err
		}
		no := "no longer "
		if touch.Created {
			err = t.Rates().Delete(rate.ID)
		} else {
			no = ""
			if rate, err = rate.before(touch.ID, e.fieldsBefore(touch.ID)); err == nil {
				_, err = t.Rates().Put(rate)
			}
		}
		if err != nil {
			return err
		}
		p := Project{}
		if rate.Project != "" {
			if p, err = t.Projects().Get(rate.Project); err != nil {
				return err
			}
		}
		if err := t.record(e.Action, mentionMember(m), "%s%s", no, rate.words(p)); err != nil {
			return err
		}
	}
	return nil
}

// before is the rate with the fields that an event changed as they were.
func (r Rate) before(id ID, fields map[string]string) (Rate, error) {
	r.ID = id
	var err error
	for field, was := range fields {
		switch field {
		case "member":
			r.Member = ID(was)
		case "project":
			r.Project = ID(was)
		case "kind":
			r.Kind = RateKind(was)
		case "from":
			r.From = Date(was)
		case "currency":
			r.Currency = was
		case "amount":
			if r.Amount, err = strconv.ParseInt(was, 10, 64); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// undoTime takes an entry out again, or puts it back.
func undoTime(t *txn, e Event, _ undoing) error {
	for _, touch := range e.touched("time") {
		entry, err := t.Time().Get(touch.ID)
		if err = e.standing(touch, entry.Version, err); err != nil {
			return err
		}
		if !touch.Created {
			if entry, err = deletedTime(touch.ID, e.fieldsBefore(touch.ID)); err != nil {
				return err
			}
		}
		p, m, err := t.placeOfTime(AddTime{Project: Ref(entry.Project), Member: Ref(entry.Member)})
		if err != nil {
			return err
		}
		action := AddTime{}.action()
		if touch.Created {
			action, err = RemoveTime{}.action(), t.Time().Delete(entry.ID)
		} else if err = t.fitsDay(entry, m); err == nil {
			_, err = t.Time().Put(entry)
		}
		if err != nil {
			return err
		}
		if err := t.record(action, mentionMember(m), "%s", entry.words(p)); err != nil {
			return err
		}
	}
	return nil
}

// deletedTime is an entry as it was before it was deleted.
func deletedTime(id ID, fields map[string]string) (TimeEntry, error) {
	n, err := strconv.Atoi(fields["minutes"])
	return TimeEntry{ID: id, Project: ID(fields["project"]), Member: ID(fields["member"]), Date: Date(fields["date"]), Minutes: n}, err
}
