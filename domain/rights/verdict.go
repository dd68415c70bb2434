package rights

// Verdict is what one gate says, and why.
type Verdict uint8

const (
	Silent Verdict = iota // the question doesn't concern the gate
	Passes
	ScopedRoleHolds // the role gate: through a scoped role alone

	refusal Verdict = 1 << 7
)

// The verdicts that say no.
const (
	IsSuspended Verdict = iota | refusal
	IsRemoved
	IsEnded // past the end date
	WayClosed
	ServiceByAPI // service users come in by the API only
	NoAPIRole    // api.use isn't held
	NoAPIPlan
	NoAPIOption
	NotHeld
	NotInPlan
	CustomNotInPlan // a custom role would be given
	SwitchedOff
	NotLinked
	AboutOneself // a personal right, asked about another
	NotWhole     // the right reaches part of the workspace
	ReachesNone
	NotReached
	IsArchived
	OnOneself
	OnOwner
	OnSuperior
	OnMaker
	OnRoleHeld     // changing a role that one holds
	OnRoleAbove    // changing a role that a superior holds
	GivesOwner     // ownership only moves by transfer
	GivesHigher    // a role above one's own
	GivesMore      // rights that one doesn't hold
	GivesReserved  // a custom role with what never enters one
	GivesToService // a role for service users, to a person
)

func (v Verdict) no() bool { return v&refusal != 0 }
