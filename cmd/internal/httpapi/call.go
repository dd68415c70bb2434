package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strconv"
	"time"

	"gatehouse/domain"
)

// call is one request and its answer, which is written when all of it is known:
// so a failure halfway is still a clean one. To the mux it is the
// [http.ResponseWriter].
type call struct {
	api     *API
	w       http.ResponseWriter
	r       *http.Request
	route   *route // nil until one was found
	session *domain.Session
	from    netip.Addr
	body    []byte
	asker   *asker // of a key whose answers are remembered; else nil
	round   uint64 // of the asker, when the call was let in

	status int
	out    bytes.Buffer
}

// route is an operation as the frame sees it.
type route struct {
	name        string // method and pattern, for the log and the metrics
	do          func(*call) error
	open        bool // without a key
	proxy       bool // answers 200, 401 and 403 alone
	body        bool // takes one
	recent      bool // may be answered as just before
	changes     bool
	conditional bool // takes If-Match
	counts      *routeCounts
}

func (c *call) Header() http.Header { return c.w.Header() }

func (c *call) WriteHeader(status int) { c.status = status }

func (c *call) Write(b []byte) (int, error) { return c.out.Write(b) }

// serve answers a request, whatever comes.
func (a *API) serve(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	c := a.calls.Get().(*call)
	c.w, c.r, c.from = w, r, clientAddress(r, a.settings.Load().TrustedProxies)
	h := w.Header()
	h["Cache-Control"] = noStore
	h["X-Content-Type-Options"] = noSniff
	h["Referrer-Policy"] = noReferrer
	h["Content-Security-Policy"] = nothingLoads
	a.dispatch(c)
	c.flush()
	a.note(c, time.Since(began))
	*c = call{api: a, out: c.out}
	if c.out.Cap() <= 64<<10 { // a long answer isn't worth keeping its buffer
		c.out.Reset()
		a.calls.Put(c)
	}
}

// The headers of every answer.
var (
	noStore      = []string{"no-store"}
	noSniff      = []string{"nosniff"}
	noReferrer   = []string{"no-referrer"}
	nothingLoads = []string{"default-src 'none'; frame-ancestors 'none'"}
	asJSON       = []string{jsonType}
)

// dispatch has the mux find the operation. What the mux writes itself, because it
// found none, becomes a problem as all others are. A mistake in an operation
// ends that request alone.
func (a *API) dispatch(c *call) {
	defer func() {
		if p := recover(); p != nil {
			a.config.Log.Error("a request ended by a mistake in the program", "what", domain.Clean(fmt.Sprint(p)), "stack", string(debug.Stack()))
			c.refuse(errMistake)
		}
	}()
	a.mux.ServeHTTP(c, c.r)
	if c.route == nil {
		c.Header().Del("Location") // a path is what it is; nobody is sent on to a nicer one
		c.refuse(noRoute(c.status))
	}
}

// handle puts a route into the mux.
func (a *API) handle(pattern string, rt *route) {
	rt.name, rt.counts = pattern, a.counts.route(pattern)
	a.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		c := w.(*call)
		c.r, c.route = r, rt
		if err := a.answer(c); err != nil {
			c.refuse(err)
		}
	})
}

func (a *API) answer(c *call) error {
	if err := a.admit(c); err != nil {
		return err
	}
	if c.route.body {
		if err := c.readBody(); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(c.r.Context(), a.settings.Load().Limits.Answer)
	defer cancel()
	c.r = c.r.WithContext(ctx)
	if c.route.recent {
		return c.again(c.route.do)
	}
	return c.route.do(c)
}

// flush sends the answer.
func (c *call) flush() {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	if c.status != http.StatusNoContent {
		c.Header()["Content-Length"] = []string{strconv.Itoa(c.out.Len())}
	}
	c.w.WriteHeader(c.status)
	_, _ = c.w.Write(c.out.Bytes()) // who doesn't read the answer misses it
}

// readBody reads the whole body, within its limit.
func (c *call) readBody() error {
	if c.r.Body == nil || c.r.Body == http.NoBody {
		return nil
	}
	limit := int64(c.api.settings.Load().Limits.Body)
	var err error
	if n := c.r.ContentLength; n >= 0 && n <= limit {
		c.body = make([]byte, n)
		_, err = io.ReadFull(c.r.Body, c.body)
	} else {
		c.body, err = io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, limit))
	}
	if err != nil {
		return unread(err, limit)
	}
	return nil
}

// text answers with plain text.
func (c *call) text(text string) {
	c.Header()["Content-Type"] = []string{"text/plain; charset=utf-8"}
	c.out.WriteString(text)
}
