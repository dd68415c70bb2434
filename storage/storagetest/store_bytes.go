package storagetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
	"gatehouse/storage"
)

func boundIsALimit(t *testing.T, e storage.Engine) {
	s := storage.New(e)
	err := s.Commit(t.Context(), "w", func(tx domain.Tx) error {
		for i := range e.Bound()/2 + 1 { // a unit is more than two changes
			if _, err := tx.Units().Put(domain.Unit{ID: domain.ID(fmt.Sprint("u", i)), Name: fmt.Sprint("unit ", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	wantCode(t, err, domain.Limit, "too_many_changes")
	look(t, s, func(v domain.View) error {
		rows, _, err := v.UnitPages().Page(domain.Query{Index: domain.ByName, Limit: 1})
		wantSame(t, len(rows), 0)
		return err
	})
	in(t, s, func(tx domain.Tx) error { // and as many records as there is room for
		for i := range s.Room() {
			m := domain.Member{ID: domain.ID(fmt.Sprint("m", i)), Name: fmt.Sprint("Member ", i), Email: fmt.Sprint(i, "@x.example"), Role: "user"}
			if _, err := tx.Members().Put(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// record finds the value that holds a text, and its key.
func record(t *testing.T, e storage.Engine, text string) (key, value []byte) {
	t.Helper()
	err := e.View(t.Context(), func(r storage.Reader) error {
		for k, v := range r.Scan(nil, nil, false) {
			if bytes.Contains(v, []byte(text)) {
				key, value = bytes.Clone(k), bytes.Clone(v)
			}
		}
		return r.Err()
	})
	if err != nil || key == nil {
		t.Fatalf("no value holds %q (%v)", text, err)
	}
	return key, value
}

// unknownFieldsStay: what a later version wrote is there after this one has
// changed the record.
func unknownFieldsStay(t *testing.T, e storage.Engine) {
	s := storage.New(e)
	m := putMember(t, s, domain.Member{ID: "m", Name: "Anna Before"})
	key, value := record(t, e, "Anna Before")
	later := protowire.AppendString(protowire.AppendTag(nil, 900, protowire.BytesType), "from the future")
	value = append(later, value[:len(value)-4]...) // first, where this version would write it last
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := crc32.Update(crc32.Checksum(key, table), table, value)
	commit(t, e, storage.Change{Key: key, Value: binary.LittleEndian.AppendUint32(value, sum)})

	same := putMember(t, s, m)
	wantSame(t, same, m)
	m.Name = "Anna After"
	m = putMember(t, s, m)
	wantMember(t, s, m)
	_, value = record(t, e, "Anna After")
	if !bytes.Contains(value, later) {
		t.Error("the unknown field is gone")
	}
}

// flippedBitsAreSeen: one bit, anywhere in a record, is a Damaged error, and
// neither another record nor a crash.
func flippedBitsAreSeen(t *testing.T, e storage.Engine) {
	s := storage.New(e)
	putMember(t, s, domain.Member{ID: "m", Name: "Anna Whole", Email: "anna@x.example", Role: "user", JoinedAt: day})
	key, value := record(t, e, "Anna Whole")
	for i := range len(value) * 8 {
		flipped := bytes.Clone(value)
		flipped[i/8] ^= 1 << (i % 8)
		commit(t, e, storage.Change{Key: key, Value: flipped})
		look(t, s, func(v domain.View) error {
			_, err := v.Members().Get("m")
			wantCode(t, err, domain.Damaged, "damaged_record")
			_, _, err = v.MemberPages().Page(domain.Query{Index: domain.ByRole, Limit: 1})
			wantCode(t, err, domain.Damaged, "damaged_record")
			return nil
		})
	}
	commit(t, e, storage.Change{Key: key}) // an index that leads nowhere
	look(t, s, func(v domain.View) error {
		_, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByName, Limit: 1})
		wantCode(t, err, domain.Damaged, "damaged_record")
		return nil
	})
}
