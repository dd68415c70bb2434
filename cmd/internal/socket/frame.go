package socket

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

// A frame is a kind, a length in four bytes, and so many bytes. Standard output
// and standard error go in one stream of frames, since what was printed in turn
// must arrive in turn. So do questions.
const (
	request  byte = 'r' // a Request, as JSON
	ready    byte = 'y' // the holder would begin
	begin    byte = 'b' // it may; before, nothing of the command is run
	output   byte = 'o' // standard output
	errput   byte = 'e' // standard error
	question byte = 'q' // a prompt
	secret   byte = 's' // a prompt for what isn't shown
	answer   byte = 'a' // what was typed
	silence  byte = 'n' // nobody could be asked
	content  byte = 'c' // part of a file
	end      byte = 'z' // the file's end: what breaks off has none
)

// maxFrame bounds a frame that is no request, in bytes.
const maxFrame = 64 << 10

var errFrame = errors.New("the other side speaks another protocol")

// readFrame reads a frame of at most so many bytes.
func readFrame(r io.Reader, most uint32) (kind byte, body []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > most {
		return 0, nil, errFrame
	}
	body = make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return head[0], body, nil
}

// framer writes frames whole, whoever writes.
type framer struct {
	mu sync.Mutex
	to io.Writer
}

func (f *framer) frame(kind byte, body []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	frame := make([]byte, 0, 5+len(body))
	frame = binary.BigEndian.AppendUint32(append(frame, kind), uint32(len(body)))
	_, err := f.to.Write(append(frame, body...))
	return err
}

// stream is the frames of one kind.
type stream struct {
	*framer
	kind byte
}

func (s stream) Write(p []byte) (n int, err error) {
	for n < len(p) {
		part := p[n:min(len(p), n+maxFrame)]
		if err := s.frame(s.kind, part); err != nil {
			return n, err
		}
		n += len(part)
	}
	return n, nil
}

// parts reads what was written to a stream of content.
type parts struct {
	from io.Reader
	rest []byte
	over bool
}

// Read ends with io.EOF only where whoever wrote said so: half of a file must
// not pass for all of it.
func (r *parts) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		if r.over {
			return 0, io.EOF
		}
		switch kind, body, err := readFrame(r.from, maxFrame); {
		case err != nil:
			return 0, io.ErrUnexpectedEOF
		case kind == content:
			r.rest = body
		default:
			r.over = true
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
