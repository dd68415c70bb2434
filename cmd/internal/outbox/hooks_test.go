package outbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/cmd/internal/outbox"
	"gatehouse/cmd/internal/webhook"
	"gatehouse/domain"
)

// told is what a webhook got.
type told struct {
	path, id string
	seq      uint64
}

// hookServer hears webhooks over HTTP.
type hookServer struct {
	url   string
	heard chan told
	hung  chan struct{} // signals that a request hangs
}

// serveHooks answers a path as does has it: a status, or 0: it hangs until whoever
// asks gives up.
func serveHooks(t *testing.T, does map[string]int) *hookServer {
	t.Helper()
	h := &hookServer{heard: make(chan told, 1000), hung: make(chan struct{}, 1000)}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Data struct{ Seq uint64 } }
		raw, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(raw, &body)
		}
		if err != nil {
			t.Error(err)
		}
		status, is := does[r.URL.Path]
		if is && status == 0 {
			h.hung <- struct{}{}
			<-r.Context().Done()
			return
		}
		h.heard <- told{r.URL.Path, r.Header.Get("Webhook-Id"), body.Data.Seq}
		if is {
			w.WriteHeader(status)
		}
	}))
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h
}

func (h *hookServer) next(t *testing.T) told {
	t.Helper()
	select {
	case x := <-h.heard:
		return x
	case <-time.After(limit):
		t.Fatal("no webhook comes")
		return told{}
	}
}

func sender(limit time.Duration) *webhook.Sender {
	return &webhook.Sender{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Timeout: limit}
}

func (o *office) hook(url string) domain.FreshWebhook {
	o.t.Helper()
	h, err := o.in("acme").AddWebhook(bg, domain.AddWebhook{URL: url})
	must(o.t, err)
	return h
}

func (o *office) change(n int) {
	o.t.Helper()
	for i := range n {
		_, err := o.in("acme").AddUnit(bg, domain.AddUnit{Name: fmt.Sprint("Unit ", i)})
		must(o.t, err)
	}
}

// Each webhook hears of all changes once, in their order.
func TestWebhooksHearInOrder(t *testing.T) {
	o, h := newOffice(t), serveHooks(t, nil)
	o.hook(h.url + "/a")
	const changes = 45
	o.change(changes)
	o.work(outbox.Worker{Hooks: sender(limit)})
	last, ids := uint64(0), map[string]bool{}
	for range changes {
		x := h.next(t)
		if x.seq <= last || ids[x.id] {
			t.Fatalf("change %d (%s) is told after %d", x.seq, x.id, last)
		}
		last, ids[x.id] = x.seq, true
	}
}

// A webhook that hangs or fails, with much waiting for it, holds up no other one;
// while it fails it isn't asked for all that waits.
func TestABadWebhookHoldsUpNoOther(t *testing.T) {
	o, h := newOffice(t), serveHooks(t, map[string]int{"/hangs": 0, "/fails": 500})
	o.hook(h.url + "/hangs")
	o.hook(h.url + "/fails")
	const before, after = 130, 20
	o.change(before)
	o.hook(h.url + "/good")
	for i := range after {
		_, err := o.in("acme").AddGroup(bg, domain.AddGroup{Name: fmt.Sprint("Group ", i)})
		must(t, err)
	}
	o.work(outbox.Worker{Hooks: sender(time.Hour)})
	failed, last := 0, uint64(0)
	for heard := 0; heard < after; {
		x := h.next(t)
		if x.path == "/fails" {
			failed++
			continue
		}
		if x.path != "/good" || x.seq <= last {
			t.Fatalf("%+v after %d", x, last)
		}
		last = x.seq
		heard++
	}
	<-h.hung
	o.log.wait(t, "not sent", 1)
	if o.end(); failed+len(h.heard) != 1 {
		t.Errorf("the webhook that fails was asked %d times", failed+len(h.heard))
	}
	if len(h.hung) != 0 {
		t.Error("the webhook that hangs was asked twice at once")
	}
}

// Who has a delivery tried again needn't wait until the webhook that failed has
// rested.
func TestARetryDoesntWait(t *testing.T) {
	o := newOffice(t)
	var broken atomic.Bool
	broken.Store(true)
	heard := make(chan string, 10)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() {
			w.WriteHeader(http.StatusInternalServerError)
		}
		heard <- r.Header.Get("Webhook-Id")
	}))
	t.Cleanup(srv.Close)
	o.hook(srv.URL)
	o.change(2)
	o.work(outbox.Worker{Hooks: sender(limit)})
	next := func() string {
		t.Helper()
		select {
		case id := <-heard:
			return id
		case <-time.After(limit / 2): // of the minute that it rests
			t.Fatal("nothing comes")
			return ""
		}
	}
	first := next()
	becomes := func(status string) { // which is noted a moment after it was tried
		for is := ""; is != status; {
			m, err := o.in("acme").Message(bg, domain.ID(first))
			must(t, err)
			is = m.Status
		}
	}
	becomes(domain.MessageDelayed)
	o.log.wait(t, "answer=500", 1)
	broken.Store(false)
	for range 2 { // also once it has arrived
		_, err := o.in("acme").RetryDelivery(bg, domain.ID(first))
		must(t, err)
		if again := next(); again != first {
			t.Errorf("%s comes, and %s was asked for", again, first)
		}
		becomes(domain.MessageSent)
	}
}
