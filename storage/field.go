package storage

import (
	"strconv"
	"strings"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
)

// field is one field of a record or a message: how it is written, read, and
// said in an event. What is empty isn't written.
type field[T any] struct {
	number   protowire.Number
	name     string
	kind     protowire.Type
	secret   bool // never leaves as text
	repeated bool // said several times, in the schema too
	write    func([]byte, *T) []byte
	text     func(*T) string

	// One of these takes what was read. Those that only say where are fast.
	string    func(*T) *string
	id        func(*T) *domain.ID
	time      func(*T) *time.Time
	list      func(*T) *[]domain.ID
	setNumber func(*T, uint64) error
	setText   func(*T, string) error
}

// text is a field that holds a string.
func text[T any](number protowire.Number, name string, of func(*T) *string) field[T] {
	f := texts(number, name, of)
	f.string = of
	return f
}

// ref is a field that holds an id.
func ref[T any](number protowire.Number, name string, of func(*T) *domain.ID) field[T] {
	f := texts(number, name, of)
	f.id = of
	return f
}

// name is a field that holds a text of its own type.
func name[T any, S ~string](number protowire.Number, name string, of func(*T) *S) field[T] {
	f := texts(number, name, of)
	f.setText = func(r *T, text string) error { *of(r) = S(text); return nil }
	return f
}

func texts[T any, S ~string](number protowire.Number, name string, of func(*T) *S) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType,
		write: func(b []byte, r *T) []byte {
			if *of(r) == "" {
				return b
			}
			return protowire.AppendString(protowire.AppendTag(b, number, protowire.BytesType), string(*of(r)))
		},
		text: func(r *T) string { return string(*of(r)) },
	}
}

// moment is a time in whole seconds; the zero time is absent.
func moment[T any](number protowire.Number, name string, of func(*T) *time.Time) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.VarintType,
		time: of,
		write: func(b []byte, r *T) []byte {
			if of(r).IsZero() {
				return b
			}
			return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), uint64(of(r).Unix()))
		},
		text: func(r *T) string {
			if of(r).IsZero() {
				return ""
			}
			return of(r).UTC().Format(time.RFC3339)
		},
	}
}

// number is a whole number that isn't negative and fits N.
func number[T any, N ~uint8 | ~uint64 | ~int | ~int64](number protowire.Number, name string, of func(*T) *N) field[T] {
	return word(number, name, N(0)-1, func(n N) string { return strconv.FormatUint(uint64(n), 10) }, of)
}

// word is a number up to last that is said in words.
func word[T any, N ~uint8 | ~uint64 | ~int | ~int64](number protowire.Number, name string, last N, say func(N) string, of func(*T) *N) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.VarintType,
		setNumber: func(r *T, number uint64) error {
			n := N(number)
			if n < 0 || uint64(n) != number || last > 0 && n > last {
				return errRange
			}
			*of(r) = n
			return nil
		},
		write: func(b []byte, r *T) []byte {
			if *of(r) == 0 {
				return b
			}
			return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), uint64(*of(r)))
		},
		text: func(r *T) string { return say(*of(r)) },
	}
}

// flag is a yes or no.
func flag[T any](number protowire.Number, name string, of func(*T) *bool) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.VarintType,
		setNumber: func(r *T, n uint64) error { *of(r) = n != 0; return nil },
		write: func(b []byte, r *T) []byte {
			if !*of(r) {
				return b
			}
			return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), 1)
		},
		text: func(r *T) string { return strconv.FormatBool(*of(r)) },
	}
}

// list is a list of ids.
func list[T any](number protowire.Number, name string, of func(*T) *[]domain.ID) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType,
		list: of,
		write: func(b []byte, r *T) []byte {
			for _, id := range *of(r) {
				b = protowire.AppendString(protowire.AppendTag(b, number, protowire.BytesType), string(id))
			}
			return b
		},
		text: func(r *T) string { return join(*of(r)) },
	}
}

// words is a list of texts.
func words[T any](number protowire.Number, name string, of func(*T) *[]string) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType, repeated: true,
		setText: func(r *T, text string) error { *of(r) = append(*of(r), text); return nil },
		write: func(b []byte, r *T) []byte {
			for _, word := range *of(r) {
				b = protowire.AppendString(protowire.AppendTag(b, number, protowire.BytesType), word)
			}
			return b
		},
		text: func(r *T) string { return strings.Join(*of(r), ",") },
	}
}

// secret is a field of bytes that is kept and never said.
func secret[T any](number protowire.Number, name string, of func(*T) *[]byte) field[T] {
	return field[T]{
		number: number, name: name, kind: protowire.BytesType, secret: true,
		setText: func(r *T, text string) error { *of(r) = []byte(text); return nil },
		write: func(b []byte, r *T) []byte {
			if len(*of(r)) == 0 {
				return b
			}
			return protowire.AppendBytes(protowire.AppendTag(b, number, protowire.BytesType), *of(r))
		},
	}
}

func join(ids []domain.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, ",")
}
