package cli

import (
	"fmt"

	"gatehouse/domain"
)

// workspace is a workspace in JSON.
type workspace struct {
	ID        string `json:"id"`
	Slug      string `json:"slug"`
	Name      string `json:"name"`
	Model     string `json:"model"`
	Plan      string `json:"plan"`
	Owner     string `json:"owner"`
	SeatsUsed int    `json:"seats_used"`
	Seats     int    `json:"seats,omitempty"`
	CreatedAt string `json:"created_at"`
	DeletedAt string `json:"deleted_at,omitempty"`
	OfferedTo string `json:"offered_to,omitempty"`
	OfferEnds string `json:"offer_ends_at,omitempty"`
	Version   uint64 `json:"version"`
}

var workspaceColumns = []column[workspace]{
	{"slug", func(w workspace) string { return w.Slug }},
	{"name", func(w workspace) string { return w.Name }},
	{"model", func(w workspace) string { return w.Model }},
	{"plan", func(w workspace) string { return w.Plan }},
	{"owner", func(w workspace) string { return w.Owner }},
	{"seats", seatWords},
}

// seatWords say how many seats are in use, and of how many.
func seatWords(w workspace) string {
	if w.Seats == 0 {
		return fmt.Sprintf("%d in use, no limit", w.SeatsUsed)
	}
	return fmt.Sprintf("%d of %d in use", w.SeatsUsed, w.Seats)
}

// PrintWorkspace prints a workspace that was made, brought back or deleted.
func (p *Program) PrintWorkspace(s domain.Summary) error {
	return printItem(p, workspaceObject(s), append(workspaceColumns[:len(workspaceColumns):len(workspaceColumns)],
		column[workspace]{"deleted", func(w workspace) string { return w.DeletedAt }}))
}

func workspaceObject(s domain.Summary) workspace {
	return workspace{
		ID: string(s.ID), Slug: s.Slug, Name: s.Name, Model: s.Model, Plan: s.Plan, Owner: s.OwnerName, SeatsUsed: s.SeatsUsed,
		Seats: s.Seats, CreatedAt: stamp(s.CreatedAt), DeletedAt: stamp(s.DeletedAt), Version: s.Version,
	}
}
