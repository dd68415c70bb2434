package httpapi

import (
	"fmt"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// counts are what /metrics tells.
type counts struct {
	set                           *metrics.Set
	refusedKeys                   *metrics.Counter
	limitedKeys, limitedAddresses *metrics.Counter
	unknown                       *routeCounts // requests for no operation
}

// routeCounts are those of one operation.
type routeCounts struct {
	status [6]*metrics.Counter // by their first digit
	took   *metrics.PrometheusHistogram
}

func newCounts() *counts {
	c := &counts{set: metrics.NewSet()}
	c.refusedKeys = c.set.NewCounter("gatehouse_http_keys_refused_total")
	c.limitedKeys = c.set.NewCounter(`gatehouse_http_limited_total{by="key"}`)
	c.limitedAddresses = c.set.NewCounter(`gatehouse_http_limited_total{by="address"}`)
	c.unknown = c.route("none")
	return c
}

// route makes the counters of an operation; none has a label that a client could
// choose.
func (c *counts) route(name string) *routeCounts {
	r := &routeCounts{took: c.set.NewPrometheusHistogram(fmt.Sprintf("gatehouse_http_request_duration_seconds{operation=%q}", name))}
	for class := 1; class < len(r.status); class++ {
		r.status[class] = c.set.NewCounter(fmt.Sprintf(`gatehouse_http_requests_total{operation=%q,status="%dxx"}`, name, class))
	}
	return r
}

func (r *routeCounts) note(status int, took time.Duration) {
	r.status[min(max(status/100, 1), 5)].Inc()
	r.took.Update(took.Seconds())
}

// Metrics answers with the counters in the text format of Prometheus. It needs no
// key: it belongs on an address of its own.
func (a *API) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{"text/plain; version=0.0.4; charset=utf-8"}
		w.Header()["Cache-Control"] = noStore
		w.Header()["X-Content-Type-Options"] = noSniff
		a.counts.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
	})
}
