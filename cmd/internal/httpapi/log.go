package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"gatehouse/domain"
)

// name is the operation of a call; the path of a request for none is left out,
// because it could hold anything.
func (c *call) name() string {
	if c.route == nil {
		return "none"
	}
	return c.route.name
}

// note counts and logs a request: changes and refusals at the level info,
// questions at debug.
func (a *API) note(c *call, took time.Duration) {
	counts := a.counts.unknown
	if c.route != nil {
		counts = c.route.counts
	}
	counts.note(c.status, took)
	level := slog.LevelDebug
	switch {
	case c.status == http.StatusInternalServerError:
		level = slog.LevelError
	case c.route != nil && c.route.changes, c.status == http.StatusUnauthorized, c.status == http.StatusForbidden, c.status == http.StatusTooManyRequests, c.status == http.StatusServiceUnavailable:
		level = slog.LevelInfo
	}
	if !a.config.Log.Enabled(context.Background(), level) {
		return
	}
	who := "nobody"
	if c.session != nil {
		who = string(c.session.Principal().Key)
	}
	a.config.Log.Log(context.Background(), level, "http", "who", who, "method", domain.CleanMax(c.r.Method, 20), "route", c.name(),
		"status", c.status, "took", took.Round(time.Microsecond), "from", c.from.String())
}
