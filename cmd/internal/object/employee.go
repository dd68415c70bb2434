package object

import "gatehouse/domain"

// Employee is the record of a person at work, which an account can be linked to.
type Employee struct {
	ID       string `json:"id"`
	Number   string `json:"number" doc:"the employee number, unique in the workspace"`
	Name     string `json:"name"`
	Email    string `json:"email,omitempty"`
	Unit     string `json:"unit,omitempty" doc:"the name of the organisation unit"`
	LinkedTo string `json:"linked_to,omitempty" doc:"the address of the account that it is linked to"`
}

// OfEmployee makes the object of an employee record.
func OfEmployee(l domain.ListedEmployee) Employee {
	return Employee{ID: string(l.ID), Number: l.Number, Name: l.Name, Email: l.Email, Unit: l.UnitName, LinkedTo: l.LinkedTo}
}
