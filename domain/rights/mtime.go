package rights

// mTime: five roles and a hierarchy of organisation units. Source: mTime,
// Users & permissions; what it leaves open is ours.
var mTime = fill(&Model{
	Name: "mtime", Title: "mTime", Line: "employees and managers along organisation units",
	Ordinary:  "employee",
	NeedsLink: SetOf(TimeoffRequest, TimeoffView, CalendarView, TimesheetView, TimeTrack),
	Plans:     []*Plan{{Name: "full", Title: "Full", Features: allFeatures}},
	Roles: []*Role{
		{Name: "owner", Title: "Owner", Rank: 500, Line: "everything, billing included; one per workspace"},
		{Name: "admin", Title: "Admin", Rank: 400, Line: "people, units, integrations, most settings"},
		{Name: "manager", Title: "Manager", Rank: 300, Line: "views and manages the people of their units"},
		{Name: "employee", Title: "Employee", Rank: 200, Line: "own data, time off, personal settings"},
		{Name: "developer", Title: "Developer", Rank: 200, Line: "API settings, service users, keys"},
	},
}, []grants{
	{"wwwww", list(WorkspaceView, MessagesUse)},
	{"ooooo", list(SettingsPersonal, IntegrationsOwn, TimeoffRequest, TimeoffView, CalendarView, TimesheetView, TimeTrack)},
	{"ww---", list(WorkspaceSettings)},
	{"w----", list(WorkspaceBilling, WorkspaceTransfer, WorkspaceDelete)},
	{"wws--", list(MembersView)},
	{"ww---", list(MembersInvite, MembersRole, MembersSuspend, MembersRemove, MembersOptions)},
	{"ww---", list(MembersLink, MembersLogins, MembersRate, MembersCost)},
	{"ww---", list(ProfitabilityView, RolesManage, AuditView)},
	{"wwsoo", list(EmployeesView)},
	{"wws--", list(EmployeesManage)},
	{"ww---", list(UnitsManage, IntegrationsManage)},
	{"wws--", list(TimeoffApprove)},
	{"ww--w", list(APISettings, ServiceUsersManage, APIKeysManage, APIUse, AccessAsk, AutomationsUse, AutomationsAdvanced)},
	{"wws--", list(ProjectsView, ReportsRun)},
	{"ww---", list(ProjectsCreate, ProjectsManage, GroupsManage, RolesAssign)},
	{"wwsoo", list(DataRead)},
	{"ww---", list(DataWrite, DataDelete, DataImport, DataExport, DataBulkPaste)},
})
