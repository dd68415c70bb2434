package domain

// Roster is what an import file asks for, read but not yet judged.
type Roster struct {
	People   []RosterPerson
	Groups   []RosterGroup
	Projects []RosterProject
	Bad      []Rejected // records that can't be read at all
}

// RosterPerson is one person of a roster. Empty fields were not given.
type RosterPerson struct {
	Line           int // where the record starts, from 1
	Email          string
	Name           string
	Handle         bool // the name is only a handle: it doesn't replace another
	Role           string
	EmployeeNumber string
	Unit           string
	Suspended      bool // the file says that the account is suspended
}

// RosterGroup is a group with its people by address.
type RosterGroup struct {
	Line     int
	Name     string
	Parent   string
	Managers []string
	Members  []string
	Lines    map[string]int // where each of these addresses stands; the group's line if it isn't here
}

// RosterProject is a project.
type RosterProject struct {
	Line     int
	Name     string
	Archived bool
}

// Rejected is a record that was left out, and why.
type Rejected struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}
