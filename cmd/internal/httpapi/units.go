package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// UnitRef names an organisation unit.
type UnitRef struct {
	Unit string `path:"unit" doc:"an id or a name"`
}

type addUnit struct {
	Body struct {
		Name   string     `json:"name"`
		Parent domain.Ref `json:"parent,omitempty" doc:"the unit that it is within: its id or its name"`
	}
}

type editUnit struct {
	UnitRef
	IfMatch
	Body struct {
		Name   *string     `json:"name,omitempty"`
		Parent *domain.Ref `json:"parent,omitempty" doc:"the unit that it is within: its id or its name; empty: none"`
	}
}

type removeUnit struct {
	UnitRef
	IfMatch
}

type manageUnit struct {
	UnitRef
	Member string `path:"member" doc:"an id or an e-mail address"`
}

func (a *API) units() {
	list(a, operation{route: "GET /v1/units", id: "list-units", summary: "List units as a tree", doc: "Each stands below the unit that it is within."},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedUnit, error) {
			return s.Units(ctx)
		}, object.OfUnit)
	read(a, operation{route: "GET /v1/units/{unit}", id: "show-unit", summary: "Show a unit"},
		func(ctx context.Context, s *domain.Session, in *UnitRef) (domain.ListedUnit, error) {
			return s.Unit(ctx, domain.Ref(in.Unit))
		}, object.OfUnit)
	change(a, operation{route: "POST /v1/units", id: "add-unit", summary: "Add a unit", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *addUnit) (domain.ListedUnit, error) {
			return shown(ctx, s.ShownUnit)(s.AddUnit(ctx, domain.AddUnit{Name: in.Body.Name, Parent: in.Body.Parent}))
		}, object.OfUnit)
	change(a, operation{route: "PATCH /v1/units/{unit}", id: "edit-unit", summary: "Rename or move a unit; an empty parent puts it at the top"},
		func(ctx context.Context, s *domain.Session, in *editUnit) (domain.ListedUnit, error) {
			if in.Body.Name == nil && in.Body.Parent == nil {
				return domain.ListedUnit{}, nothingSaid("name or parent")
			}
			return shown(ctx, s.ShownUnit)(s.EditUnit(ctx, domain.EditUnit{
				Unit: domain.Ref(in.Unit), Version: in.Version, Name: in.Body.Name, Parent: in.Body.Parent,
			}))
		}, object.OfUnit)
	change(a, operation{route: "DELETE /v1/units/{unit}", id: "remove-unit", summary: "Remove a unit that nothing is in", doc: "Its managers no longer manage it; this can't be undone."},
		func(ctx context.Context, s *domain.Session, in *removeUnit) (domain.ListedUnit, error) {
			return shown(ctx, s.ShownUnit)(s.RemoveUnit(ctx, domain.RemoveUnit{Unit: domain.Ref(in.Unit), Version: in.Version}))
		}, object.OfUnit)
	a.unitManager("PUT", operation{id: "set-unit-manager", summary: "Put someone in charge of a unit; it counts while their role is Manager"}, false)
	a.unitManager("DELETE", operation{id: "unset-unit-manager", summary: "Take the charge of a unit from someone"}, true)
}

// unitManager registers what changes the member rather than the unit: the answer
// has no ETag.
func (a *API) unitManager(method string, op operation, not bool) {
	op.route = method + " /v1/units/{unit}/managers/{member}"
	change(a, op, func(ctx context.Context, s *domain.Session, in *manageUnit) (object.Unit, error) {
		u, err := shown(ctx, s.ShownUnit)(s.ManageUnit(ctx, domain.ManageUnit{Unit: domain.Ref(in.Unit), Member: domain.Ref(in.Member), Not: not}))
		return object.OfUnit(u), err
	}, as)
}

// as is for what is an object already.
func as[O any](o O) O { return o }
