package storage

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// decoder is a table as the tests of decoding see it.
type decoder interface {
	title() string
	decodes(t *testing.T, raw []byte)
	sample(t *testing.T) []byte
	keeps(t *testing.T)
	schema() []string
}

var decoders = []decoder{
	decoding[domain.WorkspaceInfo]{workspaces}, decoding[domain.Member]{members}, decoding[domain.Invitation]{invitations},
	decoding[domain.Key]{keys}, decoding[domain.Employee]{employees}, decoding[domain.Unit]{units}, decoding[domain.Group]{groups},
	decoding[domain.Project]{projects}, decoding[domain.Login]{logins}, decoding[domain.Enrolment]{enrolments}, decoding[domain.Event]{events},
	decoding[domain.CustomRole]{customRoles}, decoding[domain.Rate]{rates}, decoding[domain.TimeEntry]{timeEntries},
	decoding[domain.Message]{messages}, decoding[domain.Webhook]{webhooks}, decoding[domain.Replay]{replays}, decoding[domain.KeyHome]{keyHomes},
}

type decoding[T any] struct{ table *table[T] }

func (d decoding[T]) title() string { return d.table.kind }

// decodes reads raw, which must not panic. What can be read is written and read
// again as the same, and everything that is made of a record can be made of it.
func (d decoding[T]) decodes(t *testing.T, raw []byte) {
	var r, again, none T
	if d.table.read(&r, raw, string(raw)) != nil {
		return
	}
	written := d.table.write(nil, &r)
	if err := d.table.read(&again, written, string(written)); err != nil || !bytes.Equal(d.table.write(nil, &again), written) {
		t.Errorf("%s: %x was written as %x: %v", d.table.kind, raw, written, err)
	}
	if rest := d.table.unknown(raw); d.table.read(&none, rest, string(rest)) != nil || !reflect.DeepEqual(none, *new(T)) {
		t.Errorf("%s: of %x, %x counts as unknown", d.table.kind, raw, rest)
	}
	d.table.entries(&r)
	for _, u := range d.table.uniques {
		u.holds(&r)
	}
	for _, c := range d.table.counts {
		c.values(&r)
		c.weighs(&r)
	}
	if d.table.version != nil {
		d.table.diff(nil, &r)
	}
}

// sample is a record with every field set.
func (d decoding[T]) sample(t *testing.T) []byte {
	var r T
	set(t, reflect.ValueOf(&r).Elem())
	return d.table.write(nil, &r)
}

func set(t *testing.T, v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(1_773_480_413, 0).UTC()))
	case v.Type() == reflect.TypeFor[rights.Kind](), v.Kind() == reflect.Uint8:
		v.SetUint(1)
	case v.Kind() == reflect.String:
		v.SetString("some text")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(300)
	case v.CanUint():
		v.SetUint(300)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		set(t, v.Index(0))
		set(t, v.Index(1))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			set(t, v.Field(i))
		}
	default:
		t.Fatalf("no way to set a %s", v.Type())
	}
}

func (d decoding[T]) schema() []string { return schemaOf(d.table.message) }

func FuzzDecode(f *testing.F) {
	for _, d := range decoders {
		raw := d.sample(&testing.T{})
		f.Add(raw)
		f.Add(raw[:len(raw)-1])
		f.Add(bytes.Repeat(raw, 2))
	}
	for _, seed := range []string{
		"", "\x00", "\x07", "\x0b\x0c", "\x0c", "\x08", "\x08\x80", "\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x12\x05abc",
		"\x0a\x01x", "\x10\x02", "\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "\x38\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x68\x03",
		"\xf8\xff\xff\xff\xff\x01\x01", strings.Repeat("\x7b", 1000), strings.Repeat("\xfb\x0f", 20000), "\x5a\x02\x0a\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, d := range decoders {
			d.decodes(t, raw)
		}
	})
}

// TestEveryFieldIsKept: a field of a noun that no table knows would be lost.
func TestEveryFieldIsKept(t *testing.T) {
	for _, d := range decoders {
		d.keeps(t)
	}
}

func (d decoding[T]) keeps(t *testing.T) {
	var want, got T
	set(t, reflect.ValueOf(&want).Elem())
	key := []byte("key")
	id := domain.ID("some text")
	if _, err := d.table.decode(&got, key, id, seal(key, d.table.write(nil, &want))); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got\n%+v, want\n%+v", d.table.kind, got, want)
	}
}
