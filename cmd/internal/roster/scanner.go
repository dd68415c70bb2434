package roster

import (
	"bytes"
	"fmt"
)

// scanner cuts CSV (RFC 4180) into records. It keeps only the fields that
// somebody wants, so that what a record holds besides costs nothing.
type scanner struct {
	src       *source
	delimiter byte
	lineEnd   byte // \n, or \r in files that know no other
	line      int  // where the next record starts, from 1
	want      func(column int, raw []byte, escaped bool)
}

// record is what the scanner says about one record.
type record struct {
	line    int
	columns int    // how many it has
	filled  int    // the last column with something in it, from 1
	broken  string // why it can't be read
}

func newScanner(src *source) *scanner {
	s := &scanner{src: src, delimiter: ',', lineEnd: '\n', line: 1}
	head := src.head()
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 && i+1 < len(head) && head[i] == '\r' && head[i+1] != '\n' {
		s.lineEnd = '\r'
	}
	return s
}

// next moves over one record and hands its fields to want. It is false at the
// end of the file. After quotes that don't match it goes on with the next line.
func (s *scanner) next() (record, bool) {
	rec, n, ok := s.peek()
	if !ok {
		return record{}, false
	}
	if rec.broken != "" {
		s.src.skipLine(s.lineEnd)
		s.line++
		return rec, true
	}
	s.line += bytes.Count(s.src.window()[:n], []byte{s.lineEnd})
	s.src.advance(n)
	return rec, true
}

// peek reads the record that the window starts with and stays where it is. It
// says how many bytes the record takes.
func (s *scanner) peek() (rec record, n int, ok bool) {
	for {
		w := s.src.window()
		if len(w) > 0 || !s.src.eof {
			rec = record{line: s.line}
			n, end := s.cut(w, &rec)
			if end != cutShort {
				return rec, n, true
			}
			if s.src.fill() {
				continue
			}
			if s.src.eof && s.src.err == nil && len(s.src.window()) > 0 {
				continue // the end of the file was what it waited for
			}
			if s.src.eof {
				return record{}, 0, false
			}
			rec.broken = fmt.Sprintf("the record is longer than %d KiB, or a quote that it opens is never closed", s.src.lim.record>>10)
			return rec, 0, true
		}
		return record{}, 0, false
	}
}

type cutEnd int

const (
	cutWhole cutEnd = iota // the record is whole
	cutShort               // the window ends before the record does
	cutBad                 // a quote stands where none may
	cutOpen                // a quote is never closed
)

// whyNot says why a record can't be read.
var whyNot = map[cutEnd]string{
	cutBad:  "a quote stands where none may: put the whole field in quotes and double those within",
	cutOpen: "a quote that opens a field of this record is never closed",
}

// cut reads one record from the start of w and says how many bytes it takes,
// its line end included.
func (s *scanner) cut(w []byte, rec *record) (int, cutEnd) {
	for at := 0; ; at++ {
		raw, next, escaped, end := s.field(w, at)
		if end != cutWhole {
			rec.broken = whyNot[end]
			return 0, end
		}
		if len(raw) > 0 {
			rec.filled = rec.columns + 1
		}
		if s.want != nil {
			s.want(rec.columns, raw, escaped)
		}
		rec.columns++
		if next == len(w) {
			return next, cutWhole
		}
		if at = next; w[at] == s.delimiter {
			continue
		}
		if w[at] == '\r' && at+1 < len(w) && w[at+1] == '\n' {
			at++
		}
		return at + 1, cutWhole
	}
}

// field reads one field from w[at:] and says where it stops: at a delimiter,
// at a line end, or at the end of the file.
func (s *scanner) field(w []byte, at int) (raw []byte, next int, escaped bool, end cutEnd) {
	if at < len(w) && w[at] == '"' {
		return s.quoted(w, at)
	}
	for i := at; i < len(w); i++ {
		switch w[i] {
		case s.delimiter, s.lineEnd:
			return w[at:i], i, false, cutWhole
		case '"':
			return nil, 0, false, cutBad
		case '\r':
			if i+1 < len(w) && w[i+1] == '\n' {
				return w[at:i], i, false, cutWhole
			}
		}
	}
	if !s.src.eof {
		return nil, 0, false, cutShort
	}
	return w[at:], len(w), false, cutWhole
}

func (s *scanner) quoted(w []byte, at int) (raw []byte, next int, escaped bool, end cutEnd) {
	for i := at + 1; ; i++ {
		n := bytes.IndexByte(w[i:], '"')
		switch i += n + 1; {
		case n < 0 && s.src.eof:
			return nil, 0, false, cutOpen
		case n < 0, i+1 >= len(w) && !s.src.eof: // a \n may follow a \r
			return nil, 0, false, cutShort
		case i < len(w) && w[i] == '"':
			escaped = true
			continue
		case i == len(w), w[i] == s.delimiter, w[i] == s.lineEnd, w[i] == '\r' && (i+1 == len(w) || w[i+1] == '\n'):
			return w[at+1 : i-1], i, escaped, cutWhole
		}
		return nil, 0, false, cutBad
	}
}
