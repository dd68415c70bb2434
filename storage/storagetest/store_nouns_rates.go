package storagetest

import (
	"strings"

	"gatehouse/domain"
)

var roleNoun = noun[domain.CustomRole]{
	title:   "role",
	records: domain.Tx.Roles, pages: domain.View.RolePages,
	key:    func(r *domain.CustomRole) (*domain.ID, *uint64) { return &r.ID, &r.Version },
	orders: []order[domain.CustomRole]{{domain.ByName, nil, func(r domain.CustomRole) string { return byLook(r.Name) }}},
	uniques: map[domain.Unique]func(domain.CustomRole) string{
		domain.UniqueRole: func(r domain.CustomRole) string { return domain.FoldName(r.Name) },
	},
	counts: map[domain.Counted]func(domain.CustomRole) []string{
		domain.CountRoles: func(domain.CustomRole) []string { return []string{""} },
	},
}

var rateNoun = noun[domain.Rate]{
	title:   "rate",
	records: domain.Tx.Rates, pages: domain.View.RatePages,
	key: func(r *domain.Rate) (*domain.ID, *uint64) { return &r.ID, &r.Version },
	orders: []order[domain.Rate]{
		{domain.ByMember, func(r domain.Rate) []string { return filled(string(r.Member)) }, rateFrom},
	},
	uniques: map[domain.Unique]func(domain.Rate) string{
		domain.UniqueRate: func(r domain.Rate) string {
			return strings.Join([]string{string(r.Member), string(r.Project), string(r.Kind), string(r.From)}, "|")
		},
	},
}

func rateFrom(r domain.Rate) string { return string(r.From) }

var timeNoun = noun[domain.TimeEntry]{
	title:   "time",
	records: domain.Tx.Time, pages: domain.View.TimePages,
	key: func(e *domain.TimeEntry) (*domain.ID, *uint64) { return &e.ID, &e.Version },
	orders: []order[domain.TimeEntry]{
		{domain.ByTime, nil, entryDate},
		{domain.ByMember, func(e domain.TimeEntry) []string { return filled(string(e.Member)) }, entryDate},
		{domain.ByProject, func(e domain.TimeEntry) []string { return filled(string(e.Project)) }, entryDate},
	},
	counts: map[domain.Counted]func(domain.TimeEntry) []string{
		domain.CountMinutes: func(e domain.TimeEntry) []string { return []string{string(e.Member) + "|" + string(e.Date)} },
	},
	weights: map[domain.Counted]func(domain.TimeEntry) int{
		domain.CountMinutes: func(e domain.TimeEntry) int { return e.Minutes },
	},
}

func entryDate(e domain.TimeEntry) string { return string(e.Date) }
