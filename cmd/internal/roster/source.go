package roster

import (
	"bytes"
	"errors"
	"io"

	"gatehouse/domain"
)

const headSize = 64 << 10 // what is looked at to tell the format

// source is a window that moves over a file and is never larger than one
// record may be.
type source struct {
	r     io.Reader
	lim   limits
	buf   []byte // buf[start:] is the window
	start int
	read  int64
	eof   bool
	err   error // why reading stopped before the end
}

func newSource(r io.Reader, lim limits) *source {
	return &source{r: r, lim: lim, buf: make([]byte, 0, min(headSize, lim.record))}
}

func (s *source) window() []byte { return s.buf[s.start:] }

// head is the beginning of the file, as much as it takes to tell the format.
func (s *source) head() []byte {
	w := s.window()
	return w[:min(len(w), headSize)]
}

func (s *source) advance(n int) { s.start += n }

// fill widens the window until its buffer is full, and says whether anything
// came. A buffer that is full already doubles, up to the size of a record.
func (s *source) fill() bool {
	if s.eof {
		return false
	}
	if s.start > 0 {
		s.buf = s.buf[:copy(s.buf[:cap(s.buf)], s.buf[s.start:])]
		s.start = 0
	}
	if len(s.buf) == cap(s.buf) {
		if len(s.buf) >= s.lim.record {
			return false
		}
		wider := make([]byte, len(s.buf), min(2*cap(s.buf), s.lim.record))
		copy(wider, s.buf)
		s.buf = wider
	}
	n, err := io.ReadFull(s.r, s.buf[len(s.buf):cap(s.buf)])
	s.buf = s.buf[:len(s.buf)+n]
	s.read += int64(n)
	switch {
	case s.read > s.lim.bytes:
		s.err = tooLarge(s.lim.bytes)
		s.eof, s.buf = true, s.buf[:0]
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		s.eof = true
	case err != nil:
		s.err = &domain.Error{Kind: domain.Invalid, Code: "bad_file", Err: err,
			Message: "the file can't be read to its end: " + domain.CleanMax(err.Error(), 200)}
		s.eof, s.buf = true, s.buf[:0]
	}
	return n > 0 && s.err == nil
}

// skipLine drops what is left of the line that the window starts in, however
// long it is.
func (s *source) skipLine(end byte) {
	for {
		w := s.window()
		if i := bytes.IndexByte(w, end); i >= 0 {
			s.advance(i + 1)
			return
		}
		s.advance(len(w))
		if !s.fill() {
			return
		}
	}
}

// readable looks at the beginning of the file, drops a byte order mark, and
// refuses what isn't text in UTF-8. What could have been read instead is in the
// error.
func (s *source) readable(known []layout) error {
	for len(s.window()) < headSize && s.fill() {
	}
	if s.err != nil {
		return s.err
	}
	head := s.head()
	if rest, ok := bytes.CutPrefix(head, []byte("\xef\xbb\xbf")); ok {
		s.advance(3)
		head = rest
	}
	switch {
	case len(bytes.TrimSpace(head)) == 0 && s.eof:
		return badFile("the file is empty; expected %s", expected(known))
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), everySecondIsNUL(head):
		return badFile("the file is in UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8) and import that")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return badFile("the file is a spreadsheet or an archive; save the sheet as CSV UTF-8 and import that")
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if bytes.IndexByte(line, 0) >= 0 {
		return badFile("the file isn't text; expected %s", expected(known))
	}
	return nil
}

// everySecondIsNUL is how ASCII looks in UTF-16 without a mark.
func everySecondIsNUL(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	return head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0 ||
		head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0
}

func tooLarge(bytes int64) error {
	return domain.Errorf(domain.Limit, "too_large", "the file is larger than %d MiB; split it and import the parts one after the other", bytes>>20)
}
