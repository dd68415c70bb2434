package storage

import "context"

// fingerprint is the key of the pepper's fingerprint: one for the database.
func fingerprint() []byte { return shared().key('p', 0) }

// Fingerprint is that of the pepper which the secrets were made under; empty
// before [Store.SetFingerprint].
func (s *Store) Fingerprint(ctx context.Context) (string, error) {
	var text string
	err := s.engine.View(ctx, func(r Reader) error {
		value, err := r.Get(fingerprint())
		text = string(value)
		return err
	})
	return text, err
}

// SetFingerprint keeps the fingerprint of a new database's pepper.
func (s *Store) SetFingerprint(ctx context.Context, text string) error {
	return s.engine.Commit(ctx, func(Getter) ([]Change, error) {
		return []Change{{Key: fingerprint(), Value: []byte(text)}}, nil
	})
}
