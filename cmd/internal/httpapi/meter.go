package httpapi

import (
	"fmt"
	"net/http"
	"time"

	"gatehouse/cmd/internal/limit"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// meter counts a request against its key, and tells the client where it stands
// (draft-ietf-httpapi-ratelimit-headers). A key that asks for other programs
// (access.ask) has no limit of its own.
func (a *API) meter(c *call) error {
	l := a.settings.Load().Limits
	key := string(c.session.Principal().Key)
	now := time.Now()
	if free, err := a.exempt(c, key, now); free || err != nil {
		return err
	}
	per := limit.Rate{Each: time.Minute / time.Duration(l.RequestsPerMinute), Burst: l.Burst, Names: l.Remembered}
	left, wait := a.keys.Take(key, per, now)
	c.tell("key", per, left, wait)
	if wait > 0 {
		a.counts.limitedKeys.Inc()
		return tooMany(wait, "this API key asks more often than it may")
	}
	return nil
}

// exemption is whether a key has no limit, and when that was found.
type exemption struct {
	free bool
	at   time.Time
}

// exemptFor is how long it is remembered.
const exemptFor = time.Minute

// exempt tells whether a key has no limit of its own.
func (a *API) exempt(c *call, key string, now time.Time) (bool, error) {
	if e, known := a.exempts.Get(key); known && now.Sub(e.at) <= exemptFor {
		return e.free, nil
	}
	me, err := c.session.Me(c.r.Context())
	if err != nil {
		return false, err
	}
	free := holds(me.Rights, rights.AccessAsk)
	a.exempts.Put(key, exemption{free, now}, a.settings.Load().Limits.Remembered)
	return free, nil
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

// tell says what the bucket is, a quota and the seconds in which it fills, how many
// requests are left, and in how many seconds there are more.
func (c *call) tell(what string, per limit.Rate, left int, wait time.Duration) {
	c.Header().Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%d", what, per.Burst, whole(time.Duration(per.Burst)*per.Each)))
	c.Header().Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", what, left, whole(max(wait, per.Each))))
}

// whole are seconds, the last one begun counted in.
func whole(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
