package rights

// timeneye: three permission levels for the workspace, and Project and Group
// Managers. Source: Timeneye, User roles: who can do what.
var timeneye = fill(&Model{
	Name: "timeneye", Title: "Timeneye", Line: "permission levels, with managers for projects and groups",
	Ordinary:  "member",
	NeedsLink: SetOf(TimeoffRequest, TimeoffView, CalendarView),
	Plans:     []*Plan{{Name: "full", Title: "Full", Features: allFeatures}},
	Roles: []*Role{
		{Name: "owner", Title: "Owner", Rank: 500, Line: "everything, payment and subscription included; one per workspace"},
		{Name: "admin", Title: "Admin", Rank: 400, Line: "all that the owner does, but for payment, subscription and deletion"},
		{Name: "member", Title: "Member", Rank: 200, Line: "tracks time, own settings and integrations"},
	},
}, []grants{
	{"www", list(WorkspaceView, MessagesUse)},
	{"ooo", list(SettingsPersonal, IntegrationsOwn, TimeTrack, TimesheetView, TimeoffRequest, TimeoffView, CalendarView)},
	{"w--", list(WorkspaceBilling, WorkspaceTransfer, WorkspaceDelete)},
	{"ww-", list(WorkspaceSettings, IntegrationsManage)},
	{"ww-", list(DataRead, DataWrite, DataDelete, DataImport, DataExport, DataBulkPaste)},
	{"ww-", list(MembersView)},
	{"ww-", list(MembersInvite, MembersRole, MembersSuspend, MembersRemove, MembersOptions)},
	{"ww-", list(MembersLink, MembersLogins, MembersRate, MembersCost)},
	{"wwo", list(ProjectsView)},
	{"ww-", list(ProjectsCreate, ProjectsManage, ReportsRun)},
	{"ww-", list(GroupsManage, RolesAssign, ProfitabilityView)},
	{"ww-", list(APISettings, APIUse, AccessAsk, ServiceUsersManage, APIKeysManage, AutomationsUse, AutomationsAdvanced)},
	{"ww-", list(RolesManage, AuditView, EmployeesView, EmployeesManage, UnitsManage, TimeoffApprove)},
})
