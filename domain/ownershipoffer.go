package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// OwnershipOffer is an open offer of the ownership; without one, it is empty.
type OwnershipOffer struct {
	To    string // handle
	Name  string
	ToYou bool // to the one who asks, who can accept or decline it
	Until time.Time
}

// OwnershipOffer needs workspace.view; whoever may not see the one who was
// offered it sees no offer.
func (s *Session) OwnershipOffer(ctx context.Context) (OwnershipOffer, error) {
	return look(ctx, s, func(v *view) (OwnershipOffer, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return OwnershipOffer{}, err
		}
		return v.offer()
	})
}

// offer is the open offer as the actor may see it.
func (v *view) offer() (OwnershipOffer, error) {
	if !v.info.OfferAt(v.now) {
		return OwnershipOffer{}, nil
	}
	m, err := v.Members().Get(v.info.OfferedTo)
	if err != nil {
		return OwnershipOffer{}, err
	}
	on, err := v.onMember(m)
	if err != nil || !v.sees(on) {
		return OwnershipOffer{}, err
	}
	return OwnershipOffer{m.Handle(), m.Label(), m.ID == v.actor.ID, v.info.OfferedAt.Add(OfferLasts)}, nil
}
