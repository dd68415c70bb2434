package httpapi

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"time"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// Problem is an error (RFC 9457), in the words of the command line.
type Problem struct {
	Type   string        `json:"type" example:"about:blank"`
	Title  string        `json:"title" doc:"the status in words" example:"Forbidden"`
	Status int           `json:"status" example:"403"`
	Detail string        `json:"detail" doc:"a sentence that a person can act on"`
	Kind   domain.Kind   `json:"kind" enum:"invalid,denied,notfound,conflict,expired,limit,unavailable,damaged,unexpected"`
	Code   string        `json:"code" doc:"a stable word for programs" example:"already_member"`
	Fix    []object.Step `json:"fix" doc:"what would turn it, where something would"`
}

// refusal is an error whose status its kind doesn't say, or that comes with
// headers.
type refusal struct {
	err       *domain.Error
	status    int
	challenge string        // for 401 and 403: WWW-Authenticate
	later     time.Duration // for 429
}

func (r *refusal) Error() string { return r.err.Message }
func (r *refusal) Unwrap() error { return r.err }

// Challenges (RFC 6750, 3): one for who sent no key, one for who sent one that
// can't be used, one for a key that may not do what was asked.
const (
	askKey   = `Bearer realm="gatehouse"`
	wrongKey = `Bearer realm="gatehouse", error="invalid_token"`
	fewRight = `Bearer realm="gatehouse", error="insufficient_scope"`
)

// errMistake is all that is told of what is our fault; the log says more.
var errMistake = errors.New("a mistake in the program")

// refuse makes the answer an error, whatever was written before.
func (c *call) refuse(err error) {
	r := c.refusalOf(err)
	if c.route != nil && c.route.proxy && r.status != http.StatusUnauthorized {
		r = shut()
	}
	f := object.OfError(r.err)
	h := c.Header()
	h["Content-Type"] = []string{"application/problem+json"}
	if r.challenge != "" {
		h.Set("WWW-Authenticate", r.challenge)
	}
	if r.later > 0 {
		h.Set("Retry-After", strconv.Itoa(whole(r.later)))
	}
	c.status = r.status
	c.out.Reset()
	body, err := object.Encode(Problem{"about:blank", http.StatusText(r.status), r.status, f.Message, f.Kind, f.Code, f.Fix}, "", "")
	if err != nil { // it has but texts and numbers
		panic(err)
	}
	c.out.Write(append(body, '\n'))
}

// refusalOf finds the status of an error. One that isn't of the domain goes to
// the log and not to the client.
func (c *call) refusalOf(err error) *refusal {
	if r, is := errors.AsType[*refusal](err); is {
		return r
	}
	e, is := errors.AsType[*domain.Error](err)
	switch {
	case is:
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled):
		e = domain.Errorf(domain.Unavailable, "too_slow", "this took too long; try again in a moment")
	default:
		if !errors.Is(err, errMistake) {
			c.api.config.Log.Error("a request failed", "route", c.name(), "err", domain.Clean(domain.Masked(err.Error())))
		}
		e = domain.Errorf(object.Unexpected, object.Unexpected, "something went wrong here; the log of the server says what")
	}
	r := &refusal{err: e, status: object.Status(e.Kind)}
	switch {
	case e.Code == "unusable_key" && e.Kind == domain.Denied:
		r.status, r.challenge = http.StatusUnauthorized, wrongKey
	case r.status == http.StatusForbidden:
		r.challenge = fewRight
	case e.Code == "changed_meanwhile" && c.r.Header.Get("If-Match") != "":
		r.status = http.StatusPreconditionFailed
	}
	return r
}

// noRoute is what the mux found no operation for.
func noRoute(status int) error {
	if status == http.StatusMethodNotAllowed { // the mux has set Allow
		return &refusal{err: domain.Errorf(domain.Invalid, "bad_method", "this path doesn't take that method; Allow names those it takes"), status: status}
	}
	return domain.Errorf(domain.NotFound, "no_path", "there is nothing at this path; /openapi.json lists what there is")
}

// unread is why a body couldn't be read.
func unread(err error, limit int64) error {
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		return &refusal{err: domain.Errorf(domain.Limit, "too_large", "the body is longer than %d bytes", limit), status: http.StatusRequestEntityTooLarge}
	}
	return domain.Errorf(domain.Invalid, "bad_body", "the body couldn't be read to its end")
}

// Media types of bodies.
const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
)

// media refuses a body of another type. One that doesn't say its type is taken for
// JSON; a form says so (RFC 7662, 2.1).
func (c *call) media(want string) error {
	said := c.r.Header.Get("Content-Type")
	if said == want || said == "" && want == jsonType {
		return nil
	}
	if t, _, err := mime.ParseMediaType(said); err != nil || t != want {
		return &refusal{err: domain.Errorf(domain.Invalid, "bad_media_type", "the body must be %s", want), status: http.StatusUnsupportedMediaType}
	}
	return nil
}
