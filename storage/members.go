package storage

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The numbers of the tables in keys: never changed, never used again.
const (
	workspaceTable byte = iota + 1
	memberTable
	invitationTable
	keyTable
	employeeTable
	unitTable
	groupTable
	projectTable
	loginTable
	eventTable
	roleTable
	rateTable
	timeTable
	enrolmentTable
	messageTable
	webhookTable
	replayTable
	keyHomeTable
)

var members = &table[domain.Member]{
	kind: "member", number: memberTable,
	id:      func(m *domain.Member) *domain.ID { return &m.ID },
	version: func(m *domain.Member) *uint64 { return &m.Version },
	label:   func(m *domain.Member) string { return m.Label() },
	used:    func(m *domain.Member) *time.Time { return &m.SeenAt },
	message: newMessage(
		number(versionField, "version", func(m *domain.Member) *uint64 { return &m.Version }),
		word(2, "kind", rights.ServiceUser, kindWord, func(m *domain.Member) *rights.Kind { return &m.Kind }),
		text(3, "name", func(m *domain.Member) *string { return &m.Name }),
		text(4, "email", func(m *domain.Member) *string { return &m.Email }),
		text(5, "role", func(m *domain.Member) *string { return &m.Role }),
		text(6, "temp_role", func(m *domain.Member) *string { return &m.TempRole }),
		moment(7, "role_until", func(m *domain.Member) *time.Time { return &m.RoleUntil }),
		moment(8, "suspended_at", func(m *domain.Member) *time.Time { return &m.SuspendedAt }),
		text(9, "reason", func(m *domain.Member) *string { return &m.Reason }),
		moment(10, "removed_at", func(m *domain.Member) *time.Time { return &m.RemovedAt }),
		moment(11, "expires_at", func(m *domain.Member) *time.Time { return &m.ExpiresAt }),
		word(12, "options", 0, optionWords, func(m *domain.Member) *rights.Option { return &m.Options }),
		word(13, "channels", rights.OnlyWeb, rights.Channels.String, func(m *domain.Member) *rights.Channels { return &m.Ways }),
		ref(14, "employee", func(m *domain.Member) *domain.ID { return &m.Employee }),
		list(15, "manages_units", func(m *domain.Member) *[]domain.ID { return &m.ManagesUnits }),
		list(16, "manages_projects", func(m *domain.Member) *[]domain.ID { return &m.ManagesProjects }),
		list(17, "manages_groups", func(m *domain.Member) *[]domain.ID { return &m.ManagesGroups }),
		list(18, "projects", func(m *domain.Member) *[]domain.ID { return &m.Projects }),
		list(19, "groups", func(m *domain.Member) *[]domain.ID { return &m.Groups }),
		moment(20, "joined_at", func(m *domain.Member) *time.Time { return &m.JoinedAt }),
		moment(21, "seen_at", func(m *domain.Member) *time.Time { return &m.SeenAt }),
		ref(22, "made_by", func(m *domain.Member) *domain.ID { return &m.MadeBy }),
		moment(23, "end_noted", func(m *domain.Member) *time.Time { return &m.EndNoted }),
	),
	counts: []counts[domain.Member]{
		{counter: domain.CountMembers, of: func(m *domain.Member) []string { return once(true) }},
		{counter: domain.CountByRole, of: func(m *domain.Member) []string { return given(m.Role, m.TempRole) }},
		{counter: domain.CountByStatus, of: func(m *domain.Member) []string { return []string{memberStatus(m)} }},
		{counter: domain.CountByKind, of: func(m *domain.Member) []string {
			if !m.RemovedAt.IsZero() {
				return nil
			}
			return []string{kindWord(m.Kind)}
		}},
		{counter: domain.CountSeats, of: func(m *domain.Member) []string { return once(m.HoldsSeat()) }},
	},
	indexes: []index[domain.Member]{
		{name: domain.ByName, number: 1},
		{name: domain.ByEmail, number: 2, order: func(m *domain.Member) []string { return given(inOrder(m.Email)) }},
		{name: domain.ByRole, whole: true, number: 3, under: func(m *domain.Member) []string { return given(m.Role, m.TempRole) }},
		{name: domain.ByStatus, whole: true, number: 4, under: func(m *domain.Member) []string { return []string{memberStatus(m)} }},
		{name: domain.ByKind, whole: true, number: 5, under: func(m *domain.Member) []string { return []string{kindWord(m.Kind)} }},
		{name: domain.ByJoined, number: 6, order: func(m *domain.Member) []string { return []string{at(m.JoinedAt)} }},
		{name: domain.ByExpiry, number: 7, order: func(m *domain.Member) []string { return first(m.ExpiresAt, m.RoleUntil) }},
		{name: domain.ByUnit, number: 8, under: func(m *domain.Member) []string { return ids(m.ManagesUnits) }},
		{name: domain.ByProject, number: 9, under: func(m *domain.Member) []string { return ids(m.ManagesProjects, m.Projects) }},
		{name: domain.ByGroup, number: 10, under: func(m *domain.Member) []string { return ids(m.ManagesGroups, m.Groups) }},
		{name: domain.ByLapse, number: 11, order: func(m *domain.Member) []string { return first(m.Lapses()...) }},
	},
	uniques: []unique[domain.Member]{
		{address, func(m *domain.Member) string { return m.Email }},
		{serviceUser, func(m *domain.Member) string {
			if m.Kind != rights.ServiceUser {
				return ""
			}
			return m.Name
		}},
	},
}

// memberStatus is the status as written, whatever the time.
func memberStatus(m *domain.Member) string {
	switch {
	case !m.RemovedAt.IsZero():
		return domain.StatusRemoved
	case !m.SuspendedAt.IsZero():
		return domain.StatusSuspended
	}
	return domain.StatusActive
}

func kindWord(k rights.Kind) string {
	if k == rights.ServiceUser {
		return "service"
	}
	return "person"
}

func optionWords(set rights.Option) string {
	var words []string
	for _, o := range rights.Options() {
		if set&o != 0 {
			words = append(words, o.String())
		}
		set &^= o
	}
	if set != 0 { // of a newer version
		words = append(words, strconv.Itoa(int(set)))
	}
	return strings.Join(words, ",")
}

// given is the texts that aren't empty.
func given(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// first is the place of the earliest time that isn't zero, if there is one.
func first(times ...time.Time) []string {
	times = slices.DeleteFunc(times, time.Time.IsZero)
	if len(times) == 0 {
		return nil
	}
	return []string{at(slices.MinFunc(times, time.Time.Compare))}
}

func ids(lists ...[]domain.ID) (values []string) {
	for _, list := range lists {
		for _, id := range list {
			values = append(values, string(id))
		}
	}
	return values
}
