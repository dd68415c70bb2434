package rights

// Question asks whether a subject may use a right.
type Question struct {
	Right   Right
	Channel Channel
	Subject Subject
	On      Target

	// Giving is the role that the act would hand out: by a role change, an
	// invitation, a restore, an undo, a custom role; the service user's for a
	// new key, the member's for a new login, the scoped role for roles.assign.
	// GivingBelow and GivingHolds are what comes along where someone becomes
	// that member: the role below a temporary one, and its scoped roles.
	Giving      *Role
	GivingBelow *Role
	GivingHolds Reach

	TakesAway bool // listing or taking away, which a plan never stops
	Rotates   bool // a service user rotates its own key
}

// TargetKind is what a question is about.
type TargetKind uint8

const (
	NoTarget   TargetKind = iota // oneself for personal rights, else the whole workspace
	AnyTarget                    // whether there is any target at all, for menus
	OnMember                     // persons and service users
	OnEmployee                   // an employee record, and whoever is linked to it
	OnUnit
	OnProject
	OnGroup
	OnRole
)

// Target is what an act is done to, as seen from the subject.
type Target struct {
	Kind    TargetKind
	Self    bool  // the subject, its employee record, a project it works on
	Owner   bool  // the owner of the workspace
	Maker   bool  // the person who made the subject, a service user; for a role that this person holds it
	Service bool  // a service user
	Rank    int   // the member's, the higher of both for a temporary role; for a role the highest of those who hold it
	Reach   Reach // what the subject has to do with it, whether its role makes use of it or not

	// CouldReach is what the subject could be made to have to do with it, for
	// Fix: ByUnit if it has a unit, ByGroup if it is or has a group, and so on.
	// For AnyTarget it is what exists in the workspace.
	CouldReach Reach
	Role       *Role // for OnRole: the role itself
}
