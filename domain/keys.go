package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// KeyLasts is how long a key lives unless said otherwise, and KeyOverlap how
// long the old one goes on beside its successor.
const (
	KeyLasts   = 90 * 24 * time.Hour
	KeyOverlap = 24 * time.Hour
)

// CreateKey makes an API key of a service user.
type CreateKey struct {
	ServiceUser Ref
	Name        string
	Expires     time.Time // zero: in 90 days
	Never       bool
}

// RotateKey makes a successor; the old key goes on for the overlap.
type RotateKey struct {
	Key     Ref
	Version uint64
	Overlap *time.Duration // nil: 24 hours
}

// RevokeKey stops a key at once.
type RevokeKey struct {
	Key     Ref
	Version uint64
}

// FreshKey is a key just made, with its secret: the only time it is known.
type FreshKey struct {
	ListedKey
	Secret Secret
}

// fresh completes a key in the commit that makes it: whoever rotates their own
// without overlap can't ask for anything afterwards.
func (t *txn) fresh(k Key, secret Secret) (FreshKey, error) {
	l, err := t.listKey(k)
	return FreshKey{l, secret}, err
}

// CreateKey asks for api_keys.manage on the service user, whose role the key
// gives.
func (s *Session) CreateKey(ctx context.Context, c CreateKey) (FreshKey, error) {
	secret, err := NewSecret(APIKey, s.ws.db.world.Random)
	if err != nil {
		return FreshKey{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (FreshKey, error) { return t.createKey(c, secret) })
}

func (t *txn) createKey(c CreateKey, secret Secret) (FreshKey, error) {
	service, _, err := t.serviceUser(rights.APIKeysManage, c.ServiceUser)
	if err != nil {
		return FreshKey{}, err
	}
	if !service.RemovedAt.IsZero() {
		return FreshKey{}, isRemoved(service)
	}
	name, err := ParseName(c.Name)
	if err != nil {
		return FreshKey{}, err
	}
	k := t.newKey(service, name, secret)
	switch {
	case c.Never:
		k.ExpiresAt = time.Time{}
	case !c.Expires.IsZero():
		if k.ExpiresAt, err = inFuture(c.Expires, t.now); err != nil {
			return FreshKey{}, err
		}
	}
	if k, err = t.addKey(k); err != nil {
		return FreshKey{}, err
	}
	if err := t.record(c.action(), mentionKey(k, service), "%s", expiryWords(k)); err != nil {
		return FreshKey{}, err
	}
	return t.fresh(k, secret)
}

func (t *txn) newKey(service Member, name string, secret Secret) Key {
	return Key{
		ID: secret.ID(), ServiceUser: service.ID, Name: name, MAC: t.s.ws.db.world.Pepper.MAC(secret.Reveal()),
		CreatedAt: t.now, CreatedBy: t.actor.ID, ExpiresAt: t.now.Add(KeyLasts),
	}
}

// addKey writes a new key, and where it is.
func (t *txn) addKey(k Key) (Key, error) {
	if _, err := t.KeyHomes().Put(KeyHome{ID: k.ID, Workspace: t.info.ID}); err != nil {
		return k, err
	}
	return t.Keys().Put(k)
}

func mentionKey(k Key, service Member) Mention {
	return Mention{"key", k.ID, service.Name + ":" + k.Name}
}

func expiryWords(k Key) string {
	if k.ExpiresAt.IsZero() {
		return "never expires"
	}
	return "expires " + k.ExpiresAt.Format(time.RFC3339)
}

// serviceUser finds the service user that an act on keys is about. What a key
// gives is the service user's role.
func (t *txn) serviceUser(r rights.Right, ref Ref, more ...func(*ask)) (Member, target, error) {
	m, err := findMember(t, ref)
	if err == nil && m.Kind != rights.ServiceUser {
		a := ask{right: r}
		for _, set := range more {
			set(&a)
		}
		return m, target{}, about(t.orRefuse(a, "member", ref, t.noServiceUser(m, ref)), mentionMember(m))
	}
	if err != nil {
		return t.member(r, ref, more...)
	}
	gives, err := t.becoming(m)
	if err != nil {
		return m, target{}, err
	}
	return t.member(r, ref, append([]func(*ask){gives}, more...)...)
}

// noServiceUser is the answer to naming a person where a service user is meant.
func (t *txn) noServiceUser(m Member, ref Ref) error {
	if on, err := t.onMember(m); err != nil || !t.sees(on) {
		return noMember(string(ref))
	}
	return Errorf(NotFound, "no_service_user", "%s is a person; keys belong to service users", Clean(m.Label()))
}

// stopping: to show or stop a key hands out nothing.
func stopping(a *ask) { a.takesAway, a.giving, a.below, a.holds = true, nil, nil, 0 }

// ownKey finds a key with its service user and authorises the act on it.
func (t *txn) ownKey(ref Ref, more ...func(*ask)) (Key, Member, error) {
	k, err := t.Keys().Get(ID(ref))
	if isNotFound(err) {
		none := Errorf(NotFound, "no_key", "there is no key %s", said(string(ref)))
		return k, Member{}, t.orRefuse(ask{right: rights.APIKeysManage, takesAway: true}, "key", ref, none)
	}
	if err != nil {
		return k, Member{}, err
	}
	service, _, err := t.serviceUser(rights.APIKeysManage, Ref(k.ServiceUser), more...)
	return k, service, err
}

// RotateKey makes a successor with the same name and as long a life.
func (s *Session) RotateKey(ctx context.Context, c RotateKey) (FreshKey, error) {
	secret, err := NewSecret(APIKey, s.ws.db.world.Random)
	if err != nil {
		return FreshKey{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (FreshKey, error) { return t.rotateKey(c, secret) })
}

func (t *txn) rotateKey(c RotateKey, secret Secret) (FreshKey, error) {
	old, service, err := t.ownKey(c.Key, func(a *ask) { a.rotates = true })
	if err != nil {
		return FreshKey{}, err
	}
	if err := current(old.Version, c.Version, mentionKey(old, service)); err != nil {
		return FreshKey{}, err
	}
	switch old.StatusAt(t.now) {
	case KeyActive:
		if !service.RemovedAt.IsZero() {
			return FreshKey{}, isRemoved(service)
		}
	case KeyRevoked:
		return FreshKey{}, Errorf(Expired, "revoked", "the key %s was revoked; make a new one", Clean(old.Name))
	case KeyExpired:
		return FreshKey{}, Errorf(Expired, "expired", "the key %s has expired; make a new one", Clean(old.Name))
	}
	overlap := KeyOverlap
	if c.Overlap != nil {
		overlap = *c.Overlap
	}
	if overlap < 0 {
		return FreshKey{}, Errorf(Invalid, "bad_time", "an overlap can't be negative")
	}
	k := t.newKey(service, old.Name, secret)
	k.Replaces = old.ID
	if k.ExpiresAt, err = t.asLong(old); err != nil {
		return FreshKey{}, err
	}
	if end := t.now.Add(overlap); old.ExpiresAt.IsZero() || end.Before(old.ExpiresAt) {
		old.ExpiresAt = end
	}
	old.ReplacedBy = k.ID
	old.Warned = keyWarnings[len(keyWarnings)-1] // its end is meant
	if _, err := t.Keys().Put(old); err != nil {
		return FreshKey{}, err
	}
	if k, err = t.addKey(k); err != nil {
		return FreshKey{}, err
	}
	if err := t.record(c.action(), mentionKey(k, service), "replaces %s, which ends %s", old.ID, old.ExpiresAt.Format(time.RFC3339)); err != nil {
		return FreshKey{}, err
	}
	return t.fresh(k, secret)
}

// asLong is the end of a key that is made now for as long as another one was: what
// was meant for a minute rotates itself to a minute. The life of one that was
// rotated before, and ends with the overlap, is that of its successor.
func (t *txn) asLong(k Key) (end time.Time, err error) {
	for k.ReplacedBy != "" && err == nil {
		k, err = t.Keys().Get(k.ReplacedBy)
	}
	if err != nil || k.ExpiresAt.IsZero() {
		return time.Time{}, err
	}
	return t.now.Add(k.ExpiresAt.Sub(k.CreatedAt)), nil
}

// RevokeKey stops a key at its next use (mTime, Revoking an API key).
func (s *Session) RevokeKey(ctx context.Context, c RevokeKey) (Key, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Key, error) { return t.revokeKey(c) })
}

func (t *txn) revokeKey(c RevokeKey) (Key, error) {
	k, service, err := t.ownKey(c.Key, stopping)
	if err != nil || !k.RevokedAt.IsZero() {
		return k.bare(), err
	}
	if err := current(k.Version, c.Version, mentionKey(k, service)); err != nil {
		return Key{}, err
	}
	k.RevokedAt = t.now
	if k, err = t.Keys().Put(k); err != nil {
		return Key{}, err
	}
	return k.bare(), t.record(c.action(), mentionKey(k, service), "")
}
