package limit

import (
	"time"

	"golang.org/x/time/rate"
)

// Rate is how often something may happen: one each so long, and so many at once;
// counted for so many names at most.
type Rate struct {
	Each  time.Duration
	Burst int
	Names int
}

// Buckets count by name how often something happens, in token buckets. A name that
// is forgotten starts afresh.
type Buckets struct{ recent Recent[*rate.Limiter] }

// Take takes one token and tells how many are left, or how long to wait for one.
func (b *Buckets) Take(name string, r Rate, now time.Time) (left int, wait time.Duration) {
	l := b.of(name, r, now)
	if l.AllowN(now, 1) {
		return int(l.TokensAt(now)), 0
	}
	return 0, max(time.Millisecond, r.missing(l, now))
}

// Len is how many names are remembered.
func (b *Buckets) Len() int { return b.recent.Len() }

func (b *Buckets) of(name string, r Rate, now time.Time) *rate.Limiter {
	limit := rate.Every(r.Each)
	l := b.recent.Of(name, r.Names, func() *rate.Limiter { return rate.NewLimiter(limit, r.Burst) })
	if l.Limit() != limit || l.Burst() != r.Burst { // the settings were changed
		l.SetLimitAt(now, limit)
		l.SetBurstAt(now, r.Burst)
	}
	return l
}

// missing is how long it takes until there is a whole token.
func (r Rate) missing(l *rate.Limiter, now time.Time) time.Duration {
	return max(0, time.Duration((1-l.TokensAt(now))*float64(r.Each)))
}
