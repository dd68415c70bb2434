package httpapi

import (
	"net/http"
	"strings"
	"time"

	"gatehouse/cmd/internal/limit"
	"gatehouse/domain"
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
	per := limit.Rate{Each: time.Minute / time.Duration(l.FailuresPerMinute), Burst: l.FailuresPerMinute, Names: l.Remembered}
	_, wait := a.strays.Take(limit.Network(c.from).String(), per, time.Now())
	if wait == 0 || c.route.proxy {
		return err
	}
	a.counts.limitedAddresses.Inc()
	c.tell("address", per, 0, wait)
	return tooMany(wait, "too many unusable API keys came from this address")
}
