package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Offer is an open offer of the ownership; without one, it is empty.
type Offer struct {
	To    string // handle
	Until time.Time
}

// Offer needs workspace.view.
func (s *Session) Offer(ctx context.Context) (Offer, error) {
	return look(ctx, s, func(v *view) (Offer, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil || !v.info.OfferAt(v.now) {
			return Offer{}, err
		}
		m, err := v.Members().Get(v.info.OfferedTo)
		return Offer{m.Handle(), v.info.OfferedAt.Add(OfferLasts)}, err
	})
}
