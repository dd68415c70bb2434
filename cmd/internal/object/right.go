package object

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Entry is a right of the catalogue.
type Entry struct {
	Name         string `json:"name" example:"members.view"`
	Does         string `json:"does" doc:"what it lets one do"`
	Feature      string `json:"feature,omitempty" doc:"the feature of the plan that it takes"`
	Option       string `json:"option,omitempty" doc:"the option of the member that it takes"`
	Personal     bool   `json:"personal,omitempty" doc:"it is about oneself alone"`
	AnsweredOnly bool   `json:"answered_only,omitempty" doc:"this program only answers who has it; other programs keep to that"`
}

// OfEntry makes the object of a right of the catalogue.
func OfEntry(e rights.Entry) Entry {
	out := Entry{Name: e.Name, Does: e.Does, Personal: e.Personal, AnsweredOnly: e.AnsweredOnly}
	if e.Feature != 0 {
		out.Feature = e.Feature.String()
	}
	if e.Option != 0 {
		out.Option = e.Option.String()
	}
	return out
}

// Diff is what another role would give someone and take.
type Diff struct {
	Gained []Granted `json:"gained" doc:"a scope that widens counts"`
	Lost   []Granted `json:"lost" doc:"a scope that narrows counts"`
}

// OfDiff makes the object of a difference in rights.
func OfDiff(d domain.RightsDiff) Diff {
	return Diff{Gained: List(d.Gained, OfGranted), Lost: List(d.Lost, OfGranted)}
}

// Who is one who may do something.
type Who struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Email   string `json:"email,omitempty" doc:"of a person; a service user has none"`
	Through string `json:"through" doc:"what gives the right: a role, or what the member manages or works on" example:"manager of Design"`
}

// OfWho makes the object of one who may.
func OfWho(w domain.Who) Who {
	out := Who{ID: string(w.ID), Name: w.Name, Through: w.Through}
	if w.Kind == rights.Person {
		out.Email = w.Handle
	}
	return out
}
