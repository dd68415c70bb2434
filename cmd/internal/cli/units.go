package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// unitRow is a unit in a list, with how deep it stands in the tree.
type unitRow struct {
	object.Unit
	depth int
}

func rowOfUnit(l domain.ListedUnit) unitRow { return unitRow{object.OfUnit(l), l.Depth} }

var unitColumns = []column[unitRow]{
	{"unit", func(u unitRow) string { return strings.Repeat("  ", u.depth) + u.Name }},
	{"within", func(u unitRow) string { return orDash(u.Parent) }},
	{"managers", func(u unitRow) string { return orDash(strings.Join(u.Managers, ", ")) }},
}

// changeUnit makes a change and prints the unit after it.
func (r *run) changeUnit(do func() (domain.Unit, error)) error {
	return one(r, unitColumns, func() (unitRow, error) {
		u, err := do()
		if err != nil {
			return unitRow{}, err
		}
		l, err := r.ShownUnit(r, u)
		l.Depth = 0
		return rowOfUnit(l), err
	})
}

func units(p *Program) *cobra.Command {
	return group("units", "Organisation units and their managers", p.unitsList(), p.unitsAdd(), p.unitsEdit(), p.unitsRemove(), p.unitsManager())
}

func (p *Program) unitsList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List units as a tree", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.Units(r)
			if err != nil {
				return err
			}
			if l.sort != "" || !r.Terminal {
				for i := range all {
					all[i].Depth = 0 // the order is no tree's, or nobody looks at it
				}
			}
			return printList(r.Program, l, object.List(all, rowOfUnit), unitColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) unitsAdd() *cobra.Command {
	var parent string
	c := &cobra.Command{
		Use: "add NAME", Short: "Add a unit", Args: exactArgs(1), ValidArgsFunction: words(),
		RunE: p.run(func(r *run) error {
			return r.changeUnit(func() (domain.Unit, error) {
				return r.AddUnit(r, domain.AddUnit{Name: r.args[0], Parent: domain.Ref(parent)})
			})
		}),
	}
	c.Flags().StringVar(&parent, "parent", "", "the `unit` that it is within")
	p.completeFlag(c, "parent", p.completeUnits)
	return c
}

func (p *Program) unitsEdit() *cobra.Command {
	var name, parent string
	c := &cobra.Command{
		Use: "edit NAME", Short: "Rename or move a unit; an empty parent puts it at the top", Args: exactArgs(1), ValidArgsFunction: p.completeUnits,
		RunE: p.run(func(r *run) error {
			above := domain.Ref(parent)
			edit := domain.EditUnit{Unit: domain.Ref(r.args[0]), Name: given(r.cmd, "name", &name), Parent: given(r.cmd, "parent", &above)}
			if edit.Name == nil && edit.Parent == nil {
				return usage("say what to change, with --name or --parent")
			}
			return r.changeUnit(func() (domain.Unit, error) { return r.EditUnit(r, edit) })
		}),
	}
	c.Flags().StringVar(&name, "name", "", "its new `name`")
	c.Flags().StringVar(&parent, "parent", "", "the `unit` that it is within")
	p.completeFlag(c, "parent", p.completeUnits)
	optional(c, "parent")
	return c
}

func (p *Program) unitsRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME", Short: "Remove a unit that nothing is in", Args: exactArgs(1), ValidArgsFunction: p.completeUnits,
		RunE: p.run(func(r *run) error {
			if err := r.Confirm("Remove the unit "+domain.CleanMax(r.args[0], maxCell)+"?", "its managers no longer manage it; this can't be undone"); err != nil {
				return err
			}
			return r.changeUnit(func() (domain.Unit, error) {
				return r.RemoveUnit(r, domain.RemoveUnit{Unit: domain.Ref(r.args[0])})
			})
		}),
	}
}

func (p *Program) unitsManager() *cobra.Command {
	var not bool
	c := &cobra.Command{
		Use: "manager UNIT EMAIL", Short: "Put someone in charge of a unit; it counts while their role is Manager", Args: exactArgs(2),
		ValidArgsFunction: inOrder(p.completeUnits, p.completeMembers),
		RunE: p.run(func(r *run) error {
			m, err := r.meant(r.args[1])
			if err != nil {
				return err
			}
			return r.changeUnit(func() (domain.Unit, error) {
				return r.ManageUnit(r, domain.ManageUnit{Unit: domain.Ref(r.args[0]), Member: m, Not: not})
			})
		}),
	}
	c.Flags().BoolVar(&not, "remove", false, "take it away instead")
	return c
}
