package object

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"unicode"
	"unicode/utf16"
)

// Encode makes JSON of a value, without a newline at its end; prefix and indent
// are those of [json.Indent]. The value is kept as it is stored; what a terminal
// would obey or can't show is written as \u escapes, so that JSON on a screen is
// as harmless as text. A list without anything in it is [], never null.
func Encode(v any, prefix, indent string) ([]byte, error) {
	var plain bytes.Buffer
	out := json.NewEncoder(&plain)
	out.SetEscapeHTML(false)
	out.SetIndent(prefix, indent)
	err := out.Encode(filled(v))
	return escapeHidden(bytes.TrimSuffix(plain.Bytes(), []byte("\n"))), err
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
