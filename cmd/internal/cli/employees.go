package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

var employeeColumns = []column[object.Employee]{
	{"number", func(e object.Employee) string { return e.Number }},
	{"name", func(e object.Employee) string { return e.Name }},
	{"e-mail", func(e object.Employee) string { return orDash(e.Email) }},
	{"unit", func(e object.Employee) string { return orDash(e.Unit) }},
	{"linked to", func(e object.Employee) string { return orDash(e.LinkedTo) }},
}

// changeEmployee makes a change and prints the record after it.
func (r *run) changeEmployee(do func() (domain.Employee, error)) error {
	return one(r, employeeColumns, func() (object.Employee, error) {
		e, err := do()
		if err != nil {
			return object.Employee{}, err
		}
		l, err := r.ShownEmployee(r, e)
		return object.OfEmployee(l), err
	})
}

func employees(p *Program) *cobra.Command {
	return group("employees", "Records of people at work, which accounts are linked to",
		p.employeesList(), p.employeesAdd(), p.employeesEdit(), p.employeesRemove(), p.employeesImport())
}

func (p *Program) employeesList() *cobra.Command {
	var text string
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List employee records by number", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.Employees(r, text)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfEmployee), employeeColumns)
		}),
	}
	c.Flags().StringVar(&text, "query", "", "only those that match this `text`")
	optional(c, "query")
	l.flags(c)
	return c
}

// employeeFlags are the fields of a record.
func (p *Program) employeeFlags(c *cobra.Command, number, name, email, unit *string) {
	c.Flags().StringVar(number, "number", "", "the employee `number`")
	c.Flags().StringVar(name, "name", "", "the `name`")
	c.Flags().StringVar(email, "email", "", "the e-mail `address`")
	c.Flags().StringVar(unit, "unit", "", "the organisation `unit`")
	p.completeFlag(c, "unit", p.completeUnits)
}

func (p *Program) employeesAdd() *cobra.Command {
	var number, name, email, unit string
	c := &cobra.Command{
		Use: "add --number N --name NAME", Short: "Add an employee record", Args: noArgs,
		RunE: p.run(func(r *run) error {
			return r.changeEmployee(func() (domain.Employee, error) {
				return r.AddEmployee(r, domain.AddEmployee{Number: number, Name: name, Email: email, Unit: domain.Ref(unit)})
			})
		}),
	}
	p.employeeFlags(c, &number, &name, &email, &unit)
	required(c, "number", "name")
	return c
}

func (p *Program) employeesEdit() *cobra.Command {
	var number, name, email, unit string
	c := &cobra.Command{
		Use: "edit NUMBER", Short: "Change an employee record; an empty value takes e-mail or unit away", Args: exactArgs(1), ValidArgsFunction: p.completeEmployees,
		RunE: p.run(func(r *run) error {
			place := domain.Ref(unit)
			edit := domain.EditEmployee{
				Employee: domain.Ref(r.args[0]), Number: given(r.cmd, "number", &number), Name: given(r.cmd, "name", &name),
				Email: given(r.cmd, "email", &email), Unit: given(r.cmd, "unit", &place),
			}
			if edit.Number == nil && edit.Name == nil && edit.Email == nil && edit.Unit == nil {
				return usage("say what to change, with --number, --name, --email or --unit")
			}
			return r.changeEmployee(func() (domain.Employee, error) { return r.EditEmployee(r, edit) })
		}),
	}
	p.employeeFlags(c, &number, &name, &email, &unit)
	optional(c, "email", "unit")
	return c
}

func (p *Program) employeesRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NUMBER", Short: "Remove an employee record; a linked account stays, unlinked", Args: exactArgs(1), ValidArgsFunction: p.completeEmployees,
		RunE: p.run(func(r *run) error {
			if err := r.Confirm("Remove employee "+domain.CleanMax(r.args[0], maxCell)+"?", "the record is deleted; a linked account stays, unlinked"); err != nil {
				return err
			}
			return r.changeEmployee(func() (domain.Employee, error) {
				return r.RemoveEmployee(r, domain.RemoveEmployee{Employee: domain.Ref(r.args[0])})
			})
		}),
	}
}

func (p *Program) employeesImport() *cobra.Command {
	return &cobra.Command{
		Use: "import FILE", Short: "Bring employee records in from a CSV", Args: exactArgs(1),
		Long: "Reads a CSV with a header (number,name,email,unit; only number and name are needed for new records).\n" +
			"Records are known by their numbers; none is ever removed, and an empty field leaves what there is.",
		RunE: p.run(func(r *run) error {
			if _, err := r.ImportEmployees(r, domain.ImportEmployees{}); err != nil { // nothing is read for who may bring in nothing
				return err
			}
			in, err := r.File(r.args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			rows, bad, err := roster.ReadEmployees(in)
			if err != nil {
				return err
			}
			report, err := r.ImportEmployees(r, domain.ImportEmployees{Rows: rows, Bad: bad})
			if err != nil {
				return err
			}
			return printReport(r.Program, report, reportLine(report, false))
		}),
	}
}
