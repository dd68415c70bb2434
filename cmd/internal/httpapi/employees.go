package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type listEmployees struct {
	Paging
	Query string `query:"query" doc:"only those that match this text"`
}

// EmployeeRef names an employee record.
type EmployeeRef struct {
	Employee string `path:"employee" doc:"an id or an employee number"`
}

type addEmployee struct {
	Body struct {
		Number string `json:"number" doc:"unique in the workspace; at most 40 characters"`
		Name   string `json:"name"`
		Email  string `json:"email,omitempty"`
		Unit   string `json:"unit,omitempty" doc:"the organisation unit: its id or its name"`
	}
}

type editEmployee struct {
	EmployeeRef
	IfMatch
	Body struct {
		Number *string     `json:"number,omitempty"`
		Name   *string     `json:"name,omitempty"`
		Email  *string     `json:"email,omitempty" doc:"empty: none"`
		Unit   *domain.Ref `json:"unit,omitempty" doc:"the organisation unit: its id or its name; empty: none"`
	}
}

type removeEmployee struct {
	EmployeeRef
	IfMatch
}

func (a *API) employees() {
	list(a, operation{route: "GET /v1/employees", id: "list-employees", summary: "List employee records by number"},
		func(ctx context.Context, s *domain.Session, in *listEmployees) ([]domain.ListedEmployee, error) {
			return s.Employees(ctx, in.Query)
		}, object.OfEmployee)
	read(a, operation{route: "GET /v1/employees/{employee}", id: "show-employee", summary: "Show an employee record"},
		func(ctx context.Context, s *domain.Session, in *EmployeeRef) (domain.ListedEmployee, error) {
			return s.Employee(ctx, domain.Ref(in.Employee))
		}, object.OfEmployee)
	change(a, operation{route: "POST /v1/employees", id: "add-employee", summary: "Add an employee record", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *addEmployee) (domain.ListedEmployee, error) {
			b := in.Body
			return shown(ctx, s.ShownEmployee)(s.AddEmployee(ctx, domain.AddEmployee{Number: b.Number, Name: b.Name, Email: b.Email, Unit: domain.Ref(b.Unit)}))
		}, object.OfEmployee)
	change(a, operation{route: "PATCH /v1/employees/{employee}", id: "edit-employee", summary: "Change an employee record; an empty value takes e-mail or unit away"},
		func(ctx context.Context, s *domain.Session, in *editEmployee) (domain.ListedEmployee, error) {
			b := in.Body
			if b.Number == nil && b.Name == nil && b.Email == nil && b.Unit == nil {
				return domain.ListedEmployee{}, nothingSaid("number, name, email or unit")
			}
			return shown(ctx, s.ShownEmployee)(s.EditEmployee(ctx, domain.EditEmployee{
				Employee: domain.Ref(in.Employee), Version: in.Version, Number: b.Number, Name: b.Name, Email: b.Email, Unit: b.Unit,
			}))
		}, object.OfEmployee)
	change(a, operation{route: "DELETE /v1/employees/{employee}", id: "remove-employee", summary: "Remove an employee record; a linked account stays, unlinked"},
		func(ctx context.Context, s *domain.Session, in *removeEmployee) (domain.ListedEmployee, error) {
			return shown(ctx, s.ShownEmployee)(s.RemoveEmployee(ctx, domain.RemoveEmployee{Employee: domain.Ref(in.Employee), Version: in.Version}))
		}, object.OfEmployee)
}

// shown completes what a change left, so that it is answered as it is read.
func shown[R, L any](ctx context.Context, complete func(context.Context, R) (L, error)) func(R, error) (L, error) {
	return func(r R, err error) (L, error) {
		if err != nil {
			var nothing L
			return nothing, err
		}
		return complete(ctx, r)
	}
}

// nothingSaid refuses an edit that changes nothing.
func nothingSaid(fields string) error {
	return domain.Errorf(domain.Invalid, "bad_request", "say what to change: %s", fields)
}
