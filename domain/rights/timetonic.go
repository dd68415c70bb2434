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
	Source: Document{Title: "TimeTonic, The Different User Types", File: "002_994ea25e7be395d1.txt"},
	Roles: []*Role{
		{Name: "owner", Title: "Owner", Rank: 500, Line: "everything, billing included; one per workspace"},
		{Name: "admin", Title: "Admin", Rank: 400, Line: "members, settings, integrations, service users"},
		{Name: "user", Title: "User", Rank: 300, Line: "works with all data every day"},
		{Name: "limited", Title: "Limited", Rank: 200, Line: "reads and writes, but no deletion, import, export or bulk copy-paste"},
		{Name: "read-only", Title: "Read-only", Rank: 150, Line: "sees data and changes none"},
	},
}, []grants{
	{"wwwww", list(WorkspaceView), "ours: everyone sees the name of where they are"},
	{"wwwww", list(MembersView), "Access to Workspace Members"},
	{"wwwww", list(MessagesUse), "Access to Workspace Messaging"},
	{"ooooo", list(SettingsPersonal), "ours: the document's table has no text; everyone has settings of their own"},
	{"oooo-", list(IntegrationsOwn, TimeTrack, TimesheetView, TimeoffRequest, TimeoffView, CalendarView), "ours: the document's table has no text; Read-only changes nothing"},
	{"w----", list(WorkspaceBilling, WorkspaceTransfer, WorkspaceDelete), "ours: the document's table has no text; these are the owner's in the other two"},
	{"ww---", list(WorkspaceSettings, IntegrationsManage, APISettings), "ours: the document's table has no text; these are for owners and admins in the other two"},
	{"ww---", list(MembersRole), "Changing a User's Permissions"},
	{"ww---", list(MembersRemove), "Removing a Member from a Workspace"},
	{"ww---", list(MembersOptions), "Access to Workspace Members"},
	{"ww---", list(MembersInvite, MembersSuspend, MembersLink, MembersLogins, MembersRate, MembersCost), "ours: they go with changing and removing"},
	{"ww---", list(RolesManage, AuditView, AccessAsk), "ours: for those who answer for the whole workspace"},
	{"ww---", list(ServiceUsersManage, APIKeysManage, AutomationsUse), "ours: the document's table has no text; these are for owners and admins in the other two"},
	{"ww---", list(AutomationsAdvanced), "A role is not always enough"},
	{"wwwww", list(DataRead), "ours: the document's table has no text; Read-only reads"},
	{"wwww-", list(DataWrite), "Understanding the Difference Between User and Limited Roles"},
	{"www--", list(DataDelete, DataImport, DataExport, DataBulkPaste), "Understanding the Difference Between User and Limited Roles"},
	{"www--", list(APIUse), "ours: a role allows the API or not (API Access); Limited has none, it would get around its line"},
	{"wwoo-", list(EmployeesView), "ours: employee records are mTime's; one sees one's own"},
	{"ww---", list(ProjectsView, ProjectsCreate, ProjectsManage, GroupsManage, RolesAssign, ReportsRun), "ours: projects and groups are Timeneye's, where they are the Admin's"},
	{"ww---", list(ProfitabilityView, EmployeesManage, UnitsManage, TimeoffApprove), "ours: for those who answer for the whole workspace"},
})
