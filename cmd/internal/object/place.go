package object

import "gatehouse/domain"

// Place is a group or a project.
type Place struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Parent   string   `json:"parent,omitempty" doc:"of a group: the name of the group that it is within"`
	Group    string   `json:"group,omitempty" doc:"of a project: the name of its group"`
	Unit     string   `json:"unit,omitempty" doc:"of a project: the name of its organisation unit"`
	Managers []string `json:"managers,omitempty" doc:"the addresses of those in charge"`
	Members  []string `json:"members,omitempty" doc:"the addresses of those in it"`
	Archived bool     `json:"archived,omitempty" doc:"it is out of use"`
}

// OfPlace makes the object of a group or a project.
func OfPlace(l domain.ListedPlace) Place {
	return Place{
		ID: string(l.ID), Name: l.Name, Parent: l.Parent, Group: l.Group, Unit: l.Unit,
		Managers: l.Managers, Members: l.Members, Archived: l.Archived,
	}
}
