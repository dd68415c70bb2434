package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// Me is who acts, and what they may do.
type Me struct {
	Workspace struct{ Slug, Name string }
	Member    Listed
	Key       *ListedKey // the API key by which they came; nil: by none
	Rights    []rights.Granted
}

// Me is free for everyone who may come in.
func (s *Session) Me(ctx context.Context) (Me, error) {
	return look(ctx, s, func(v *view) (Me, error) {
		var me Me
		if err := v.present(); err != nil {
			return me, err
		}
		me.Workspace.Slug, me.Workspace.Name = v.info.Slug, v.info.Name
		me.Rights = v.model.Effective(&v.asks)
		var err error
		if me.Member, err = v.listed(v.actor); err != nil || !s.who.APIKey {
			return me, err
		}
		k, err := v.Keys().Get(s.who.Key)
		if err != nil {
			return me, err
		}
		l, err := v.listKey(k)
		me.Key = &l
		return me, err
	})
}
