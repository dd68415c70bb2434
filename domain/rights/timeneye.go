package rights

// timeneye: three permission levels for the workspace, and Project and Group
// Managers. Source: Timeneye, User roles: who can do what.
var timeneye = fill(&Model{
	Name: "timeneye", Title: "Timeneye", Line: "permission levels, with managers for projects and groups",
	Ordinary:  "member",
	NeedsLink: SetOf(TimeoffRequest, TimeoffView, CalendarView),
	Plans:     []*Plan{{Name: "full", Title: "Full", Features: allFeatures}},
	Source:    Document{Title: "Timeneye, User roles: who can do what?", File: "003_1313bcbc8d9eaf2b.txt"},
	Roles: []*Role{
		{Name: "owner", Title: "Owner", Rank: 500, Line: "everything, payment and subscription included; one per workspace"},
		{Name: "admin", Title: "Admin", Rank: 400, Line: "all that the owner does, but for payment, subscription and deletion"},
		{Name: "member", Title: "Member", Rank: 200, Line: "tracks time, own settings and integrations"},
	},
}, []grants{
	{"www", list(WorkspaceView), "ours: everyone sees the name of where they are"},
	{"www", list(MessagesUse), "ours: TimeTonic's messaging is everyone's"},
	{"ooo", list(SettingsPersonal, IntegrationsOwn, TimeTrack), "can track time and edit his/her personal settings and user integration"},
	{"ooo", list(TimesheetView, TimeoffRequest, TimeoffView, CalendarView), "ours: mTime's, for everyone who tracks time"},
	{"w--", list(WorkspaceBilling, WorkspaceDelete), "managing the payment and subscription and deleting the whole workspace"},
	{"w--", list(WorkspaceTransfer), "ours: the ownership is the owner's to offer"},
	{"ww-", list(WorkspaceSettings), "managing workspace settings"},
	{"ww-", list(IntegrationsManage), "managing account integrations"},
	{"ww-", list(DataImport), "accessing the Import feature"},
	{"ww-", list(DataRead, DataWrite, DataDelete, DataExport, DataBulkPaste), "basically all the functions and views available"},
	{"ww-", list(MembersView, MembersInvite, MembersSuspend, MembersRemove), "managing the team"},
	{"ww-", list(MembersRole), "How to change a user level of permission"},
	{"ww-", list(MembersRate, MembersCost), "How to set a user's hourly rate and cost"},
	{"ww-", list(MembersOptions, MembersLink, MembersLogins), "ours: they go with managing the team"},
	{"wwo", list(ProjectsView), "ours: a Member sees the projects that they work on"},
	{"ww-", list(ProjectsCreate, ProjectsManage), "managing projects"},
	{"ww-", list(ReportsRun), "running reports"},
	{"ww-", list(GroupsManage, RolesAssign, ProfitabilityView), "basically all the functions and views available"},
	{"ww-", list(APISettings, APIUse, AccessAsk, ServiceUsersManage, APIKeysManage, AutomationsUse, AutomationsAdvanced), "ours: not in the document; all functions are the owner's and the Admin's"},
	{"ww-", list(RolesManage, AuditView, EmployeesView, EmployeesManage, UnitsManage, TimeoffApprove), "ours: not in the document; all functions are the owner's and the Admin's"},
})
