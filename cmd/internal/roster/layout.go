package roster

import (
	"strings"

	"gatehouse/domain"
)

// field is what a column may hold that is of use here.
type field int

const (
	none field = iota
	email
	name
	firstName
	lastName
	displayName
	username
	role
	number
	unit
	status
	project
	member
	date
	minutes
	duration
	fieldCount
)

type row [fieldCount]string

// layout is the header that a program writes, and what its rows mean.
type layout struct {
	format  string
	key     field            // what every row needs
	marks   []string         // columns by which auto knows it
	needs   []string         // columns that it can't do without, besides the key's
	columns map[string]field // by their header, as headerName writes it
	person  func(row) (p domain.RosterPerson, refused string)
}

// layouts are in the order in which auto tries them: the plain one asks least.
var layouts = []layout{
	{
		format: "google", // Admin console, Users, Download users
		key:    email,
		marks:  []string{"first_name", "last_name", "email_address"},
		columns: map[string]field{
			"email_address": email, "first_name": firstName, "last_name": lastName,
			"status": status, "org_unit_path": unit, "employee_id": number,
		},
		person: googlePerson,
	},
	{
		format: "slack", // Manage members, Export member list
		key:    email,
		marks:  []string{"email", "username", "status", "userid"},
		columns: map[string]field{
			"email": email, "fullname": name, "displayname": displayName, "username": username, "status": status,
		},
		person: slackPerson,
	},
	{
		format: "csv",
		key:    email,
		marks:  []string{"email"},
		columns: map[string]field{
			"email": email, "name": name, "role": role, "employee_number": number, "unit": unit, "status": status,
		},
		person: plainPerson,
	},
}

// layoutsOf are the layouts that a format may have; none for one that isn't a
// table.
func layoutsOf(format string) []layout {
	if format == "auto" {
		return layouts
	}
	for i, l := range layouts {
		if l.format == format {
			return layouts[i : i+1]
		}
	}
	return nil
}

// headerName makes "Employee ID", "employee-id" and "EMPLOYEE_ID [Required]" one.
func headerName(s string) string {
	s, _, _ = strings.Cut(s, "[")
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}

func plainPerson(r row) (domain.RosterPerson, string) {
	for f := range r {
		r[f] = offFormula(r[f])
	}
	return domain.RosterPerson{
		Email: r[email], Name: r[name], Role: r[role], EmployeeNumber: r[number], Unit: r[unit],
		Suspended: oneOf(r[status], "suspended", "removed"),
	}, ""
}

// googlePerson takes the last part of the unit's path, since names of units are
// unique here. Google's archived users can't sign in either.
func googlePerson(r row) (domain.RosterPerson, string) {
	path := strings.TrimRight(r[unit], "/")
	return domain.RosterPerson{
		Email: r[email], Name: strings.TrimSpace(r[firstName] + " " + r[lastName]), EmployeeNumber: r[number],
		Unit:      strings.TrimSpace(path[strings.LastIndexByte(path, '/')+1:]),
		Suspended: oneOf(r[status], "suspended", "archived"),
	}, ""
}

// slackPerson makes admins of Slack's owners and admins. Members and guests get
// the model's ordinary role. Bots aren't people.
func slackPerson(r row) (domain.RosterPerson, string) {
	p := domain.RosterPerson{Email: r[email], Name: firstOf(r[name], r[displayName], r[username])}
	last := r[status][strings.LastIndexByte(r[status], ' ')+1:] // "Owner" of "Primary Owner", "Workspace Owner"
	switch {
	case oneOf(last, "bot"):
		return p, domain.CleanMax(firstOf(p.Name, "this"), 80) + " is a bot; make it a service user instead"
	case oneOf(last, "owner", "admin"):
		p.Role = "admin"
	case oneOf(last, "deactivated", "deleted"):
		p.Suspended = true
	}
	return p, ""
}

func oneOf(s string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
