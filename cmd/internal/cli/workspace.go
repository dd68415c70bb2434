package cli

import (
	"fmt"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var workspaceColumns = []column[object.Workspace]{
	{"slug", func(w object.Workspace) string { return w.Slug }},
	{"name", func(w object.Workspace) string { return w.Name }},
	{"model", func(w object.Workspace) string { return w.Model }},
	{"plan", func(w object.Workspace) string { return w.Plan }},
	{"owner", func(w object.Workspace) string { return w.Owner }},
	{"seats", seatWords},
}

// seatWords say how many seats are in use, and of how many.
func seatWords(w object.Workspace) string {
	if w.Seats == 0 {
		return fmt.Sprintf("%d in use, no limit", w.SeatsUsed)
	}
	return fmt.Sprintf("%d of %d in use", w.SeatsUsed, w.Seats)
}

// PrintWorkspace prints a workspace that was made, brought back or deleted.
func (p *Program) PrintWorkspace(s domain.Summary) error {
	return printItem(p, object.OfWorkspace(s), append(workspaceColumns[:len(workspaceColumns):len(workspaceColumns)],
		column[object.Workspace]{"deleted", func(w object.Workspace) string { return w.DeletedAt }}))
}
