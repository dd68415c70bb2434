package storage

import "google.golang.org/protobuf/encoding/protowire"

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
	for len(raw) > 0 {
		n, v, length, err := next(raw, text)
		if err != nil {
			return err
		}
		raw, text = raw[length:], text[length:]
		f := m.field(n)
		if f == nil {
			continue
		}
		if f.kind != v.kind {
			return errType
		}
		if err := f.read(r, v); err != nil {
			return err
		}
	}
	return nil
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
		read:  func(r *T, v wire) error { return m.read(of(r), []byte(v.text), v.text) },
		write: func(b []byte, r *T) []byte { return appendPart(b, number, m, of(r)) },
	}
}

// parts is a field that holds any number of messages.
func parts[T, P any](number protowire.Number, name string, m *message[P], of func(*T) *[]P) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType,
		read: func(r *T, v wire) error {
			var p P
			err := m.read(&p, []byte(v.text), v.text)
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
