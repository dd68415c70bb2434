package object

import "gatehouse/domain"

// Unit is an organisation unit.
type Unit struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Parent   string   `json:"parent,omitempty" doc:"the name of the unit that it is within"`
	Managers []string `json:"managers,omitempty" doc:"the addresses of those in charge"`
}

// OfUnit makes the object of a unit.
func OfUnit(l domain.ListedUnit) Unit {
	return Unit{ID: string(l.ID), Name: l.Name, Parent: l.ParentName, Managers: l.Managers}
}
