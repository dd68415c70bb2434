package object

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Role is a role of the workspace with the rights that it holds.
type Role struct {
	Name    string    `json:"name" example:"employee"`
	Rank    int       `json:"rank" doc:"a role of a higher rank stands above one of a lower"`
	Rights  []Granted `json:"rights"`
	Holders int       `json:"holders" doc:"how many members have it"`
	Custom  bool      `json:"custom" doc:"made in this workspace, not of its model"`
	From    string    `json:"from,omitempty" doc:"of a custom one: the role that it was made from"`
}

// Granted is a right and how far it reaches.
type Granted struct {
	Right string `json:"right" example:"members.view"`
	Scope string `json:"scope" enum:"w,s,o" doc:"w: the whole workspace, s: where a scoped role reaches, o: one's own"`
}

// OfRole makes the object of a role.
func OfRole(l domain.ListedRole) Role {
	return Role{Name: l.Name, Rank: l.Rank, Rights: List(l.Granted(), OfGranted), Holders: l.Holders, Custom: l.Custom, From: l.From}
}

// OfGranted makes the object of a right with its scope.
func OfGranted(g rights.Granted) Granted { return Granted{g.Right.String(), g.Scope.String()} }
