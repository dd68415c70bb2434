package httpapi

import (
	"time"

	"gatehouse/cmd/internal/limit"
)

// Limits bound what clients may take. See [LimitTable] for what each means.
type Limits struct {
	Connections, PerAddress   int
	Body, Header              int
	RequestsPerMinute, Burst  int
	FailuresPerMinute         int
	Remembered                int
	ReadHeader, Read          time.Duration
	Answer, Write, Idle, Stop time.Duration
}

// LimitTable is every limit, in the order in which documentation lists them.
func LimitTable() limit.Table[Limits] {
	return limit.Table[Limits]{
		limit.Count("connections", func(l *Limits) *int { return &l.Connections }, 1, 1_000_000, "connections at once; one more takes the place of the oldest idle one, or is closed"),
		limit.Count("per_address", func(l *Limits) *int { return &l.PerAddress }, 1, 1_000_000, "connections at once from one address (an IPv6 network of 64 bits counts as one), but for a trusted proxy's; one more as above"),
		limit.Count("body_bytes", func(l *Limits) *int { return &l.Body }, 1024, 64<<20, "bytes of a request's body; a longer one is refused with 413"),
		limit.Count("header_bytes", func(l *Limits) *int { return &l.Header }, 4096, 1<<20, "bytes of a request's headers, from the next start on"),
		limit.Count("requests_per_minute", func(l *Limits) *int { return &l.RequestsPerMinute }, 1, 1_000_000, "requests of one key in a minute; a key whose role has access.ask has no such limit"),
		limit.Count("burst", func(l *Limits) *int { return &l.Burst }, 1, 1_000_000, "requests of one key at once, before the rate counts"),
		limit.Count("failures_per_minute", func(l *Limits) *int { return &l.FailuresPerMinute }, 1, 100_000, "unusable keys in a minute from one address (an IPv6 network of 64 bits counts as one); further ones are told to come later, usable ones still work"),
		limit.Count("remembered", func(l *Limits) *int { return &l.Remembered }, 100, 10_000_000, "keys, and as many addresses, whose rate is remembered at once, some 200 bytes each"),
		limit.Span("read_header", func(l *Limits) *time.Duration { return &l.ReadHeader }, time.Second, 10*time.Minute, "time for a request's headers, from the next start on"),
		limit.Span("read", func(l *Limits) *time.Duration { return &l.Read }, time.Second, 10*time.Minute, "time for a request with its body, from the next start on"),
		limit.Span("answer", func(l *Limits) *time.Duration { return &l.Answer }, time.Second, 10*time.Minute, "time that an operation may take"),
		limit.Span("write", func(l *Limits) *time.Duration { return &l.Write }, time.Second, 10*time.Minute, "time from a request's headers to the end of its answer, from the next start on"),
		limit.Span("idle", func(l *Limits) *time.Duration { return &l.Idle }, time.Second, time.Hour, "time without a request until a connection is closed, from the next start on"),
		limit.Span("stop", func(l *Limits) *time.Duration { return &l.Stop }, time.Second, 4*time.Second, "time that requests have to end when the server stops"),
	}
}

// DefaultLimits are meant for a program that asks a few times a second.
func DefaultLimits() Limits {
	return Limits{
		Connections: 1000, PerAddress: 500,
		Body: 1 << 20, Header: 32 << 10, RequestsPerMinute: 600, Burst: 100, FailuresPerMinute: 30, Remembered: 20_000,
		ReadHeader: 10 * time.Second, Read: 30 * time.Second, Answer: 30 * time.Second, Write: 60 * time.Second, Idle: 2 * time.Minute, Stop: 3 * time.Second,
	}
}
