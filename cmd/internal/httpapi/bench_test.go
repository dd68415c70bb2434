package httpapi_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/cmd/internal/httpapi"
)

// BenchmarkAnswers measures questions over HTTP beside a handler that does
// nothing but read the same request and write the same answer, headers and body: two clients on
// connections that they keep, in turns, so that both meet the same noise. ratio is
// the throughput against that of the bare handler. A question that is asked anew
// is never answered as before.
func BenchmarkAnswers(b *testing.B) {
	h := newHouse(b, func(c *httpapi.Config) { c.Log = slog.New(slog.NewTextHandler(io.Discard, nil)) })
	asker, k := h.key("gate", "verifier").Secret.Reveal(), h.key("ci", "developer").Secret.Reveal()
	h.person("eva@acme.test", "employee", "")
	for _, q := range []struct {
		name, line, body, media string
	}{
		{"introspect", "POST /v1/introspect", "token=" + k, "application/x-www-form-urlencoded"},
		{"introspect-anew", "POST /v1/introspect", "token_type_hint=#&token=" + k, "application/x-www-form-urlencoded"},
		{"check", "POST /v1/check", `{"subject":"eva@acme.test","right":"timesheet.view"}`, "application/json"},
		{"check-yes", "POST /v1/check", `{"right":"access.ask"}`, "application/json"},
		{"forward-auth", "GET /v1/forward-auth?right=access.ask", "", ""},
	} {
		b.Run(q.name, func(b *testing.B) {
			answer := h.ask(asker, q.line, q.body, "Content-Type", q.media)
			answer.is(b, http.StatusOK)
			bare := bareServer(b, answer)
			var ours, theirs time.Duration
			const batch = 500
			for range b.N {
				theirs += flood(b, bare, asker, q.line, q.body, q.media, batch)
				ours += flood(b, h.url, asker, q.line, q.body, q.media, batch)
			}
			b.ReportMetric(float64(theirs)/float64(ours), "ratio")
			b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N*2*batch), "ns/request")
			b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N*2*batch), "ns/bare")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// bareServer answers each request as it was answered before.
func bareServer(b *testing.B, as answer) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	srv := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			b.Error(err)
		}
		for name, values := range as.header {
			if name != "Date" {
				w.Header()[name] = values
			}
		}
		if _, err := io.WriteString(w, as.body); err != nil {
			b.Error(err)
		}
	})}
	go func() { _ = srv.Serve(l) }() // ends with Close
	b.Cleanup(func() { _ = srv.Close() })
	return "http://" + l.Addr().String()
}

// flood has two clients make so many requests each, and tells how long it took. A #
// in the body is another number each time.
func flood(b *testing.B, url, key, line, body, media string, each int) time.Duration {
	method, path, _ := strings.Cut(line, " ")
	began := time.Now()
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			client := http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for range each {
				r, err := http.NewRequestWithContext(b.Context(), method, url+path, strings.NewReader(strings.Replace(body, "#", strconv.FormatInt(time.Now().UnixNano(), 10), 1)))
				if err != nil {
					b.Error(err)
					return
				}
				r.Header.Set("Authorization", "Bearer "+key)
				r.Header.Set("Content-Type", media)
				resp, err := client.Do(r)
				if err != nil {
					b.Error(err)
					return
				}
				if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
					b.Errorf("%d %v", resp.StatusCode, err)
				}
				_ = resp.Body.Close()
			}
		})
	}
	all.Wait()
	return time.Since(began)
}
