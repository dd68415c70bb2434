package storage

import (
	"time"

	"gatehouse/domain"
)

var invitations = &table[domain.Invitation]{
	kind: "invitation", number: invitationTable,
	id:      func(i *domain.Invitation) *domain.ID { return &i.ID },
	version: func(i *domain.Invitation) *uint64 { return &i.Version },
	message: newMessage(
		number(versionField, "version", func(i *domain.Invitation) *uint64 { return &i.Version }),
		text(2, "email", func(i *domain.Invitation) *string { return &i.Email }),
		text(3, "role", func(i *domain.Invitation) *string { return &i.Role }),
		moment(4, "until", func(i *domain.Invitation) *time.Time { return &i.Until }),
		ref(5, "unit", func(i *domain.Invitation) *domain.ID { return &i.Unit }),
		ref(6, "invited_by", func(i *domain.Invitation) *domain.ID { return &i.InvitedBy }),
		moment(7, "sent_at", func(i *domain.Invitation) *time.Time { return &i.SentAt }),
		moment(8, "expires_at", func(i *domain.Invitation) *time.Time { return &i.ExpiresAt }),
		number(9, "resends", func(i *domain.Invitation) *int { return &i.Resends }),
		ref(10, "token", func(i *domain.Invitation) *domain.ID { return &i.Token }),
		secret(11, "mac", func(i *domain.Invitation) *[]byte { return &i.MAC }),
		moment(12, "accepted_at", func(i *domain.Invitation) *time.Time { return &i.AcceptedAt }),
		ref(13, "accepted_by", func(i *domain.Invitation) *domain.ID { return &i.AcceptedBy }),
		moment(14, "revoked_at", func(i *domain.Invitation) *time.Time { return &i.RevokedAt }),
		text(15, "delivery", func(i *domain.Invitation) *string { return &i.Delivery }),
		ref(16, "replaced_by", func(i *domain.Invitation) *domain.ID { return &i.ReplacedBy }),
		ref(17, "mail", func(i *domain.Invitation) *domain.ID { return &i.Mail }),
	),
	counts: []counts[domain.Invitation]{
		{counter: domain.CountOpen, of: func(i *domain.Invitation) []string { return once(i.Open()) }},
		{counter: domain.CountSeats, of: func(i *domain.Invitation) []string { return once(i.Open()) }},
		{counter: domain.CountOffered, of: offered},
	},
	indexes: []index[domain.Invitation]{
		{name: domain.ByTime, number: 1, order: sentAt},
		{name: domain.ByStatus, number: 2, order: sentAt, under: func(i *domain.Invitation) []string { return []string{invitationStatus(i)} }},
		{name: domain.ByExpiry, number: 3, order: func(i *domain.Invitation) []string {
			if !i.Open() {
				return nil
			}
			return first(i.ExpiresAt)
		}},
		{name: domain.ByMember, number: 4, order: sentAt, under: func(i *domain.Invitation) []string { return given(string(i.InvitedBy)) }},
		{name: domain.ByRole, number: 5, order: sentAt, under: offered},
	},
	uniques: []unique[domain.Invitation]{
		{invited, func(i *domain.Invitation) string {
			if i.ReplacedBy != "" {
				return ""
			}
			return i.Email
		}},
		{token, func(i *domain.Invitation) string { return string(i.Token) }},
	},
}

// offered is the role that an open invitation offers.
func offered(i *domain.Invitation) []string {
	if !i.Open() {
		return nil
	}
	return given(i.Role)
}

func sentAt(i *domain.Invitation) []string { return []string{at(i.SentAt)} }

// invitationStatus is the status as written: one whose time is over reads open
// until the next one to its address replaces it.
func invitationStatus(i *domain.Invitation) string {
	switch {
	case !i.AcceptedAt.IsZero():
		return domain.InvitationAccepted
	case !i.RevokedAt.IsZero():
		return domain.InvitationRevoked
	case !i.Open():
		return domain.InvitationExpired
	}
	return InvitationOpen
}

// InvitationOpen is the value of ByStatus under which the invitations stand
// that are neither accepted nor revoked, pending and expired ones alike.
const InvitationOpen = "open"

var keys = &table[domain.Key]{
	kind: "key", number: keyTable,
	id:      func(k *domain.Key) *domain.ID { return &k.ID },
	version: func(k *domain.Key) *uint64 { return &k.Version },
	label:   func(k *domain.Key) string { return k.Name },
	used:    func(k *domain.Key) *time.Time { return &k.LastUsedAt },
	message: newMessage(
		number(versionField, "version", func(k *domain.Key) *uint64 { return &k.Version }),
		ref(2, "service_user", func(k *domain.Key) *domain.ID { return &k.ServiceUser }),
		text(3, "name", func(k *domain.Key) *string { return &k.Name }),
		secret(4, "mac", func(k *domain.Key) *[]byte { return &k.MAC }),
		moment(5, "created_at", func(k *domain.Key) *time.Time { return &k.CreatedAt }),
		ref(6, "created_by", func(k *domain.Key) *domain.ID { return &k.CreatedBy }),
		moment(7, "expires_at", func(k *domain.Key) *time.Time { return &k.ExpiresAt }),
		moment(8, "revoked_at", func(k *domain.Key) *time.Time { return &k.RevokedAt }),
		moment(9, "last_used_at", func(k *domain.Key) *time.Time { return &k.LastUsedAt }),
		ref(10, "replaces", func(k *domain.Key) *domain.ID { return &k.Replaces }),
		number(11, "warned", func(k *domain.Key) *int { return &k.Warned }),
		ref(12, "replaced_by", func(k *domain.Key) *domain.ID { return &k.ReplacedBy }),
	),
	indexes: []index[domain.Key]{
		{name: domain.ByMember, number: 1, under: func(k *domain.Key) []string { return given(string(k.ServiceUser)) }},
		{name: domain.ByTime, number: 2, order: func(k *domain.Key) []string { return []string{at(k.CreatedAt)} }},
		{name: domain.ByExpiry, number: 3, order: func(k *domain.Key) []string {
			if !k.RevokedAt.IsZero() {
				return nil
			}
			return first(k.ExpiresAt)
		}},
		{name: domain.ByLapse, number: 4, order: func(k *domain.Key) []string { return first(k.NextWarning()) }},
	},
}
