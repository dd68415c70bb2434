package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/textproto"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"

	gomail "github.com/wneessen/go-mail"

	"gatehouse/domain"
)

// refusal is what a server has said, with its code.
type refusal struct {
	code int // 0: it was not this mail that it spoke of
	said string
}

func (r refusal) Error() string { return r.said }

// refused tells whether an error is the server's last word on this mail: a reply
// of 5xx to its sender, its recipient or its text (RFC 5321, 4.2.1). What is wrong
// with our signing in is ours to mend, and the mail waits for that: 53x, also
// where a server says it to the sender only (RFC 4954, 6; RFC 3207, 4).
func refused(err error) bool {
	r, is := errors.AsType[refusal](err)
	return is && r.code >= 500 && r.code/10 != 53
}

// plainly is what went wrong with a delivery, in the server's words or in ours.
func (l *line) plainly(err error) error {
	r, server := refusal{}, l.server.String()
	if e, is := errors.AsType[*gomail.SendError](err); is {
		r.code = e.ErrorCode()
	}
	is := func(any ...error) bool {
		return slices.ContainsFunc(any, func(e error) bool { return errors.Is(l.broke, e) })
	}
	_, spoken := errors.AsType[*textproto.Error](err) // not of this mail: of us
	switch {
	case spoken, r.code != 0:
		r.said = l.server.said(err.Error())
	case is(os.ErrDeadlineExceeded, context.DeadlineExceeded):
		r.said = "no answer from " + server + " within " + l.server.step().String()
	case is(io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE):
		r.said = server + " has closed the connection"
	case is(errTalks):
		r.said = server + " " + errTalks.Error()
	case l.ctx.Err() != nil:
		r.said = "broken off: " + server + " is too slow, or gatehouse was ending"
	default:
		r.said = l.server.said(err.Error())
	}
	return r
}

// maxSaid bounds what is kept of a server's words, in runes.
const maxSaid = 200

// reply finds a server's words where net/textproto quotes them.
var reply = regexp.MustCompile(`\b([2-5][0-9]{2}) ("(?:[^"\\]|\\.)*")`)

// said are a server's words in clean text: without what go-mail puts around them,
// and without our password, which a server may repeat.
func (s Server) said(text string) string {
	if found := reply.FindStringSubmatch(text); found != nil {
		if words, err := strconv.Unquote(found[2]); err == nil {
			text = found[1] + " " + words
		}
	}
	for _, after := range []string{", affected recipient(s)", ", affected message ID"} {
		text, _, _ = strings.Cut(text, after)
	}
	if s.password != "" {
		for _, secret := range []string{s.password, s.user + ":" + s.password, "\x00" + s.user + "\x00" + s.password} {
			text = strings.ReplaceAll(text, base64.StdEncoding.EncodeToString([]byte(secret)), "…")
		}
		text = strings.ReplaceAll(text, s.password, "…")
	}
	return domain.CleanMax(strings.TrimSpace(text), maxSaid)
}
