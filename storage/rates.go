package storage

import "gatehouse/domain"

var customRoles = &table[domain.CustomRole]{
	kind: "role", number: roleTable,
	id:      func(r *domain.CustomRole) *domain.ID { return &r.ID },
	version: func(r *domain.CustomRole) *uint64 { return &r.Version },
	label:   func(r *domain.CustomRole) string { return r.Name },
	message: newMessage(
		number(versionField, "version", func(r *domain.CustomRole) *uint64 { return &r.Version }),
		text(2, "name", func(r *domain.CustomRole) *string { return &r.Name }),
		text(3, "from", func(r *domain.CustomRole) *string { return &r.From }),
		number(4, "rank", func(r *domain.CustomRole) *int { return &r.Rank }),
		words(5, "rights", func(r *domain.CustomRole) *[]string { return &r.Rights }),
	),
	counts:  []counts[domain.CustomRole]{{counter: domain.CountRoles, of: func(*domain.CustomRole) []string { return once(true) }}},
	indexes: []index[domain.CustomRole]{{name: domain.ByName, number: 1}},
	uniques: []unique[domain.CustomRole]{{roleName, func(r *domain.CustomRole) string { return r.Name }}},
}

var rates = &table[domain.Rate]{
	kind: "rate", number: rateTable,
	id:      func(r *domain.Rate) *domain.ID { return &r.ID },
	version: func(r *domain.Rate) *uint64 { return &r.Version },
	label:   func(r *domain.Rate) string { return string(r.From) }, dated: true,
	message: newMessage(
		number(versionField, "version", func(r *domain.Rate) *uint64 { return &r.Version }),
		ref(2, "member", func(r *domain.Rate) *domain.ID { return &r.Member }),
		ref(3, "project", func(r *domain.Rate) *domain.ID { return &r.Project }),
		name(4, "kind", func(r *domain.Rate) *domain.RateKind { return &r.Kind }),
		name(5, "from", func(r *domain.Rate) *domain.Date { return &r.From }),
		number(6, "amount", func(r *domain.Rate) *int64 { return &r.Amount }),
		text(7, "currency", func(r *domain.Rate) *string { return &r.Currency }),
	),
	indexes: []index[domain.Rate]{
		{name: domain.ByMember, number: 1, under: func(r *domain.Rate) []string { return given(string(r.Member)) }},
		// 2 was by project
	},
	uniques: []unique[domain.Rate]{{rateKey, domain.RateKey}},
}

var timeEntries = &table[domain.TimeEntry]{
	kind: "time", number: timeTable,
	id:      func(e *domain.TimeEntry) *domain.ID { return &e.ID },
	version: func(e *domain.TimeEntry) *uint64 { return &e.Version },
	label:   func(e *domain.TimeEntry) string { return string(e.Date) }, dated: true,
	message: newMessage(
		number(versionField, "version", func(e *domain.TimeEntry) *uint64 { return &e.Version }),
		ref(2, "project", func(e *domain.TimeEntry) *domain.ID { return &e.Project }),
		ref(3, "member", func(e *domain.TimeEntry) *domain.ID { return &e.Member }),
		name(4, "date", func(e *domain.TimeEntry) *domain.Date { return &e.Date }),
		number(5, "minutes", func(e *domain.TimeEntry) *int { return &e.Minutes }),
	),
	counts: []counts[domain.TimeEntry]{
		{
			counter: domain.CountMinutes,
			of:      func(e *domain.TimeEntry) []string { return []string{domain.DayKey(e.Member, e.Date)} },
			weight:  func(e *domain.TimeEntry) uint64 { return uint64(e.Minutes) },
		},
	},
	indexes: []index[domain.TimeEntry]{
		{name: domain.ByTime, number: 1},
		{name: domain.ByMember, number: 2, under: func(e *domain.TimeEntry) []string { return given(string(e.Member)) }},
		{name: domain.ByProject, number: 3, under: func(e *domain.TimeEntry) []string { return given(string(e.Project)) }},
	},
}
