package storage

import (
	"time"

	"gatehouse/domain"
)

var logins = &table[domain.Login]{
	kind: "login", number: loginTable,
	id:      func(l *domain.Login) *domain.ID { return &l.ID },
	version: func(l *domain.Login) *uint64 { return &l.Version },
	label:   func(l *domain.Login) string { return l.Comment },
	used:    func(l *domain.Login) *time.Time { return &l.LastUsedAt },
	message: newMessage(
		number(versionField, "version", func(l *domain.Login) *uint64 { return &l.Version }),
		ref(2, "member", func(l *domain.Login) *domain.ID { return &l.Member }),
		text(3, "type", func(l *domain.Login) *string { return &l.Type }),
		text(4, "comment", func(l *domain.Login) *string { return &l.Comment }),
		text(5, "public_key", func(l *domain.Login) *string { return &l.PublicKey }),
		moment(6, "added_at", func(l *domain.Login) *time.Time { return &l.AddedAt }),
		moment(7, "last_used_at", func(l *domain.Login) *time.Time { return &l.LastUsedAt }),
	),
	counts: []counts[domain.Login]{
		{counter: domain.CountLogins, of: func(l *domain.Login) []string { return given(string(l.Member)) }},
	},
	indexes: []index[domain.Login]{
		{name: domain.ByMember, number: 1, under: func(l *domain.Login) []string { return given(string(l.Member)) }},
	},
}

var enrolments = &table[domain.Enrolment]{
	kind: "enrolment", number: enrolmentTable,
	id:      func(e *domain.Enrolment) *domain.ID { return &e.ID },
	version: func(e *domain.Enrolment) *uint64 { return &e.Version },
	message: newMessage(
		number(versionField, "version", func(e *domain.Enrolment) *uint64 { return &e.Version }),
		ref(2, "token", func(e *domain.Enrolment) *domain.ID { return &e.Token }),
		secret(3, "mac", func(e *domain.Enrolment) *[]byte { return &e.MAC }),
		ref(4, "invited_by", func(e *domain.Enrolment) *domain.ID { return &e.InvitedBy }),
		moment(5, "sent_at", func(e *domain.Enrolment) *time.Time { return &e.SentAt }),
		moment(6, "expires_at", func(e *domain.Enrolment) *time.Time { return &e.ExpiresAt }),
		moment(7, "used_at", func(e *domain.Enrolment) *time.Time { return &e.UsedAt }),
	),
	indexes: []index[domain.Enrolment]{
		{name: domain.ByTime, number: 1, order: func(e *domain.Enrolment) []string { return []string{at(e.SentAt)} }},
	},
	uniques: []unique[domain.Enrolment]{
		{enrolToken, func(e *domain.Enrolment) string { return string(e.Token) }},
	},
}
