package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
)

func (p *Program) printJSON(v any) error { return writeJSON(p.Out, v, "  ") }

// writeJSON writes a value and a newline. The value is kept as it is stored;
// what a terminal would obey or can't show is written as \u escapes, so that
// JSON on a screen is as harmless as text.
func writeJSON(w io.Writer, v any, indent string) error {
	var plain bytes.Buffer
	out := json.NewEncoder(&plain)
	out.SetEscapeHTML(false)
	out.SetIndent("", indent)
	if err := out.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(plain.Bytes()))
	return err
}

// jsonStream writes values one after the other: a line each, or an array.
type jsonStream struct {
	w     io.Writer
	array bool
	begun bool
}

func (s *jsonStream) write(v any) error {
	if !s.array {
		return writeJSON(s.w, v, "")
	}
	before := ",\n"
	if !s.begun {
		before, s.begun = "[\n", true
	}
	if _, err := io.WriteString(s.w, before); err != nil {
		return err
	}
	return writeJSON(s.w, v, "  ")
}

// end closes the array; an empty one is [].
func (s *jsonStream) end() error {
	var err error
	switch {
	case s.array && s.begun:
		_, err = io.WriteString(s.w, "]\n")
	case s.array:
		_, err = io.WriteString(s.w, "[]\n")
	}
	return err
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
