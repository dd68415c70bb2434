package httpapi

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain"
)

// Limits bound what clients may take. See [LimitTable] for what each means.
type Limits struct {
	Connections               int
	Body, Header              int
	RequestsPerMinute, Burst  int
	FailuresPerMinute         int
	Remembered                int
	ReadHeader, Read          time.Duration
	Answer, Write, Idle, Stop time.Duration
}

// Limit is one of them as a table says it: a count or a span of time.
type Limit struct {
	Name     string // in a configuration file
	Sentence string
	Count    func(*Limits) *int           // nil for a span
	Span     func(*Limits) *time.Duration // nil for a count
	Least    int64                        // counts, or nanoseconds
	Most     int64
}

// LimitTable is every limit, in the order in which documentation lists them.
func LimitTable() []Limit {
	count := func(name string, of func(*Limits) *int, least, most int64, sentence string) Limit {
		return Limit{Name: name, Sentence: sentence, Count: of, Least: least, Most: most}
	}
	span := func(name string, of func(*Limits) *time.Duration, least, most time.Duration, sentence string) Limit {
		return Limit{Name: name, Sentence: sentence, Span: of, Least: int64(least), Most: int64(most)}
	}
	return []Limit{
		count("connections", func(l *Limits) *int { return &l.Connections }, 1, 1_000_000, "connections at once, from the next start on; further ones wait"),
		count("body_bytes", func(l *Limits) *int { return &l.Body }, 1024, 64<<20, "bytes of a request's body; a longer one is refused with 413"),
		count("header_bytes", func(l *Limits) *int { return &l.Header }, 4096, 1<<20, "bytes of a request's headers, from the next start on"),
		count("requests_per_minute", func(l *Limits) *int { return &l.RequestsPerMinute }, 1, 1_000_000, "requests of one key in a minute; a key whose role has access.ask has no such limit"),
		count("burst", func(l *Limits) *int { return &l.Burst }, 1, 1_000_000, "requests of one key at once, before the rate counts"),
		count("failures_per_minute", func(l *Limits) *int { return &l.FailuresPerMinute }, 1, 100_000, "unusable keys in a minute from one address (an IPv6 network of 64 bits counts as one); further ones are told to come later, usable ones still work"),
		count("remembered", func(l *Limits) *int { return &l.Remembered }, 100, 10_000_000, "keys, and as many addresses, whose rate is remembered at once, some 200 bytes each"),
		span("read_header", func(l *Limits) *time.Duration { return &l.ReadHeader }, time.Second, 10*time.Minute, "time for a request's headers, from the next start on"),
		span("read", func(l *Limits) *time.Duration { return &l.Read }, time.Second, 10*time.Minute, "time for a request with its body, from the next start on"),
		span("answer", func(l *Limits) *time.Duration { return &l.Answer }, time.Second, 10*time.Minute, "time that an operation may take"),
		span("write", func(l *Limits) *time.Duration { return &l.Write }, time.Second, 10*time.Minute, "time from a request's headers to the end of its answer, from the next start on"),
		span("idle", func(l *Limits) *time.Duration { return &l.Idle }, time.Second, time.Hour, "time without a request until a connection is closed, from the next start on"),
		span("stop", func(l *Limits) *time.Duration { return &l.Stop }, time.Second, 4*time.Second, "time that requests have to end when the server stops"),
	}
}

// DefaultLimits are meant for a program that asks a few times a second.
func DefaultLimits() Limits {
	return Limits{
		Connections: 1000,
		Body:        1 << 20, Header: 32 << 10, RequestsPerMinute: 600, Burst: 100, FailuresPerMinute: 30, Remembered: 20_000,
		ReadHeader: 10 * time.Second, Read: 30 * time.Second, Answer: 30 * time.Second, Write: 60 * time.Second, Idle: 2 * time.Minute, Stop: 3 * time.Second,
	}
}

// Check tells the first limit that is out of its bounds.
func (l Limits) Check() error {
	for _, row := range LimitTable() {
		if err := row.check(l); err != nil {
			return err
		}
	}
	return nil
}

func (row Limit) check(l Limits) error {
	var value int64
	if row.Count != nil {
		value = int64(*row.Count(&l))
	} else {
		value = int64(*row.Span(&l))
	}
	if value < row.Least || value > row.Most {
		return domain.Errorf(domain.Invalid, "bad_limit", "%s is %s; it can be %s to %s: %s", row.Name, row.Value(l), row.spelt(row.Least), row.spelt(row.Most), row.Sentence)
	}
	return nil
}

// Value is what the limit is, as a configuration file says it.
func (row Limit) Value(l Limits) string {
	if row.Count != nil {
		return strconv.Itoa(*row.Count(&l))
	}
	return spell(*row.Span(&l))
}

// Set reads the limit from what a configuration file says.
func (row Limit) Set(l *Limits, text string) (err error) {
	if row.Count != nil {
		*row.Count(l), err = strconv.Atoi(text)
	} else {
		*row.Span(l), err = time.ParseDuration(text)
	}
	if err != nil || row.check(*l) != nil {
		return fmt.Errorf("is %s to %s", row.spelt(row.Least), row.spelt(row.Most))
	}
	return nil
}

func (row Limit) spelt(v int64) string {
	if row.Count != nil {
		return strconv.FormatInt(v, 10)
	}
	return spell(time.Duration(v))
}

// spell is a span without the parts that are nothing: 30m and not 30m0s.
func spell(d time.Duration) string {
	s := d.String()
	if d%time.Minute == 0 {
		s = strings.TrimSuffix(s, "0s")
	}
	if d%time.Hour == 0 {
		s = strings.TrimSuffix(s, "0m")
	}
	return cmp.Or(s, "0s")
}
