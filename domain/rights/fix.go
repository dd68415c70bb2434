package rights

// StepKind is what a step of a fix changes.
type StepKind uint8

// The steps, in an order that works.
const (
	ChangePlan     StepKind = iota + 1 // to Plan
	Restore                            // a removed member
	Reactivate                         // a suspended one
	Extend                             // the end date of the account
	ChangeRole                         // of the subject, to Role
	AddEmployee                        // a record for the subject
	Link                               // the subject to that record
	AssignUnit                         // make it a manager of the target's unit
	Staff                              // let it work on the project
	AssignProject                      // make it Project Manager of the target
	AssignGroup                        // make it Group Manager of the target's group
	UnarchiveProject
	SetOption   // turn Option on
	SetChannels // to Ways
)

// Step is one change. What it names beside its kind is the kind's.
type Step struct {
	Kind   StepKind
	Role   *Role
	Plan   *Plan
	Option Option
	Ways   Channels
}

// Circumstances are facts that only the caller knows.
type Circumstances struct {
	SeatsUsed int  // seats that are taken now
	Employee  bool // there is an employee record that the subject can be linked to
	Past      bool // the account's end date is past, also where its status says suspended or removed
	Gone      bool // a removal is too old to be undone
}
