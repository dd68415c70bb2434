package httpapi

import (
	"fmt"
	"sync"
	"time"

	xrate "golang.org/x/time/rate"
)

// rate is how often something may happen: one each so long, and so many at once.
type rate struct {
	each  time.Duration
	burst int
}

// exemptFor is how long it is remembered that a key has no limit, or that it has.
const exemptFor = time.Minute

// limiters are token buckets by name, of at most so many at once: two
// generations, of which the older is forgotten when the younger is full. Who is
// forgotten starts afresh.
type limiters struct {
	mu         sync.Mutex
	young, old map[string]*bucket
}

type bucket struct {
	limiter *xrate.Limiter // nil until something was taken
	free    bool
	asked   time.Time // when free was found
}

// of finds or makes a bucket; most is how many are kept.
func (l *limiters) of(name string, most int) *bucket {
	if b, ok := l.young[name]; ok {
		return b
	}
	b, ok := l.old[name]
	if !ok {
		b = &bucket{}
	}
	if l.young == nil || len(l.young) >= max(1, most/2) {
		l.young, l.old = map[string]*bucket{}, l.young
	}
	l.young[name] = b
	return b
}

// take takes one token and tells how many are left, or how long to wait for one.
func (l *limiters) take(name string, r rate, most int, now time.Time) (left int, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.of(name, most)
	limit := xrate.Every(r.each)
	if b.limiter == nil {
		b.limiter = xrate.NewLimiter(limit, r.burst)
	}
	if b.limiter.Limit() != limit || b.limiter.Burst() != r.burst { // the settings were changed
		b.limiter.SetLimitAt(now, limit)
		b.limiter.SetBurstAt(now, r.burst)
	}
	if b.limiter.AllowN(now, 1) {
		return int(b.limiter.TokensAt(now)), 0
	}
	missing := 1 - b.limiter.TokensAt(now)
	return 0, max(time.Millisecond, time.Duration(missing*float64(r.each)))
}

// exempt tells whether a name has no limit, as far as that is known.
func (l *limiters) exempt(name string, now time.Time) (free, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.young[name]
	if !ok {
		b, ok = l.old[name]
	}
	if !ok || now.Sub(b.asked) > exemptFor {
		return false, false
	}
	return b.free, true
}

func (l *limiters) setExempt(name string, free bool, most int, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.of(name, most)
	b.free, b.asked = free, now
}

func policy(l Limits) string { return fmt.Sprintf(`"key";q=%d;w=60`, l.RequestsPerMinute) }

// remaining says how many requests are left, and in how many seconds there are
// more.
func remaining(left int, r rate, wait time.Duration) string {
	return fmt.Sprintf(`"key";r=%d;t=%d`, left, int((max(wait, r.each)+time.Second-1)/time.Second))
}
