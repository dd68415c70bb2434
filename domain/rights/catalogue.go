package rights

// catalogue describes every right. It is read only.
var catalogue = [count]Entry{
	WorkspaceView:     {Right: WorkspaceView, Name: "workspace.view", Does: "see the workspace's name and plan"},
	WorkspaceSettings: {Right: WorkspaceSettings, Name: "workspace.settings", Does: "change the workspace's settings and see its mail queue"},
	WorkspaceBilling:  {Right: WorkspaceBilling, Name: "workspace.billing", Does: "change payment, subscription and plan", Reserved: true},
	WorkspaceTransfer: {Right: WorkspaceTransfer, Name: "workspace.transfer", Does: "offer the ownership to someone", Reserved: true},
	WorkspaceDelete:   {Right: WorkspaceDelete, Name: "workspace.delete", Does: "delete the workspace", Reserved: true},

	// The switch: TimeTonic, Access to Workspace Members.
	MembersView:    {Right: MembersView, Name: "members.view", Does: "see the list of members", Option: MembersListOn},
	MembersInvite:  {Right: MembersInvite, Name: "members.invite", Does: "invite people, resend and revoke invitations"},
	MembersRole:    {Right: MembersRole, Name: "members.role", Does: "change roles"},
	MembersSuspend: {Right: MembersSuspend, Name: "members.suspend", Does: "suspend and reactivate members, set their end dates, end their sessions"},
	MembersRemove:  {Right: MembersRemove, Name: "members.remove", Does: "remove and restore members"},
	MembersOptions: {Right: MembersOptions, Name: "members.options", Does: "set members' options"},
	MembersLink:    {Right: MembersLink, Name: "members.link", Does: "link accounts to employee records"},
	MembersLogins:  {Right: MembersLogins, Name: "members.logins", Does: "list and remove others' SSH keys and send tokens to enrol one"},
	MembersRate:    {Right: MembersRate, Name: "members.rate", Does: "see and set hourly rates"},
	MembersCost:    {Right: MembersCost, Name: "members.cost", Does: "see and set hourly costs"},

	// The switch: TimeTonic, Access to Workspace Messaging.
	MessagesUse: {Right: MessagesUse, Name: "messages.use", Does: "use the workspace's messaging", Feature: FeatureMessages, Option: MessagesOn, AnsweredOnly: true},
	RolesManage: {Right: RolesManage, Name: "roles.manage", Does: "make and change custom roles", Feature: FeatureCustomRoles},

	EmployeesView:   {Right: EmployeesView, Name: "employees.view", Does: "see employee records", OfOwn: true},
	EmployeesManage: {Right: EmployeesManage, Name: "employees.manage", Does: "create and change employee records"},
	UnitsManage:     {Right: UnitsManage, Name: "units.manage", Does: "change organisation units and their managers"},

	TimeoffRequest: {Right: TimeoffRequest, Name: "timeoff.request", Does: "ask for time off", Personal: true, AnsweredOnly: true},
	TimeoffView:    {Right: TimeoffView, Name: "timeoff.view", Does: "see their time-off balances", Personal: true, AnsweredOnly: true},
	CalendarView:   {Right: CalendarView, Name: "calendar.view", Does: "see the team calendar of their unit", Personal: true, AnsweredOnly: true},
	TimeoffApprove: {Right: TimeoffApprove, Name: "timeoff.approve", Does: "decide on requests for time off", AnsweredOnly: true},
	TimesheetView:  {Right: TimesheetView, Name: "timesheet.view", Does: "see the Timesheet menu and the time registration widgets", Personal: true, AnsweredOnly: true},
	TimeTrack:      {Right: TimeTrack, Name: "time.track", Does: "record time", Personal: true},

	SettingsPersonal:   {Right: SettingsPersonal, Name: "settings.personal", Does: "change their own settings", Personal: true, AnsweredOnly: true},
	IntegrationsOwn:    {Right: IntegrationsOwn, Name: "integrations.own", Does: "manage their own integrations", Personal: true, AnsweredOnly: true},
	IntegrationsManage: {Right: IntegrationsManage, Name: "integrations.manage", Does: "manage the workspace's integrations", AnsweredOnly: true},
	APISettings:        {Right: APISettings, Name: "api.settings", Does: "change API settings", Feature: FeatureAPI, AnsweredOnly: true},
	// The switch and the plan: TimeTonic, API Access.
	APIUse:             {Right: APIUse, Name: "api.use", Does: "call the API", Feature: FeatureAPI, Option: APIOn},
	ServiceUsersManage: {Right: ServiceUsersManage, Name: "service_users.manage", Does: "make and change service users", Feature: FeatureAPI},
	APIKeysManage:      {Right: APIKeysManage, Name: "api_keys.manage", Does: "create, rotate and revoke API keys", Feature: FeatureAPI},
	AccessAsk:          {Right: AccessAsk, Name: "access.ask", Does: "ask about others' rights and keys"},

	AutomationsUse:      {Right: AutomationsUse, Name: "automations.use", Does: "use automations", Feature: FeatureAutomations, AnsweredOnly: true},
	AutomationsAdvanced: {Right: AutomationsAdvanced, Name: "automations.advanced", Does: "use advanced automations", Feature: FeatureAdvancedAutomations, AnsweredOnly: true},

	DataRead:      {Right: DataRead, Name: "data.read", Does: "read data", OfOwn: true, AnsweredOnly: true},
	DataWrite:     {Right: DataWrite, Name: "data.write", Does: "write data", AnsweredOnly: true},
	DataDelete:    {Right: DataDelete, Name: "data.delete", Does: "delete data", AnsweredOnly: true},
	DataImport:    {Right: DataImport, Name: "data.import", Does: "import data"},
	DataExport:    {Right: DataExport, Name: "data.export", Does: "export data"},
	DataBulkPaste: {Right: DataBulkPaste, Name: "data.bulk_paste", Does: "copy and paste in bulk", AnsweredOnly: true},

	ProjectsView:      {Right: ProjectsView, Name: "projects.view", Does: "see projects", OfOwn: true},
	ProjectsCreate:    {Right: ProjectsCreate, Name: "projects.create", Does: "create projects"},
	ProjectsManage:    {Right: ProjectsManage, Name: "projects.manage", Does: "edit, archive and staff projects"},
	GroupsManage:      {Right: GroupsManage, Name: "groups.manage", Does: "create and change groups"},
	RolesAssign:       {Right: RolesAssign, Name: "roles.assign", Does: "make someone a Project Manager or Group Manager"},
	ReportsRun:        {Right: ReportsRun, Name: "reports.run", Does: "run reports", AnsweredOnly: true},
	ProfitabilityView: {Right: ProfitabilityView, Name: "profitability.view", Does: "see what a project earns after cost"},

	AuditView: {Right: AuditView, Name: "audit.view", Does: "see the audit trail"},
}
