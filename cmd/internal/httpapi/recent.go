package httpapi

import (
	"context"
	"crypto/sha256"
	"net/http"
	"sync"
	"time"

	"gatehouse/domain"
)

// Programs that let others in ask the same questions again and again. An answer
// follows from what is stored and from the second in which it is asked for, so
// within that second, and as long as nothing was committed in the workspace, the
// same question is given the same answer without asking again. A commit signals
// before it is acknowledged: no answer is older than the newest change.

// Bounds of what is remembered: answers are some hundred bytes.
const (
	maxAskers  = 256 // keys
	maxAnswers = 128 // of one key
	maxKept    = 2 << 10
)

// askers are the keys that asked last, by a hash of the whole key.
type askers struct {
	mu sync.Mutex
	of map[[32]byte]*asker
}

// asker is one of them.
type asker struct {
	forget context.CancelFunc // ends the watch
	clock  *domain.Session    // tells the time

	mu      sync.Mutex
	session *domain.Session // as of second
	second  time.Time
	changed <-chan struct{} // in the workspace
	round   uint64          // counts how often all was forgotten
	answers map[[32]byte]recent
}

// recent is an answer that was given.
type recent struct {
	body   []byte
	header [len(kept)][]string
}

// kept are the headers that belong to an answer of these operations.
var kept = [...]string{"Content-Type", "Remote-User", "Remote-Role"}

// current is the session of a key, if it was made in this second and nothing has
// changed since.
func (k *asker) current() (*domain.Session, uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	over := k.session != nil && !k.clock.Now().Equal(k.second)
	select {
	case <-k.changed:
		over = true
	default:
	}
	if over {
		k.session, k.answers = nil, nil
		k.round++
	}
	return k.session, k.round
}

// find finds a key that has asked before.
func (a *askers) find(hash [32]byte) *asker {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.of[hash]
}

// add begins to watch for a key.
func (a *askers) add(hash [32]byte, s *domain.Session) {
	ctx, forget := context.WithCancel(context.Background())
	k := &asker{changed: s.Watch(ctx), forget: forget, clock: s}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.of[hash] != nil { // two came at once
		forget()
		return
	}
	if a.of == nil {
		a.of = map[[32]byte]*asker{}
	}
	if len(a.of) >= maxAskers {
		for other, some := range a.of { // any of them: it is found again when it asks
			some.forget()
			delete(a.of, other)
			break
		}
	}
	a.of[hash] = k
}

// close ends all watches.
func (a *askers) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, k := range a.of {
		k.forget()
	}
	clear(a.of)
}

// authenticate is [domain.Database.Authenticate] for a key that may have asked in
// this second.
func (a *API) authenticate(c *call, key string) (*domain.Session, error) {
	if !c.route.recent {
		return a.config.Database.Authenticate(c.r.Context(), key, c.from.String())
	}
	hash := sha256.Sum256([]byte(key))
	if c.asker = a.askers.find(hash); c.asker != nil {
		s, round := c.asker.current()
		if c.round = round; s != nil {
			return s, nil
		}
	}
	if c.asker == nil { // the first time; answers are remembered from the next time on
		s, err := a.config.Database.Authenticate(c.r.Context(), key, c.from.String())
		if err == nil {
			a.askers.add(hash, s)
		}
		return s, err
	}
	second := c.asker.clock.Now()
	s, err := a.config.Database.Authenticate(c.r.Context(), key, c.from.String())
	if err == nil {
		c.asker.admit(s, second, c.round)
	}
	return s, err
}

// admit keeps a session that was made in a second, unless something has changed
// since, or the second was over before it was made.
func (k *asker) admit(s *domain.Session, second time.Time, round uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.round == round && k.session == nil && s.Now().Equal(second) {
		k.session, k.second = s, second
	}
}

// again answers as before, or has the operation answer and remembers what it
// said.
func (c *call) again(do func(*call) error) error {
	k := c.asker
	if k == nil {
		return do(c)
	}
	_, round := k.current() // once more: the body may have been long in coming
	question := c.question()
	if r, ok := k.given(question, round); ok {
		for i, name := range kept {
			if r.header[i] != nil {
				c.Header()[name] = r.header[i]
			}
		}
		c.out.Write(r.body)
		return nil
	}
	if err := do(c); err != nil || c.status > http.StatusOK || c.out.Len() > maxKept {
		return err
	}
	k.keep(c, question)
	return nil
}

func (k *asker) given(question [32]byte, round uint64) (recent, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok := k.answers[question]
	return r, ok && k.round == round
}

// question is a hash of all that an answer depends on, but for who asks.
func (c *call) question() [32]byte {
	sum := sha256.New()
	for _, part := range []string{c.r.Method, c.r.URL.RequestURI(), c.r.Header.Get("Content-Type")} {
		sum.Write([]byte(part + "\n")) // none of them has a line break
	}
	sum.Write(c.body)
	var out [32]byte
	sum.Sum(out[:0])
	return out
}

// keep remembers an answer, unless something has changed since it was admitted or
// the second was over before it was given.
func (k *asker) keep(c *call, question [32]byte) {
	r := recent{body: append([]byte(nil), c.out.Bytes()...)}
	for i, name := range kept {
		r.header[i] = c.Header()[name]
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.round != c.round || k.session == nil || !k.clock.Now().Equal(k.second) {
		return
	}
	if k.answers == nil || len(k.answers) >= maxAnswers {
		k.answers = map[[32]byte]recent{}
	}
	k.answers[question] = r
}
