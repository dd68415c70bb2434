// Package rights decides who may do what in a workspace, and says why.
//
// A question names a subject, a right and, where there is one, a target. It
// is put to eight gates, always to all of them; the first that says no is the
// reason:
//
//	status, channel, role, plan, option, link, scope, rank
//
// [Model.Decide] asks them and returns a small code for each;
// [Model.Explain] makes sentences of these codes, and [Model.Fix] finds the
// smallest change that would turn the answer. All three read the same tables:
// the catalogue of rights, and the role models mTime, TimeTonic and Timeneye.
//
// The package is pure: no I/O, no clock, no state. What depends on time, such
// as whether an account has ended, is computed by the caller.
package rights

// Right is one thing that can be asked, such as members.invite. The zero
// value is no right; nobody holds it.
type Right uint8

// The rights, in the order of the catalogue.
const (
	WorkspaceView Right = iota + 1
	WorkspaceSettings
	WorkspaceBilling
	WorkspaceTransfer
	WorkspaceDelete
	MembersView
	MembersInvite
	MembersRole
	MembersSuspend
	MembersRemove
	MembersOptions
	MembersLink
	MembersLogins
	MembersRate
	MembersCost
	MessagesUse
	RolesManage
	EmployeesView
	EmployeesManage
	UnitsManage
	TimeoffRequest
	TimeoffView
	CalendarView
	TimeoffApprove
	TimesheetView
	TimeTrack
	SettingsPersonal
	IntegrationsOwn
	IntegrationsManage
	APISettings
	APIUse
	ServiceUsersManage
	APIKeysManage
	AccessAsk
	AutomationsUse
	AutomationsAdvanced
	DataRead
	DataWrite
	DataDelete
	DataImport
	DataExport
	DataBulkPaste
	ProjectsView
	ProjectsCreate
	ProjectsManage
	GroupsManage
	RolesAssign
	ReportsRun
	ProfitabilityView
	AuditView

	count // one past the last right
)

// Entry is a right as the catalogue describes it.
type Entry struct {
	Right        Right
	Name         string  // members.invite
	Does         string  // what it lets one do; completes "Employee can't …"
	Feature      Feature // what the plan must include, if anything
	Option       Option  // the member's switch that it needs, if any
	Personal     bool    // about oneself
	OfOwn        bool    // not personal, but there is something of one's own to reach: a record, data, projects
	AnsweredOnly bool    // decided for applications that ask; no command uses it
	Reserved     bool    // never enters a custom role
}

// String is the right's name, such as "members.invite".
func (r Right) String() string {
	if r < count {
		return catalogue[r].Name
	}
	return ""
}

// Entry is what the catalogue says about the right.
func (r Right) Entry() Entry {
	if r < count {
		return catalogue[r]
	}
	return Entry{}
}

// ParseRight finds a right by its name.
func ParseRight(name string) (Right, bool) {
	r, ok := byName[name]
	return r, ok
}

var byName = func() map[string]Right {
	names := make(map[string]Right, count)
	for _, e := range catalogue[1:] {
		names[e.Name] = e.Right
	}
	return names
}()

// Catalogue lists all rights in order.
func Catalogue() []Entry {
	return append([]Entry(nil), catalogue[1:]...)
}
