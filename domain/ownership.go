package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// RenameWorkspace changes the name, the slug, or both. Nil leaves one as it is.
type RenameWorkspace struct {
	Version    uint64
	Name, Slug *string
}

// Transfer offers the ownership to a member.
type Transfer struct{ To Ref }

func (t *txn) mention() Mention { return Mention{"workspace", t.info.ID, t.info.Slug} }

// RenameWorkspace asks for workspace.settings.
func (s *Session) RenameWorkspace(ctx context.Context, c RenameWorkspace) (WorkspaceInfo, error) {
	return commit(ctx, s, c.action(), func(t *txn) (WorkspaceInfo, error) {
		info := t.info
		if err := t.may(ask{right: rights.WorkspaceSettings, target: target{mention: t.mention()}}); err != nil {
			return info, err
		}
		if err := current(info.Version, c.Version, t.mention()); err != nil {
			return info, err
		}
		var err error
		if c.Name != nil {
			if info.Name, err = ParseName(*c.Name); err != nil {
				return info, err
			}
		}
		if c.Slug != nil {
			if info.Slug, err = ParseSlug(*c.Slug); err != nil {
				return info, err
			}
			taken, err := t.Find(UniqueSlug, info.Slug)
			if err != nil {
				return info, err
			}
			if taken != "" && taken != info.ID {
				return info, Errorf(Conflict, "slug_taken", "there is already a workspace with the slug %s", info.Slug)
			}
		}
		if info, err = t.Workspaces().Put(info); err != nil {
			return info, err
		}
		return info, t.record(c.action(), t.mention(), "%s (%s)", info.Name, info.Slug)
	})
}

// Transfer offers the ownership for 72 hours. A new offer replaces the one
// before.
func (s *Session) Transfer(ctx context.Context, c Transfer) (WorkspaceInfo, error) {
	return commit(ctx, s, c.action(), func(t *txn) (WorkspaceInfo, error) {
		a := ask{right: rights.WorkspaceTransfer, target: target{mention: t.mention()}}
		if err := t.may(a); err != nil {
			return t.info, err
		}
		m, err := findMember(t, c.To)
		if err != nil {
			return t.info, err
		}
		if err := t.mayOwn(m); err != nil {
			return t.info, err
		}
		info := t.info
		info.OfferedTo, info.OfferedBy, info.OfferedAt = m.ID, t.actor.ID, t.now
		if info, err = t.Workspaces().Put(info); err != nil {
			return info, err
		}
		if err := t.mailTransfer(m); err != nil {
			return info, err
		}
		return info, t.record(c.action(), mentionMember(m), "offered until %s", t.now.Add(OfferLasts).Format(time.RFC3339))
	})
}

// mayOwn refuses who can't become the owner: only an active person without an
// end date can.
func (t *txn) mayOwn(m Member) error {
	switch {
	case m.ID == t.info.Owner:
		return Errorf(Conflict, "already_owner", "%s is the owner already", Clean(m.Label()))
	case m.Kind == rights.ServiceUser:
		return Errorf(Invalid, "no_owner", "%s is a service user; only a person can own a workspace", Clean(m.Label()))
	case !m.ActiveAt(t.now):
		return Errorf(Conflict, "not_active", "%s is %s; only an active person can own a workspace", Clean(m.Label()), m.StatusAt(t.now))
	case !m.ExpiresAt.IsZero():
		return Errorf(Conflict, "ends", "%s's account has an end date; take it away first", Clean(m.Label()))
	}
	return nil
}

// voidOffer ends an offer of the ownership to someone who loses standing; it
// doesn't come back with them. A lower role is no such loss: the offer was made
// to the person, any active one may have it, and the owner can end it.
func (t *txn) voidOffer(m Member) error {
	if t.info.OfferedTo != m.ID {
		return nil
	}
	t.info.OfferedTo, t.info.OfferedBy, t.info.OfferedAt = "", "", time.Time{}
	var err error
	t.info, err = t.Workspaces().Put(t.info)
	return err
}

// AcceptTransfer swaps owner and the one who was offered, in one commit. The
// old owner becomes Admin.
func (s *Session) AcceptTransfer(ctx context.Context) (WorkspaceInfo, error) {
	return commit(ctx, s, actionAcceptTransfer, func(t *txn) (WorkspaceInfo, error) {
		if err := t.present(); err != nil {
			return t.info, err
		}
		if t.info.OfferedTo != t.actor.ID {
			if t.info.OfferedTo == "" && t.asks.Owner {
				return t.info, Errorf(NotFound, "no_offer", "no offer of the ownership is open")
			}
			return t.info, denied(ask{right: rights.WorkspaceTransfer, target: target{mention: t.mention()}}, "the ownership wasn't offered to you")
		}
		if !t.info.OfferAt(t.now) {
			return t.info, Errorf(Expired, "offer_over", "the offer of the ownership is over; ask for a new one")
		}
		if err := t.mayOwn(t.actor); err != nil {
			return t.info, err
		}
		old, err := t.Members().Get(t.info.Owner)
		if err != nil {
			return t.info, err
		}
		return t.handOver(old, t.actor, actionAcceptTransfer)
	})
}

// handOver moves the owner pointer and what goes with it.
func (t *txn) handOver(old, next Member, action string) (WorkspaceInfo, error) {
	old.Role, old.TempRole, old.RoleUntil = "admin", "", time.Time{}
	next.Role, next.TempRole, next.RoleUntil = "admin", "", time.Time{}
	next.Options = rights.AllOptions
	next.Ways = rights.WebAndMobile
	info := t.info
	info.Owner, info.OfferedTo, info.OfferedBy, info.OfferedAt = next.ID, "", "", time.Time{}
	var err error
	if _, err = t.Members().Put(old); err != nil {
		return info, err
	}
	if next, err = t.Members().Put(next); err != nil {
		return info, err
	}
	if info, err = t.Workspaces().Put(info); err != nil {
		return info, err
	}
	return info, t.record(action, mentionMember(next), "the owner was %s", old.Handle())
}

// CancelTransfer ends an offer, from either side: who was offered the ownership
// declines it.
func (s *Session) CancelTransfer(ctx context.Context) (WorkspaceInfo, error) {
	return commit(ctx, s, actionCancelTransfer, func(t *txn) (WorkspaceInfo, error) {
		if err := t.present(); err != nil {
			return t.info, err
		}
		if !t.asks.Owner && t.info.OfferedTo != t.actor.ID {
			return t.info, denied(ask{right: rights.WorkspaceTransfer, target: target{mention: t.mention()}}, "only the owner or who was offered the ownership can end the offer")
		}
		if t.info.OfferedTo == "" {
			return t.info, Errorf(NotFound, "no_offer", "no offer of the ownership is open")
		}
		info := t.info
		info.OfferedTo, info.OfferedBy, info.OfferedAt = "", "", time.Time{}
		info, err := t.Workspaces().Put(info)
		if err != nil {
			return info, err
		}
		how := "cancelled"
		if !t.asks.Owner {
			how = "declined"
		}
		return info, t.record(actionCancelTransfer, t.mention(), "%s", how)
	})
}

// RecoverOwner makes a member the owner: for whoever has the file, when the
// owner is out of reach. The old owner becomes Admin.
func (w *Workspace) RecoverOwner(ctx context.Context, to Ref, key string) (WorkspaceInfo, error) {
	var login Login
	if key != "" {
		var err error
		if login, err = ParseLogin(key); err != nil {
			return WorkspaceInfo{}, err
		}
	}
	var info WorkspaceInfo
	err := w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		found, err := tx.Workspaces().Get(w.ID)
		if err != nil {
			return err
		}
		t, err := w.As(Principal{Member: found.Owner, Channel: rights.Console, Via: ViaLocal}).begin(tx)
		if err != nil {
			return err
		}
		m, err := findMember(t, to)
		if err != nil {
			return err
		}
		if m.ID == found.Owner {
			info = found
			if _, err := t.enrol(login, m); err != nil {
				return err
			}
			return t.record(actionRecoverOwner, mentionMember(m), "a new login")
		}
		if err := t.mayOwn(m); err != nil {
			return err
		}
		if _, err := t.enrol(login, m); err != nil {
			return err
		}
		info, err = t.handOver(t.actor, m, actionRecoverOwner)
		return err
	})
	return info, err
}
