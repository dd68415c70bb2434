package storage

import "gatehouse/domain"

var employees = &table[domain.Employee]{
	kind: "employee", number: employeeTable,
	id:      func(e *domain.Employee) *domain.ID { return &e.ID },
	version: func(e *domain.Employee) *uint64 { return &e.Version },
	label:   func(e *domain.Employee) string { return e.Name },
	message: newMessage(
		number(versionField, "version", func(e *domain.Employee) *uint64 { return &e.Version }),
		text(2, "number", func(e *domain.Employee) *string { return &e.Number }),
		text(3, "name", func(e *domain.Employee) *string { return &e.Name }),
		text(4, "email", func(e *domain.Employee) *string { return &e.Email }),
		ref(5, "unit", func(e *domain.Employee) *domain.ID { return &e.Unit }),
		ref(6, "member", func(e *domain.Employee) *domain.ID { return &e.Member }),
	),
	counts: []counts[domain.Employee]{
		{counter: domain.CountUnitPeople, of: func(e *domain.Employee) []string { return given(string(e.Unit)) }},
	},
	indexes: []index[domain.Employee]{
		{name: domain.ByName, number: 1},
		{name: domain.ByNumber, number: 2, order: func(e *domain.Employee) []string { return given(inOrder(e.Number)) }},
		{name: domain.ByEmail, number: 3, under: func(e *domain.Employee) []string { return given(e.Email) }},
		{name: domain.ByUnit, number: 4, under: func(e *domain.Employee) []string { return []string{string(e.Unit)} }},
		// 5 was by whether an account is linked
	},
	uniques: []unique[domain.Employee]{{employeeNo, func(e *domain.Employee) string { return e.Number }}},
}

var units = &table[domain.Unit]{
	kind: "unit", number: unitTable,
	id:      func(u *domain.Unit) *domain.ID { return &u.ID },
	version: func(u *domain.Unit) *uint64 { return &u.Version },
	label:   func(u *domain.Unit) string { return u.Name },
	message: newMessage(
		number(versionField, "version", func(u *domain.Unit) *uint64 { return &u.Version }),
		text(2, "name", func(u *domain.Unit) *string { return &u.Name }),
		ref(3, "parent", func(u *domain.Unit) *domain.ID { return &u.Parent }),
	),
	counts: []counts[domain.Unit]{
		{counter: domain.CountChildren, of: func(u *domain.Unit) []string { return given(string(u.Parent)) }},
	},
	indexes: []index[domain.Unit]{
		{name: domain.ByName, number: 1},
		{name: domain.ByParent, number: 2, under: func(u *domain.Unit) []string { return []string{string(u.Parent)} }},
	},
	uniques: []unique[domain.Unit]{{unitName, func(u *domain.Unit) string { return u.Name }}},
}

var groups = &table[domain.Group]{
	kind: "group", number: groupTable,
	id:      func(g *domain.Group) *domain.ID { return &g.ID },
	version: func(g *domain.Group) *uint64 { return &g.Version },
	label:   func(g *domain.Group) string { return g.Name },
	message: newMessage(
		number(versionField, "version", func(g *domain.Group) *uint64 { return &g.Version }),
		text(2, "name", func(g *domain.Group) *string { return &g.Name }),
		ref(3, "parent", func(g *domain.Group) *domain.ID { return &g.Parent }),
		flag(4, "archived", func(g *domain.Group) *bool { return &g.Archived }),
	),
	counts: []counts[domain.Group]{
		{counter: domain.CountChildren, of: func(g *domain.Group) []string { return given(string(g.Parent)) }},
	},
	indexes: []index[domain.Group]{
		{name: domain.ByName, number: 1},
		{name: domain.ByParent, number: 2, under: func(g *domain.Group) []string { return []string{string(g.Parent)} }},
	},
	uniques: []unique[domain.Group]{{groupName, func(g *domain.Group) string { return g.Name }}},
}

var projects = &table[domain.Project]{
	kind: "project", number: projectTable,
	id:      func(p *domain.Project) *domain.ID { return &p.ID },
	version: func(p *domain.Project) *uint64 { return &p.Version },
	label:   func(p *domain.Project) string { return p.Name },
	message: newMessage(
		number(versionField, "version", func(p *domain.Project) *uint64 { return &p.Version }),
		text(2, "name", func(p *domain.Project) *string { return &p.Name }),
		ref(3, "group", func(p *domain.Project) *domain.ID { return &p.Group }),
		ref(4, "unit", func(p *domain.Project) *domain.ID { return &p.Unit }),
		flag(5, "archived", func(p *domain.Project) *bool { return &p.Archived }),
	),
	counts: []counts[domain.Project]{
		{counter: domain.CountUnitPeople, of: func(p *domain.Project) []string { return given(string(p.Unit)) }},
		{counter: domain.CountGroup, of: func(p *domain.Project) []string { return given(string(p.Group)) }},
	},
	indexes: []index[domain.Project]{
		{name: domain.ByName, number: 1},
		{name: domain.ByGroup, number: 2, under: func(p *domain.Project) []string { return []string{string(p.Group)} }},
		{name: domain.ByUnit, number: 3, under: func(p *domain.Project) []string { return []string{string(p.Unit)} }},
	},
	uniques: []unique[domain.Project]{{projectName, func(p *domain.Project) string { return p.Name }}},
}
