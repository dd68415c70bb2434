package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// KeyRef names a key.
type KeyRef struct {
	Key domain.Ref `path:"key" doc:"an id"`
}

type listKeys struct {
	Paging
	ServiceUser domain.Ref `query:"service_user" doc:"only those of this service user: its name or its id"`
}

type createKeyOf struct {
	Body struct {
		ServiceUser domain.Ref `json:"service_user" doc:"its name or its id" example:"nightly"`
		Name        string     `json:"name" doc:"what the key is for" example:"backups"`
		Expires     string     `json:"expires,omitempty" doc:"a TIME such as 30d, or never; left out: 90d" example:"30d"`
	}
}

type rotateKey struct {
	KeyRef
	IfMatch
	Body *Overlap
}

// Overlap is how a key is rotated.
type Overlap struct {
	Overlap string `json:"overlap,omitempty" doc:"how long both keys work, such as 2h or 0s; left out: 24h" example:"2h"`
}

type revokeKey struct {
	KeyRef
	IfMatch
}

func ofFresh(k domain.FreshKey) object.Key {
	out := object.OfKey(k.ListedKey)
	out.Secret = k.Secret.Reveal()
	return out
}

func (a *API) apiKeys() {
	list(a, operation{route: "GET /v1/keys", id: "list-keys", summary: "List keys, the newest first"},
		func(ctx context.Context, s *domain.Session, in *listKeys) ([]domain.ListedKey, error) {
			return s.Keys(ctx, in.ServiceUser)
		}, object.OfKey)
	read(a, operation{route: "GET /v1/keys/{key}", id: "show-key", summary: "Show a key, without its secret"},
		func(ctx context.Context, s *domain.Session, in *KeyRef) (domain.ListedKey, error) {
			return s.Key(ctx, in.Key)
		}, object.OfKey)
	change(a, operation{route: "POST /v1/keys", id: "create-key", summary: "Make a key; the answer has its secret, this once", status: http.StatusCreated}, makeKey, ofFresh)
	change(a, operation{route: "POST /v1/keys/{key}/rotate", id: "rotate-key", summary: "Make a successor; the old key goes on for the overlap", status: http.StatusCreated,
		doc: "The answer is the new key with its secret, this once. If-Match is about the old one."}, rotate, ofFresh)
	change(a, operation{route: "DELETE /v1/keys/{key}", id: "revoke-key", summary: "Stop a key at its next use"},
		func(ctx context.Context, s *domain.Session, in *revokeKey) (domain.ListedKey, error) {
			return shown(ctx, s.ShownKey)(s.RevokeKey(ctx, domain.RevokeKey{Key: in.Key, Version: in.Version}))
		}, object.OfKey)
}

func makeKey(ctx context.Context, s *domain.Session, in *createKeyOf) (domain.FreshKey, error) {
	b := in.Body
	create := domain.CreateKey{ServiceUser: b.ServiceUser, Name: b.Name, Never: b.Expires == "never"}
	if b.Expires != "" {
		var err error
		if create.Expires, err = endOrNever(b.Expires, s.Now()); err != nil {
			return domain.FreshKey{}, err
		}
	}
	return s.CreateKey(ctx, create)
}

func rotate(ctx context.Context, s *domain.Session, in *rotateKey) (domain.FreshKey, error) {
	r := domain.RotateKey{Key: in.Key, Version: in.Version}
	if in.Body != nil && in.Body.Overlap != "" {
		span, err := domain.ParseSpan(in.Body.Overlap)
		if err != nil {
			return domain.FreshKey{}, err
		}
		r.Overlap = &span
	}
	return s.RotateKey(ctx, r)
}
