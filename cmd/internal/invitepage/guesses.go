package invitepage

import (
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Wrong tokens of one address, and of how many addresses they are remembered.
const (
	guessesAtOnce = 20
	guessEach     = time.Minute / guessesAtOnce
	remembered    = 10_000
)

// guesses counts the wrong tokens of each address. It remembers the addresses in
// two generations: the older one is forgotten when the younger is full.
type guesses struct {
	mu         sync.Mutex
	young, old map[string]*rate.Limiter
}

// wait is how long an address has to wait until it may send another token.
func (g *guesses) wait(from string, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.of(network(from))
	if l == nil {
		return 0
	}
	missing := 1 - l.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return max(time.Second, time.Duration(missing*float64(guessEach)))
}

// wrong counts a wrong token. Those that came at once, before any was found
// wrong, are owed.
func (g *guesses) wrong(from string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	name := network(from)
	l := g.of(name)
	if l == nil {
		l = rate.NewLimiter(rate.Every(guessEach), guessesAtOnce)
	}
	if _, young := g.young[name]; !young {
		if g.young == nil || len(g.young) >= remembered/2 {
			g.young, g.old = map[string]*rate.Limiter{}, g.young
		}
		g.young[name] = l
	}
	l.ReserveN(now, 1)
}

func (g *guesses) of(name string) *rate.Limiter {
	if l := g.young[name]; l != nil {
		return l
	}
	return g.old[name]
}

// network is what counts as one client: an address, or an IPv6 network of 64 bits.
func network(from string) string {
	at, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	at = at.Unmap().WithZone("")
	if at.Is6() {
		if p, err := at.Prefix(64); err == nil {
			return p.String()
		}
	}
	return at.String()
}

// later tells when to come again, in whole seconds (RFC 9110, 10.2.3).
func (v *visit) later(wait time.Duration) {
	v.w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
}
