package rights

// timeTonic: five user types whose rights end where the plan does. Source:
// TimeTonic, The Different User Types. Its quotas aren't in the document and
// are ours; so is that Limited has no API, which would get around the line
// that the document draws: no deletion, no import, no export, no bulk
// copy-paste.
var timeTonic = fill(&Model{
	Name: "timetonic", Title: "TimeTonic", Line: "five user types, plans and per-member switches",
	Ordinary:  "user",
	NeedsLink: SetOf(TimeoffRequest, TimeoffView, CalendarView),
	Plans: []*Plan{
		{Name: "free", Title: "Free", Seats: 3, Features: FeatureMessages},
		{Name: "start", Title: "Start", Seats: 20, Features: FeatureMessages | FeatureAutomations},
		{Name: "pro", Title: "Pro", Seats: 100, Features: FeatureMessages | FeatureAutomations | FeatureAPI | FeatureCustomRoles},
		{Name: "business", Title: "Business", Features: allFeatures},
	},
	Roles: []*Role{
		{Name: "owner", Title: "Owner", Rank: 500, Line: "everything, billing included; one per workspace"},
		{Name: "admin", Title: "Admin", Rank: 400, Line: "members, settings, integrations, service users"},
		{Name: "user", Title: "User", Rank: 300, Line: "works with all data every day"},
		{Name: "limited", Title: "Limited", Rank: 200, Line: "reads and writes, but no deletion, import, export or bulk copy-paste"},
		{Name: "read-only", Title: "Read-only", Rank: 150, Line: "sees data and changes none"},
	},
}, []grants{
	{"wwwww", list(WorkspaceView)},
	{"wwwww", list(MembersView, MessagesUse)},
	{"ooooo", list(SettingsPersonal)},
	{"oooo-", list(IntegrationsOwn, TimeTrack, TimesheetView, TimeoffRequest, TimeoffView, CalendarView)},
	{"w----", list(WorkspaceBilling, WorkspaceTransfer, WorkspaceDelete)},
	{"ww---", list(WorkspaceSettings, IntegrationsManage, APISettings)},
	{"ww---", list(MembersInvite, MembersRole, MembersSuspend, MembersRemove, MembersOptions)},
	{"ww---", list(MembersLink, MembersLogins, MembersRate, MembersCost)},
	{"ww---", list(RolesManage, AuditView, AccessAsk)},
	{"ww---", list(ServiceUsersManage, APIKeysManage, AutomationsUse, AutomationsAdvanced)},
	{"wwwww", list(DataRead)},
	{"wwww-", list(DataWrite)},
	{"www--", list(DataDelete, DataImport, DataExport, DataBulkPaste)},
	{"www--", list(APIUse)},
	{"wwoo-", list(EmployeesView)},
	{"ww---", list(ProjectsView, ProjectsCreate, ProjectsManage, GroupsManage, RolesAssign, ReportsRun)},
	{"ww---", list(ProfitabilityView, EmployeesManage, UnitsManage, TimeoffApprove)},
})
