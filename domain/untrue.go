package domain

import "slices"

// untrue says why a message must not go out any more; empty: it may.
func (t *txn) untrue(m Message) (string, error) {
	if m.Kind == ByWebhook {
		_, err := t.Webhooks().Get(m.Hook)
		if isNotFound(err) {
			return "the webhook was removed", nil
		}
		return "", err
	}
	if !m.ExpiresAt.IsZero() && !t.now.Before(m.ExpiresAt) {
		return "what it is about has expired", nil
	}
	if slices.Contains([]string{AboutLogin, AboutRole, AboutSuspended, AboutTransfer}, m.About) {
		who, err := t.Members().Get(m.Of)
		if err != nil || who.Email != m.To {
			return "they have another address", orNone(err)
		}
	}
	switch m.About {
	case AboutInvitation:
		i, err := t.Invitations().Get(m.Of)
		switch {
		case orNone(err) != nil:
			return "", err
		case err != nil, i.StatusAt(t.now) != InvitationPending:
			return "the invitation is over", nil
		case i.Mail != m.ID:
			return superseded, nil
		}
	case AboutLogin:
		e, err := t.Enrolments().Get(m.Of)
		switch {
		case orNone(err) != nil:
			return "", err
		case err != nil, !e.UsedAt.IsZero():
			return "the token was used or taken back", nil
		case !slices.Contains(m.Words, "token="+string(e.Token)):
			return superseded, nil
		}
	case AboutSuspended:
		who, err := t.Members().Get(m.Of)
		if err != nil || who.SuspendedAt.IsZero() {
			return "they aren't suspended any more", orNone(err)
		}
	case AboutRole:
		who, err := t.Members().Get(m.Of)
		if err != nil || !slices.Contains(m.Words, "role="+who.RoleAt(t.now)) {
			return "they have another role", orNone(err)
		}
	case AboutKeyExpiring:
		k, err := t.Keys().Get(m.Of)
		if err != nil || k.StatusAt(t.now) != KeyActive {
			return "the key is over", orNone(err)
		}
	case AboutTransfer:
		if t.info.OfferedTo != m.Of || !t.info.OfferAt(t.now) {
			return "the offer is over", nil
		}
	}
	return "", nil
}

// superseded is why a message was dropped that another one follows.
const superseded = "a later message takes its place"
