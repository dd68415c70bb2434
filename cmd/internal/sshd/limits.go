package sshd

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
	Connections         int
	PerAddress          int
	Unauthenticated     int
	Sessions            int
	SessionsPerClient   int
	SessionsPerMember   int
	Tries               int
	Handshake           time.Duration
	Idle                time.Duration
	KeepAlive           time.Duration
	KeepAlivesMissed    int
	Stop                time.Duration
	Width, Height       int
	Cells               int
	Variables, Argument int
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
		count("connections", func(l *Limits) *int { return &l.Connections }, 1, 100_000, "connections at once; one more takes the place of the oldest that runs nothing, or is closed"),
		count("per_address", func(l *Limits) *int { return &l.PerAddress }, 1, 100_000, "connections at once from one address (an IPv6 network of 64 bits counts as one); one more as above"),
		count("unauthenticated", func(l *Limits) *int { return &l.Unauthenticated }, 1, 100_000, "connections at once that haven't signed in yet, or are about to join; one more takes the place of the oldest at the address that has most"),
		count("sessions", func(l *Limits) *int { return &l.Sessions }, 1, 100_000, "screens and commands at once; one more is told to come back later"),
		count("sessions_per_client", func(l *Limits) *int { return &l.SessionsPerClient }, 1, 1000, "screens and commands at once over one connection (OpenSSH's ControlMaster)"),
		count("sessions_per_member", func(l *Limits) *int { return &l.SessionsPerMember }, 1, 100_000, "screens and commands at once of one member: with less than there are in all, nobody can keep the others out"),
		count("tries", func(l *Limits) *int { return &l.Tries }, 1, 100, "keys that a client may offer before it is told which ones it offered"),
		span("handshake", func(l *Limits) *time.Duration { return &l.Handshake }, time.Second, 10*time.Minute, "time to sign in, from the first byte on; then to begin something; and for a token to come by standard input"),
		span("idle", func(l *Limits) *time.Duration { return &l.Idle }, time.Second, 30*24*time.Hour, "time without a key press until the screens end, or without a byte until a command does"),
		span("keep_alive", func(l *Limits) *time.Duration { return &l.KeepAlive }, time.Second, time.Hour, "how often a client is asked whether it is still there"),
		count("keep_alives_missed", func(l *Limits) *int { return &l.KeepAlivesMissed }, 1, 100, "questions without an answer until a client counts as gone"),
		span("stop", func(l *Limits) *time.Duration { return &l.Stop }, time.Second, 4*time.Second, "time that sessions have to end when the server stops"),
		count("width", func(l *Limits) *int { return &l.Width }, 40, 1000, "columns of a terminal that are used"),
		count("height", func(l *Limits) *int { return &l.Height }, 10, 1000, "rows of a terminal that are used"),
		count("cells", func(l *Limits) *int { return &l.Cells }, 10_000, 1<<30, "cells of all terminals together, some 300 bytes each; beyond that a terminal's first 80 columns and 24 rows are used"),
		count("variables", func(l *Limits) *int { return &l.Variables }, 0, 1000, "environment variables that a client may send; only those about its terminal are kept"),
		count("argument_bytes", func(l *Limits) *int { return &l.Argument }, 1024, 1<<20, "bytes of a command line; longer input comes by standard input"),
	}
}

// DefaultLimits allow 200 sessions at once.
func DefaultLimits() Limits {
	return Limits{
		Connections: 400, PerAddress: 250, Unauthenticated: 250, Sessions: 200, SessionsPerClient: 100, SessionsPerMember: 200, Tries: 20,
		Handshake: 20 * time.Second, Idle: 30 * time.Minute, KeepAlive: 15 * time.Second, KeepAlivesMissed: 3, Stop: 3 * time.Second,
		Width: 320, Height: 120, Cells: 1_000_000, Variables: 32, Argument: 64 << 10,
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
