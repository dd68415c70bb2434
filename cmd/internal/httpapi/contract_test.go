package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/domain"
)

// asks are the operations that are no GET and yet change nothing: they only answer.
var asks = []string{"check", "introspect"}

// uneventful are changes that leave no event: nothing of the workspace is another.
var uneventful = []string{"retry-delivery", "retry-mail", "test-mail"}

// Every operation of the document keeps what it and the rules for all promise: who
// may not is told alike everywhere, nothing that is wrong changes anything, and
// what is right is done once.
func TestContract(t *testing.T) {
	d := newHouse(t).document()
	if len(d.operations()) < 90 {
		t.Fatalf("%d operations", len(d.operations()))
	}
	t.Cleanup(func() { everyFieldComes(t, d) })
	for _, o := range d.operations() {
		t.Run(o.ID, func(t *testing.T) {
			t.Parallel()
			c := newTrial(t, d, o)
			before := c.state()
			c.refusesStrangers()
			c.refusesThePowerless()
			c.refusesBadBodies()
			c.refusesBadQueries()
			c.noticesNobody()
			c.refusesVersions()
			c.tries()
			if after := c.state(); after != before {
				t.Fatalf("what was refused changed something: %.100s, was %.100s", after, before)
			}
			c.succeeds()
		})
	}
}

// newTrial makes a workspace of its own, and another beside it.
func newTrial(t *testing.T, d *document, o *operationSaid) *trial {
	t.Helper()
	h := newHouse(t, func(c *httpapi.Config) {
		l := &c.Limits
		l.RequestsPerMinute, l.Burst, l.FailuresPerMinute = 1_000_000, 1_000_000, 100_000
	})
	h.db.SendsMail(true)
	h.elsewhere()
	far := &house{t: t, db: h.db, ws: must(h.db.Workspace(t.Context(), "other"))(t)}
	c := &trial{house: h, d: d, o: o, other: far.furnish("other.test")}
	c.ours = h.furnish("acme.test")
	h.clock.pass(2 * time.Minute)
	return c
}

// changes is whether the operation does more than answer.
func (o *operationSaid) changes() bool {
	return o.method != http.MethodGet && !slices.Contains(asks, o.ID)
}

// done is how many changes the audit trail has.
func (c *trial) done() int {
	c.t.Helper()
	p, err := c.local().Events(c.t.Context(), domain.EventQuery{Result: domain.ResultDone, Limit: 1000})
	if err != nil || p.More {
		c.t.Fatal(err)
	}
	return len(p.Rows)
}

// state is what a change would leave another: what was done, and what is to be sent.
func (c *trial) state() string {
	c.t.Helper()
	s, ctx := c.local(), c.t.Context()
	mails, told := must(s.Mail(ctx))(c.t), must(s.Deliveries(ctx))(c.t)
	return fmt.Sprint(c.done(), mails, told)
}

// succeeds checks that a valid request is done and answered as the document says;
// a change under a name once, and again as before without its secrets.
func (c *trial) succeeds() {
	if c.o.changes() != c.o.has("Idempotency-Key") {
		c.t.Errorf("takes an Idempotency-Key: %v", c.o.has("Idempotency-Key"))
	}
	r, before := c.valid(), c.done()
	if c.o.changes() {
		r = r.under("Idempotency-Key", "one")
		if c.o.has("If-Match") {
			r.headers = append(r.headers, "If-Match", "*")
		}
	}
	a := c.send(c.ours["boss's key"], r)
	status, content := c.o.success(c.t)
	if strconv.Itoa(a.status) != status {
		c.t.Fatalf("got %d, want %s: %s (a request that is valid is made of the tables in contractfixtures_test.go)", a.status, status, a.body)
	}
	first := c.answered(a, content)
	c.located(a, first)
	want := 0
	if c.o.changes() && !slices.Contains(uneventful, c.o.ID) {
		want = 1
	}
	if got := c.done() - before; got != want {
		c.t.Errorf("%d events of what was done, want %d", got, want)
	}
	if also := specials[c.o.ID].also; also != "" {
		c.answered(c.send(c.ours["boss's key"], r.saying(also)), content)
	}
	if !c.o.changes() {
		return
	}
	after := c.state()
	again := c.send(c.ours["boss's key"], r)
	if again.status != a.status || again.header.Get("Idempotent-Replay") != "true" || a.header.Get("Idempotent-Replay") != "" {
		c.t.Errorf("the repeat: %d %v %s", again.status, again.header, again.body)
	}
	if second := c.answered(again, content); !reflect.DeepEqual(second, open(first)) {
		c.t.Errorf("the repeat is answered with %v, want %v", second, open(first))
	}
	if c.state() != after {
		c.t.Error("the repeat changed something")
	}
	_, media := c.d.body(c.o)
	another := r.encoded(c.t, media) + " " // as valid, but another request
	if another == " " {
		another = "{}"
	}
	c.problem(c.send(c.ours["boss's key"], r.saying(another)), 409, "key_reused")
}

// located checks that what was made can be read where the answer says, and that a
// noun whose one can be shown says where.
func (c *trial) located(a answer, made any) {
	c.t.Helper()
	at := a.header.Get("Location")
	anew := a.status == http.StatusCreated && strings.Count(c.o.path, "/") == 2
	if shows := c.d.shows(c.o.path); (at != "") != (anew && shows) && c.o.ID != "rotate-key" {
		c.t.Errorf("Location %q; %s can be shown: %v", at, c.o.path, shows)
	}
	if at != "" {
		got := c.ask(c.ours["boss's key"], "GET "+at, "")
		got.is(c.t, 200)
		for _, name := range []string{"id", "name"} {
			if want, got := made.(map[string]any)[name], c.object(got)[name]; want != got {
				c.t.Errorf("%s is %v, want %v", at, got, want)
			}
		}
	}
}

// shows tells whether one of a noun can be read.
func (d *document) shows(noun string) bool {
	for path, item := range d.Paths {
		one, below := strings.CutPrefix(path, noun+"/{")
		if below && item["get"] != nil && !strings.Contains(one, "/") {
			return true
		}
	}
	return false
}

// answered reads an answer that the document gives a schema for.
func (c *trial) answered(a answer, content map[string]contentSaid) any {
	c.t.Helper()
	if len(content) == 0 {
		if a.body != "" {
			c.t.Errorf("the document says nothing of %q", a.body)
		}
		return nil
	}
	for media, said := range content {
		if got := a.header.Get("Content-Type"); got != media && got != media+"; charset=utf-8" {
			c.t.Errorf("Content-Type %s, want %s", got, media)
		}
		if media != "application/json" {
			return a.body
		}
		var v any
		if err := json.Unmarshal([]byte(a.body), &v); err != nil {
			c.t.Fatalf("%v: %s", err, a.body)
		}
		if no := c.d.obeys(said.Schema, v, c.o.ID); no != "" {
			c.t.Errorf("the answer isn't as the document says: %s\n%s", no, a.body)
		}
		return v
	}
	return nil
}

// open is a value without its secrets.
func open(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, value := range v {
			if name != "secret" && name != "token" {
				out[name] = open(value)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = open(v[i])
		}
		return out
	}
	return v
}
