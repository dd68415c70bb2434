package sshd

import (
	"time"

	"gatehouse/cmd/internal/limit"
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

// LimitTable is every limit, in the order in which documentation lists them.
func LimitTable() limit.Table[Limits] {
	return limit.Table[Limits]{
		limit.Count("connections", func(l *Limits) *int { return &l.Connections }, 1, 100_000, "connections at once; one more takes the place of the oldest that runs nothing, or is closed"),
		limit.Count("per_address", func(l *Limits) *int { return &l.PerAddress }, 1, 100_000, "connections at once from one address (an IPv6 network of 64 bits counts as one); one more as above"),
		limit.Count("unauthenticated", func(l *Limits) *int { return &l.Unauthenticated }, 1, 100_000, "connections at once that haven't signed in yet, or are about to join; one more takes the place of the oldest at the address that has most"),
		limit.Count("sessions", func(l *Limits) *int { return &l.Sessions }, 1, 100_000, "screens and commands at once; one more is told to come back later"),
		limit.Count("sessions_per_client", func(l *Limits) *int { return &l.SessionsPerClient }, 1, 1000, "screens and commands at once over one connection (OpenSSH's ControlMaster)"),
		limit.Count("sessions_per_member", func(l *Limits) *int { return &l.SessionsPerMember }, 1, 100_000, "screens and commands at once of one member: with less than there are in all, nobody can keep the others out"),
		limit.Count("tries", func(l *Limits) *int { return &l.Tries }, 1, 100, "keys that a client may offer before it is told which ones it offered"),
		limit.Span("handshake", func(l *Limits) *time.Duration { return &l.Handshake }, time.Second, 10*time.Minute, "time to sign in, from the first byte on; then to begin something; and for a token to come by standard input"),
		limit.Span("idle", func(l *Limits) *time.Duration { return &l.Idle }, time.Second, 30*24*time.Hour, "time without a key press until the screens end, or without a byte until a command does"),
		limit.Span("keep_alive", func(l *Limits) *time.Duration { return &l.KeepAlive }, time.Second, time.Hour, "how often a client is asked whether it is still there"),
		limit.Count("keep_alives_missed", func(l *Limits) *int { return &l.KeepAlivesMissed }, 1, 100, "questions without an answer until a client counts as gone"),
		limit.Span("stop", func(l *Limits) *time.Duration { return &l.Stop }, time.Second, 4*time.Second, "time that sessions have to end when the server stops"),
		limit.Count("width", func(l *Limits) *int { return &l.Width }, 40, 1000, "columns of a terminal that are used"),
		limit.Count("height", func(l *Limits) *int { return &l.Height }, 10, 1000, "rows of a terminal that are used"),
		limit.Count("cells", func(l *Limits) *int { return &l.Cells }, 10_000, 1<<30, "cells of all terminals together, some 300 bytes each; beyond that a terminal's first 80 columns and 24 rows are used"),
		limit.Count("variables", func(l *Limits) *int { return &l.Variables }, 0, 1000, "environment variables that a client may send; only those about its terminal are kept"),
		limit.Count("argument_bytes", func(l *Limits) *int { return &l.Argument }, 1024, 1<<20, "bytes of a command line; longer input comes by standard input"),
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
