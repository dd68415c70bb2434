package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"gatehouse/domain"
)

// events are the audit trail. Their ids are their numbers, so that their
// records stand in the order in which they happened.
var events = &table[domain.Event]{
	kind: "event", number: eventTable,
	message: newMessage(
		number(1, "seq", func(e *domain.Event) *uint64 { return &e.Seq }),
		moment(2, "at", func(e *domain.Event) *time.Time { return &e.At }),
		ref(3, "actor", func(e *domain.Event) *domain.ID { return &e.Actor }),
		text(4, "by", func(e *domain.Event) *string { return &e.By }),
		text(5, "via", func(e *domain.Event) *string { return &e.Via }),
		text(6, "from", func(e *domain.Event) *string { return &e.From }),
		text(7, "action", func(e *domain.Event) *string { return &e.Action }),
		part(8, "target", mention, func(e *domain.Event) *domain.Mention { return &e.Target }),
		text(9, "result", func(e *domain.Event) *string { return &e.Result }),
		text(10, "detail", func(e *domain.Event) *string { return &e.Detail }),
		parts(11, "changes", fieldChange, func(e *domain.Event) *[]domain.FieldChange { return &e.Changes }),
		parts(12, "touched", touch, func(e *domain.Event) *[]domain.Touch { return &e.Touched }),
		number(13, "undoes", func(e *domain.Event) *uint64 { return &e.Undoes }),
		number(14, "part", func(e *domain.Event) *uint64 { return &e.Part }),
		text(15, "key", func(e *domain.Event) *string { return &e.Key }),
	),
	indexes: []index[domain.Event]{
		{name: domain.ByTime, records: true},
		{name: domain.ByTarget, number: 1, under: targets},
	},
}

func targets(e *domain.Event) []string {
	values := given(string(e.Target.ID))
	for _, t := range e.Touched {
		values = append(values, given(string(t.ID))...)
	}
	return values
}

// Event returns an event of the audit trail.
func (t *tx) Event(seq uint64) (domain.Event, error) {
	e, err := records[domain.Event]{t, events}.Get(domain.ID(sequence(seq)))
	if domain.KindOf(err) == domain.NotFound {
		return e, domain.Errorf(domain.NotFound, "not_found", "there is no event %d", seq)
	}
	return e, err
}

// Append numbers an event and adds it. Commits that append at the same time
// read the same last number; the engine runs the later one again.
func (t *tx) Append(e domain.Event) (uint64, error) {
	last, err := t.counter(lastEvent, "")
	if err != nil {
		return 0, err
	}
	last.is++
	e.Seq = last.is
	id := domain.ID(sequence(e.Seq))
	key := t.workspace.record(events.number, id)
	t.put(key, seal(key, events.write(nil, &e)))
	for _, place := range events.entries(&e) {
		t.put(t.workspace.place(events.number, place, id), []byte{})
	}
	t.forget()
	return e.Seq, nil
}

// Refused notes a refusal and tells whether it is the first of its minute. Only
// the last one of each slot is kept, so that refusals never fill a disk; two
// that share a slot may both be told first again.
func (t *tx) Refused(refusal string, when time.Time) (first bool, err error) {
	hash := sha256.Sum256([]byte(refusal))
	key := t.workspace.refusal(binary.BigEndian.Uint16(hash[:]) % refusalSlots)
	noted := binary.BigEndian.AppendUint64(hash[:16:16], uint64(when.Unix()/60))
	sealed, err := t.get(key)
	if err != nil {
		return false, err
	}
	if sealed != nil {
		last, err := unseal(key, sealed)
		if err != nil {
			return false, damaged("refusal", "", err)
		}
		if bytes.Equal(last, noted) {
			return false, nil
		}
	}
	t.put(key, seal(key, noted))
	return true, nil
}

// refusalSlots is how many refusals are remembered.
const refusalSlots = 1 << 12
