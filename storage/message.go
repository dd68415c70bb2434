package storage

import (
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
)

// message is the fields of a record or of a part of one. Numbers are below 32.
type message[T any] struct {
	fields   []field[T] // in the order of their numbers
	byNumber [32]*field[T]
}

func newMessage[T any](fields ...field[T]) *message[T] {
	m := &message[T]{fields: fields}
	for i := range fields {
		m.byNumber[fields[i].number] = &fields[i]
	}
	return m
}

func (m *message[T]) field(n protowire.Number) *field[T] {
	if int(n) >= len(m.byNumber) {
		return nil
	}
	return m.byNumber[n]
}

// write appends what r holds, in the order of the fields.
func (m *message[T]) write(b []byte, r *T) []byte {
	for i := range m.fields {
		b = m.fields[i].write(b, r)
	}
	return b
}

// read sets the fields that raw holds. text is the same bytes: every text of r
// is a part of it, so that a record costs one copy.
func (m *message[T]) read(r *T, raw []byte, text string) error {
	var ids idList
	for at := 0; at < len(raw); {
		tag := uint64(raw[at])
		if at++; tag >= 0x80 {
			if tag, at = varint(raw, at-1); at < 0 {
				return errWire
			}
		}
		if tag>>3 == 0 || tag>>3 > uint64(protowire.MaxValidNumber) {
			return errWire
		}
		f := m.field(protowire.Number(tag >> 3))
		if f == nil {
			if at = skip(tag, raw, at); at < 0 {
				return errWire
			}
			continue
		}
		if f.kind != protowire.Type(tag&7) {
			return errType
		}
		n, next := varint(raw, at)
		if next < 0 {
			return errWire
		}
		if at = next; f.kind == protowire.VarintType {
			if f.time != nil {
				*f.time(r) = time.Unix(int64(n), 0).UTC()
			} else if err := f.setNumber(r, n); err != nil {
				return err
			}
			continue
		}
		if n > uint64(len(raw)-at) {
			return errWire
		}
		value := text[at : at+int(n)]
		at += int(n)
		switch {
		case f.string != nil:
			*f.string(r) = value
		case f.id != nil:
			*f.id(r) = domain.ID(value)
		case f.list != nil:
			ids.add(f.list(r), domain.ID(value))
		default:
			if err := f.setText(r, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// idList keeps the ids of all lists of a record in one slice.
type idList struct {
	ids  []domain.ID
	last *[]domain.ID // the list that ends where ids end
}

func (l *idList) add(list *[]domain.ID, id domain.ID) {
	if l.ids == nil {
		l.ids = make([]domain.ID, 0, 8)
	}
	if len(l.ids) == cap(l.ids) || l.last != list && len(*list) > 0 {
		*list = append(*list, id)
		return
	}
	l.ids, l.last = append(l.ids, id), list
	*list = l.ids[len(l.ids)-len(*list)-1 : len(l.ids) : len(l.ids)]
}

// unknown is the fields of raw that this version doesn't know.
func (m *message[T]) unknown(raw []byte) (rest []byte) {
	for len(raw) > 0 {
		n, _, length := protowire.ConsumeField(raw)
		if length < 0 {
			return rest
		}
		if m.field(n) == nil {
			rest = append(rest, raw[:length]...)
		}
		raw = raw[length:]
	}
	return rest
}

// part is a field that holds one message.
func part[T, P any](number protowire.Number, name string, m *message[P], of func(*T) *P) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType,
		setText: func(r *T, text string) error { return m.read(of(r), []byte(text), text) },
		write:   func(b []byte, r *T) []byte { return appendPart(b, number, m, of(r)) },
	}
}

// parts is a field that holds any number of messages.
func parts[T, P any](number protowire.Number, name string, m *message[P], of func(*T) *[]P) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType,
		setText: func(r *T, text string) error {
			var p P
			err := m.read(&p, []byte(text), text)
			*of(r) = append(*of(r), p)
			return err
		},
		write: func(b []byte, r *T) []byte {
			for i := range *of(r) {
				b = appendPart(b, number, m, &(*of(r))[i])
			}
			return b
		},
	}
}

func appendPart[P any](b []byte, number protowire.Number, m *message[P], p *P) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, number, protowire.BytesType), m.write(nil, p))
}
