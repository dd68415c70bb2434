package cli

import (
	"bufio"
	"io"

	"gatehouse/cmd/internal/object"
)

func (p *Program) printJSON(v any) error { return writeJSON(p.Out, v, "  ") }

// writeJSON writes a value and a newline.
func writeJSON(w io.Writer, v any, indent string) error {
	text, err := object.Encode(v, "", indent)
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
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
	text, err := object.Encode(v, "  ", "  ")
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
