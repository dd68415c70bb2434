package httpapi

import (
	"net/http"
	"strings"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// admit lets a call in to its operation: the key, and then how often it asks.
func (a *API) admit(c *call) error {
	if c.route.open {
		return nil
	}
	key, sent := bearer(c.r.Header)
	if !sent {
		return &refusal{err: domain.Errorf(domain.Denied, "no_key", "this needs an API key, sent as Authorization: Bearer KEY"), status: http.StatusUnauthorized, challenge: askKey}
	}
	s, err := a.authenticate(c, key)
	if err != nil {
		if domain.KindOf(err) != domain.Denied {
			return err
		}
		a.counts.refusedKeys.Inc()
		return a.stray(c, err)
	}
	c.session = s
	if c.route.proxy {
		return nil
	}
	return a.meter(c)
}

// bearer is the key of a request (RFC 6750, 2.1). One that is sent in another
// way, such as in the query where logs would keep it, isn't looked at.
func bearer(h http.Header) (key string, sent bool) {
	all := h["Authorization"]
	if len(all) == 0 {
		return "", false
	}
	scheme, key, _ := strings.Cut(all[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	if len(all) > 1 {
		key = "" // which of them, nobody knows
	}
	return strings.TrimSpace(key), true
}

// stray counts an unusable key against its address. Usable ones are never
// counted, so that nobody can keep them out from there.
func (a *API) stray(c *call, err error) error {
	l := a.settings.Load().Limits
	per := rate{each: time.Minute / time.Duration(l.FailuresPerMinute), burst: l.FailuresPerMinute}
	_, wait := a.strays.take(network(c.from).String(), per, l.Remembered, time.Now())
	if wait == 0 || c.route.proxy {
		return err
	}
	a.counts.limitedAddresses.Inc()
	return tooMany(wait, "too many unusable API keys came from this address")
}

// meter counts a request against its key, and tells the client where it stands
// (draft-ietf-httpapi-ratelimit-headers). A key that asks for other programs
// (access.ask) has no limit of its own.
func (a *API) meter(c *call) error {
	l := a.settings.Load().Limits
	key := string(c.session.Principal().Key)
	now := time.Now()
	per := rate{each: time.Minute / time.Duration(l.RequestsPerMinute), burst: l.Burst}
	free, known := a.keys.exempt(key, now)
	if !known {
		me, err := c.session.Me(c.r.Context())
		if err != nil {
			return err
		}
		free = holds(me.Rights, rights.AccessAsk)
		a.keys.setExempt(key, free, l.Remembered, now)
	}
	if free {
		return nil
	}
	left, wait := a.keys.take(key, per, l.Remembered, now)
	c.Header().Set("RateLimit-Policy", policy(l))
	c.Header().Set("RateLimit", remaining(left, per, wait))
	if wait > 0 {
		a.counts.limitedKeys.Inc()
		return tooMany(wait, "this API key asks more often than it may")
	}
	return nil
}

func holds(all []rights.Granted, r rights.Right) bool {
	for _, g := range all {
		if g.Right == r {
			return true
		}
	}
	return false
}

func tooMany(wait time.Duration, why string) error {
	return &refusal{err: domain.Errorf(domain.Limit, "too_many_requests", "%s; try again when Retry-After is over", why), status: http.StatusTooManyRequests, later: wait}
}
