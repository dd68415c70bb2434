package object

import "gatehouse/domain"

// Workspace is a workspace.
type Workspace struct {
	ID        string `json:"id"`
	Slug      string `json:"slug" doc:"its name in addresses: what people sign in with over SSH" example:"acme"`
	Name      string `json:"name"`
	Model     string `json:"model" enum:"mtime,timetonic,timeneye" doc:"the role model"`
	Plan      string `json:"plan"`
	Owner     string `json:"owner" doc:"the owner's address"`
	SeatsUsed int    `json:"seats_used"`
	Seats     int    `json:"seats,omitempty" doc:"how many there are; left out where there is no limit"`
	CreatedAt string `json:"created_at" format:"date-time"`
	DeletedAt string `json:"deleted_at,omitempty" format:"date-time"`
	OfferedTo string `json:"offered_to,omitempty" doc:"of the workspace shown alone: who is offered the ownership"`
	OfferEnds string `json:"offer_ends_at,omitempty" format:"date-time"`
	Version   uint64 `json:"version" doc:"rises with each change; what If-Match takes"`
}

// OfWorkspace makes the object of a workspace, without an offer of it.
func OfWorkspace(s domain.Summary) Workspace {
	return Workspace{
		ID: string(s.ID), Slug: s.Slug, Name: s.Name, Model: s.Model, Plan: s.Plan, Owner: s.OwnerName, SeatsUsed: s.SeatsUsed,
		Seats: s.Seats, CreatedAt: Stamp(s.CreatedAt), DeletedAt: Stamp(s.DeletedAt), Version: s.Version,
	}
}
