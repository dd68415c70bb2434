package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"unicode"
	"unicode/utf16"
)

func (p *Program) printJSON(v any) error { return writeJSON(p.Out, v, "  ") }

// writeJSON writes a value and a newline.
func writeJSON(w io.Writer, v any, indent string) error {
	text, err := encode(v, "", indent)
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// encode makes JSON of a value. The value is kept as it is stored; what a
// terminal would obey or can't show is written as \u escapes, so that JSON on a
// screen is as harmless as text.
func encode(v any, prefix, indent string) ([]byte, error) {
	var plain bytes.Buffer
	out := json.NewEncoder(&plain)
	out.SetEscapeHTML(false)
	out.SetIndent(prefix, indent)
	err := out.Encode(filled(v))
	return escapeHidden(bytes.TrimSuffix(plain.Bytes(), []byte("\n"))), err
}

// jsonStream writes values one after the other: a line each, or an array as
// printJSON prints it.
type jsonStream struct {
	w     *bufio.Writer
	array bool
	begun bool
}

func newJSONStream(w io.Writer, array bool) *jsonStream {
	return &jsonStream{w: bufio.NewWriterSize(w, 64<<10), array: array}
}

func (s *jsonStream) write(v any) error {
	if !s.array {
		return writeJSON(s.w, v, "")
	}
	text, err := encode(v, "  ", "  ")
	if err != nil {
		return err
	}
	before := ",\n  "
	if !s.begun {
		before, s.begun = "[\n  ", true
	}
	_, err = s.w.WriteString(before + string(text))
	return err
}

// end closes the array; an empty one is [].
func (s *jsonStream) end() error {
	after := ""
	switch {
	case s.array && s.begun:
		after = "\n]\n"
	case s.array:
		after = "[]\n"
	}
	if _, err := s.w.WriteString(after); err != nil {
		return err
	}
	return s.w.Flush()
}

// escapeHidden escapes what isn't graphic. Within JSON that only stands inside
// strings, but for the line breaks of the encoder.
func escapeHidden(text []byte) []byte {
	hidden := func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) }
	if bytes.IndexFunc(text, hidden) < 0 {
		return text
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		switch {
		case !hidden(r):
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}

// filled is a value whose lists are all there: one without anything in it is
// [], never null.
func filled(v any) any {
	if v == nil {
		return nil
	}
	all := reflect.New(reflect.TypeOf(v)).Elem()
	all.Set(reflect.ValueOf(v))
	fill(all)
	return all.Interface()
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f)
			}
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fill(v.Index(i))
		}
	default: // holds no list
	}
}
