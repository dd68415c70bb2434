package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// Verified is what a key turned out to be. Reason says why one isn't valid.
type Verified struct {
	Valid   bool
	Known   bool // the key is one of this workspace's
	Key     Key
	Service Member
	Reason  string
}

// VerifyKey tells whether a key is good now, and whose it is. Asking needs
// access.ask; the answer for a typo says so.
func (s *Session) VerifyKey(ctx context.Context, text string) (Verified, error) {
	return look(ctx, s, func(v *view) (Verified, error) {
		if err := v.may(ask{right: rights.AccessAsk}); err != nil {
			return Verified{}, err
		}
		return v.verify(text)
	})
}

// VerifyKeyIn is VerifyKey of the one key that stands in a text, such as a line
// of a settings file.
func (s *Session) VerifyKeyIn(ctx context.Context, text string) (Verified, error) {
	return look(ctx, s, func(v *view) (Verified, error) {
		if err := v.may(ask{right: rights.AccessAsk}); err != nil {
			return Verified{}, err
		}
		key, err := FindSecret(APIKey, text)
		if err != nil {
			return Verified{Reason: err.Error()}, nil
		}
		return v.verify(key.Reveal())
	})
}

func (t *txn) verify(text string) (Verified, error) {
	id, err := ParseSecret(APIKey, text)
	if err != nil {
		return Verified{Reason: err.Error()}, nil
	}
	k, err := t.Keys().Get(ID(id))
	if isNotFound(err) || err == nil && !t.s.ws.db.world.Pepper.Matches(k.MAC, text) {
		return Verified{Reason: "no key of this workspace"}, nil
	}
	if err != nil {
		return Verified{}, err
	}
	service, err := t.Members().Get(k.ServiceUser)
	if err != nil {
		return Verified{}, err
	}
	out := Verified{Known: true, Key: k.bare(), Service: t.veiled(service)}
	subject, err := t.subject(service)
	if err != nil {
		return out, err
	}
	q := rights.Question{Right: rights.APIUse, Subject: subject, Channel: rights.API}
	switch d := t.model.Decide(&q); {
	case k.StatusAt(t.now) != KeyActive:
		out.Reason = "the key is " + k.StatusAt(t.now)
	case !d.Allowed:
		out.Reason = stops(t.model.Explain(&q, d, t.names(service, target{})))
	default:
		out.Valid = true
	}
	return out, nil
}

// stops is the sentence of the first gate that says no.
func stops(gates []rights.Sentence) string {
	for _, g := range gates {
		if !g.OK {
			return g.Message
		}
	}
	return ""
}
