package storagetest

import "gatehouse/domain"

var employeeNoun = noun[domain.Employee]{
	title:   "employee",
	records: domain.Tx.Employees, pages: domain.View.EmployeePages,
	key: func(e *domain.Employee) (*domain.ID, *uint64) { return &e.ID, &e.Version },
	orders: []order[domain.Employee]{
		{domain.ByName, nil, employeeName},
		{domain.ByNumber, nil, func(e domain.Employee) string { return orAbsent(e.Number != "", byLook(e.Number)) }},
		{domain.ByEmail, func(e domain.Employee) []string { return filled(e.Email) }, employeeName},
		{domain.ByUnit, func(e domain.Employee) []string { return []string{string(e.Unit)} }, employeeName},
	},
	uniques: map[domain.Unique]func(domain.Employee) string{
		domain.UniqueNumber: func(e domain.Employee) string { return domain.FoldName(e.Number) },
	},
	counts: map[domain.Counted]func(domain.Employee) []string{
		domain.CountUnitPeople: func(e domain.Employee) []string { return filled(string(e.Unit)) },
	},
}

func employeeName(e domain.Employee) string { return byLook(e.Name) }

var unitNoun = noun[domain.Unit]{
	title:   "unit",
	records: domain.Tx.Units, pages: domain.View.UnitPages,
	key: func(u *domain.Unit) (*domain.ID, *uint64) { return &u.ID, &u.Version },
	orders: []order[domain.Unit]{
		{domain.ByName, nil, unitName},
		{domain.ByParent, func(u domain.Unit) []string { return []string{string(u.Parent)} }, unitName},
	},
	uniques: map[domain.Unique]func(domain.Unit) string{
		domain.UniqueUnit: func(u domain.Unit) string { return domain.FoldName(u.Name) },
	},
	counts: map[domain.Counted]func(domain.Unit) []string{
		domain.CountChildren: func(u domain.Unit) []string { return filled(string(u.Parent)) },
	},
}

func unitName(u domain.Unit) string { return byLook(u.Name) }

var groupNoun = noun[domain.Group]{
	title:   "group",
	records: domain.Tx.Groups, pages: domain.View.GroupPages,
	key: func(g *domain.Group) (*domain.ID, *uint64) { return &g.ID, &g.Version },
	orders: []order[domain.Group]{
		{domain.ByName, nil, groupName},
		{domain.ByParent, func(g domain.Group) []string { return []string{string(g.Parent)} }, groupName},
	},
	uniques: map[domain.Unique]func(domain.Group) string{
		domain.UniqueGroup: func(g domain.Group) string { return domain.FoldName(g.Name) },
	},
	counts: map[domain.Counted]func(domain.Group) []string{
		domain.CountChildren: func(g domain.Group) []string { return filled(string(g.Parent)) },
	},
}

func groupName(g domain.Group) string { return byLook(g.Name) }

var projectNoun = noun[domain.Project]{
	title:   "project",
	records: domain.Tx.Projects, pages: domain.View.ProjectPages,
	key: func(p *domain.Project) (*domain.ID, *uint64) { return &p.ID, &p.Version },
	orders: []order[domain.Project]{
		{domain.ByName, nil, projectName},
		{domain.ByGroup, func(p domain.Project) []string { return []string{string(p.Group)} }, projectName},
		{domain.ByUnit, func(p domain.Project) []string { return []string{string(p.Unit)} }, projectName},
	},
	uniques: map[domain.Unique]func(domain.Project) string{
		domain.UniqueProject: func(p domain.Project) string { return domain.FoldName(p.Name) },
	},
	counts: map[domain.Counted]func(domain.Project) []string{
		domain.CountGroup:      func(p domain.Project) []string { return filled(string(p.Group)) },
		domain.CountUnitPeople: func(p domain.Project) []string { return filled(string(p.Unit)) },
	},
}

func projectName(p domain.Project) string { return byLook(p.Name) }
