package domain

import "time"

// OfferLasts is how long an offer of the ownership can be accepted.
const OfferLasts = 72 * time.Hour

// WorkspaceInfo is the record of a workspace. Its Owner pointer alone says who
// the owner is; nobody's role does.
type WorkspaceInfo struct {
	ID        ID
	Version   uint64
	Slug      string
	Name      string
	Model     string
	Plan      string
	Owner     ID
	CreatedAt time.Time
	DeletedAt time.Time

	OfferedTo ID // who was offered the ownership
	OfferedBy ID
	OfferedAt time.Time

	Switch ModelSwitch // one under way; everything refuses until it is done
}

// ModelSwitch is a change of the role model that has begun. Members and
// invitations are rewritten in bounded commits, in the order of their names and
// sending, and each commit notes how far it came.
type ModelSwitch struct {
	Model, Plan string   // the new ones; no model: nothing is under way
	Roles       []string // old=new, for each role that changes its name
	Phase       string   // members, invitations or roles
	After       Cursor   // what is done within the phase
}

// RecordID is the key under which the record is kept.
func (w WorkspaceInfo) RecordID() ID { return w.ID }

// OfferAt tells whether an offer of the ownership stands.
func (w WorkspaceInfo) OfferAt(now time.Time) bool {
	return w.OfferedTo != "" && w.OfferedBy == w.Owner && now.Before(w.OfferedAt.Add(OfferLasts))
}
