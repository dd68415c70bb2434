package storagetest

import (
	"fmt"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// nouns is every kind of record, with its indexes, unique values and counters
// as domain/store.go has them in words.
func nouns() []anyNoun {
	return []anyNoun{
		memberNoun, invitationNoun, keyNoun, employeeNoun, unitNoun, groupNoun, projectNoun, loginNoun, enrolmentNoun,
		roleNoun, rateNoun, timeNoun, messageNoun, webhookNoun, replayNoun, workspaceNoun,
	}
}

var memberNoun = noun[domain.Member]{
	title:   "member",
	records: domain.Tx.Members, pages: domain.View.MemberPages,
	key: func(m *domain.Member) (*domain.ID, *uint64) { return &m.ID, &m.Version },
	orders: []order[domain.Member]{
		{domain.ByName, nil, memberName},
		{domain.ByEmail, nil, func(m domain.Member) string { return orAbsent(m.Email != "", byLook(m.Email)) }},
		{domain.ByRole, func(m domain.Member) []string { return filled(m.Role, m.TempRole) }, memberName},
		{domain.ByStatus, func(m domain.Member) []string { return []string{m.StatusAt(time.Time{})} }, memberName},
		{domain.ByKind, func(m domain.Member) []string { return []string{memberKind(m)} }, memberName},
		{domain.ByJoined, nil, func(m domain.Member) string { return byTime(m.JoinedAt) }},
		{domain.ByExpiry, nil, func(m domain.Member) string { return byEarlier(m.RoleUntil, m.ExpiresAt) }},
		{domain.ByLapse, nil, func(m domain.Member) string {
			role, account := m.RoleUntil, m.ExpiresAt
			if m.TempRole == "" {
				role = time.Time{}
			}
			if account.Equal(m.EndNoted) {
				account = time.Time{}
			}
			return byEarlier(role, account)
		}},
		{domain.ByUnit, func(m domain.Member) []string { return listOf(m.ManagesUnits) }, memberName},
		{domain.ByProject, func(m domain.Member) []string { return append(listOf(m.ManagesProjects), listOf(m.Projects)...) }, memberName},
		{domain.ByGroup, func(m domain.Member) []string { return append(listOf(m.ManagesGroups), listOf(m.Groups)...) }, memberName},
	},
	uniques: map[domain.Unique]func(domain.Member) string{
		domain.UniqueAddress: func(m domain.Member) string { return m.Email },
		domain.UniqueServiceUser: func(m domain.Member) string {
			if m.Kind != rights.ServiceUser {
				return ""
			}
			return domain.FoldName(m.Name)
		},
	},
	counts: map[domain.Counted]func(domain.Member) []string{
		domain.CountMembers:  func(domain.Member) []string { return []string{""} },
		domain.CountByRole:   func(m domain.Member) []string { return filled(m.Role, m.TempRole) },
		domain.CountByStatus: func(m domain.Member) []string { return []string{m.StatusAt(time.Time{})} },
		domain.CountByKind: func(m domain.Member) []string {
			if m.StatusAt(time.Time{}) == domain.StatusRemoved {
				return nil
			}
			return []string{memberKind(m)}
		},
		domain.CountSeats: func(m domain.Member) []string {
			return onlyIf(memberKind(m) == "person" && m.StatusAt(time.Time{}) == domain.StatusActive)
		},
	},
}

func memberName(m domain.Member) string { return byLook(m.Label()) }

func memberKind(m domain.Member) string {
	if m.Kind == rights.ServiceUser {
		return "service"
	}
	return "person"
}

var invitationNoun = noun[domain.Invitation]{
	title:   "invitation",
	records: domain.Tx.Invitations, pages: domain.View.InvitationPages,
	key: func(i *domain.Invitation) (*domain.ID, *uint64) { return &i.ID, &i.Version },
	orders: []order[domain.Invitation]{
		{domain.ByTime, nil, sent},
		{domain.ByStatus, func(i domain.Invitation) []string {
			switch {
			case !i.AcceptedAt.IsZero():
				return []string{"accepted"}
			case !i.RevokedAt.IsZero():
				return []string{"revoked"}
			case i.ReplacedBy != "":
				return []string{"expired"}
			}
			return []string{"open"}
		}, sent},
		{domain.ByExpiry, nil, func(i domain.Invitation) string {
			return orAbsent(i.Open() && !i.ExpiresAt.IsZero(), byTime(i.ExpiresAt))
		}},
		{domain.ByMember, func(i domain.Invitation) []string { return filled(string(i.InvitedBy)) }, sent},
		{domain.ByRole, offered, sent},
	},
	uniques: map[domain.Unique]func(domain.Invitation) string{
		domain.UniqueInvited: func(i domain.Invitation) string {
			if i.ReplacedBy != "" {
				return ""
			}
			return i.Email
		},
		domain.UniqueToken: func(i domain.Invitation) string { return string(i.Token) },
	},
	counts: map[domain.Counted]func(domain.Invitation) []string{
		domain.CountOpen:    func(i domain.Invitation) []string { return onlyIf(i.Open()) },
		domain.CountSeats:   func(i domain.Invitation) []string { return onlyIf(i.Open()) },
		domain.CountOffered: offered,
	},
}

func offered(i domain.Invitation) []string {
	if i.Open() && i.Role != "" {
		return []string{i.Role}
	}
	return nil
}

func sent(i domain.Invitation) string { return byTime(i.SentAt) }

var keyNoun = noun[domain.Key]{
	title:   "key",
	records: domain.Tx.Keys, pages: domain.View.KeyPages,
	key: func(k *domain.Key) (*domain.ID, *uint64) { return &k.ID, &k.Version },
	orders: []order[domain.Key]{
		{domain.ByMember, func(k domain.Key) []string { return filled(string(k.ServiceUser)) }, func(k domain.Key) string { return byLook(k.Name) }},
		{domain.ByTime, nil, func(k domain.Key) string { return byTime(k.CreatedAt) }},
		{domain.ByExpiry, nil, func(k domain.Key) string {
			return orAbsent(k.RevokedAt.IsZero() && !k.ExpiresAt.IsZero(), byTime(k.ExpiresAt))
		}},
		{domain.ByLapse, nil, func(k domain.Key) string { return byEarlier(k.NextWarning(), k.NextWarning()) }},
	},
}

var loginNoun = noun[domain.Login]{
	title:   "login",
	records: domain.Tx.Logins, pages: domain.View.LoginPages,
	key: func(l *domain.Login) (*domain.ID, *uint64) { return &l.ID, &l.Version },
	orders: []order[domain.Login]{
		{domain.ByMember, func(l domain.Login) []string { return filled(string(l.Member)) }, func(l domain.Login) string { return byLook(l.Comment) }},
	},
	counts: map[domain.Counted]func(domain.Login) []string{
		domain.CountLogins: func(l domain.Login) []string { return filled(string(l.Member)) },
	},
}

var enrolmentNoun = noun[domain.Enrolment]{
	title:   "enrolment",
	records: domain.Tx.Enrolments, pages: domain.View.EnrolmentPages,
	key:    func(e *domain.Enrolment) (*domain.ID, *uint64) { return &e.ID, &e.Version },
	orders: []order[domain.Enrolment]{{domain.ByTime, nil, func(e domain.Enrolment) string { return byTime(e.SentAt) }}},
	uniques: map[domain.Unique]func(domain.Enrolment) string{
		domain.UniqueEnrolment: func(e domain.Enrolment) string { return string(e.Token) },
	},
}

var workspaceNoun = noun[domain.WorkspaceInfo]{
	title:   "workspace",
	records: domain.Tx.Workspaces, pages: domain.View.WorkspacePages,
	key:     func(w *domain.WorkspaceInfo) (*domain.ID, *uint64) { return &w.ID, &w.Version },
	orders:  []order[domain.WorkspaceInfo]{{domain.ByName, nil, func(w domain.WorkspaceInfo) string { return byLook(w.Name) }}},
	uniques: map[domain.Unique]func(domain.WorkspaceInfo) string{domain.UniqueSlug: func(w domain.WorkspaceInfo) string { return w.Slug }},
}

func orAbsent(there bool, by string) string {
	if !there {
		return absent
	}
	return by
}

// byTime sorts as times from 1 to the year 9999 do.
func byTime(t time.Time) string { return fmt.Sprintf("%020d", t.Unix()+1<<40) }

// byEarlier is byTime of the earlier one that isn't zero.
func byEarlier(a, b time.Time) string {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		a = b
	}
	return orAbsent(!a.IsZero(), byTime(a))
}

func onlyIf(counts bool) []string {
	if counts {
		return []string{""}
	}
	return nil
}

func filled(values ...string) (out []string) {
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

func listOf(ids []domain.ID) (out []string) {
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}
