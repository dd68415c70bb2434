package rights

// rule is what the engine holds to beside the tables, and where it comes from:
// a place in a model's document, or none if it is ours, and why.
type rule struct {
	says  string
	of    *Model // whose document; nil: ours
	where string // the place in it, or why it is ours
}

// chapter is a part of the rules, as the documentation has them.
type chapter struct {
	title string
	rules []rule
}

// about is what each gate asks: when it says no.
var about = [gates]rule{
	GateStatus:  {"the member is suspended or removed, or the account's end date is past", mTime, "Suspended users cannot sign in to the workspace"},
	GateChannel: {"a person's channel option doesn't include the way in (the console counts as web); over the API, `api.use` isn't held, with all that it needs; a service user comes in by anything but the API", timeTonic, "Access to the Web Application"},
	GateRole:    {"neither the role nor a scoped role holds the right", mTime, "Each user in a workspace has a role that determines what they can see and do"},
	GatePlan:    {"the workspace's plan lacks the feature that the right needs; it never stops listing or taking away, but does stop giving a custom role", timeTonic, "A role is not always enough"},
	GateOption:  {"the member's switch is off; service users have none, and the owner's are always on", timeTonic, "can be restricted per user by disabling"},
	GateLink:    {"the right needs an employee record and the person has none", mTime, "Linking users to employee records"},
	GateScope:   {"what the right reaches doesn't cover the target, or a Project Manager's project is archived", timeneye, "The role is assigned to a specific user for a specific project or group"},
	GateRank:    {"it is an act on someone above, on the owner or on oneself, or gives more than one has", timeneye, "The permission level is the hierarchy of users in the whole workspace"},
}

// chapters say in words what no table shows. Each of them has its tests.
var chapters = [...]chapter{
	{"Plans and seats", []rule{
		{"What one may do is what both the role and the plan have: a plan never gives what a role lacks, nor the reverse.", timeTonic, "A role is not always enough"},
		{"An Admin on the Free plan can't use the API, though the role would allow it on a higher plan.", timeTonic, "A role is not always enough"},
		{"Which features and how many seats a plan has.", nil, "the document leaves them to another; the table is data that can be replaced"},
		{"Active persons and pending invitations hold a seat; everyone and everything else holds none.", nil, "a seat is for someone who can come in, now or by accepting"},
		{"A plan never stops listing or taking away.", nil, "who lowers a plan must still be able to revoke what it no longer has"},
		{"mTime and Timeneye have one plan, with everything.", nil, "their documents know no plans"},
	}},
	{"Options", []rule{
		{"`members-list` shows or hides the list of members, per person.", timeTonic, "Access to Workspace Members"},
		{"`messages` lets one use the messaging or not, per person.", timeTonic, "Access to Workspace Messaging"},
		{"`api` lets one call the API or not. It can be turned on only for a role that has `api.use`, on a plan that includes it.", timeTonic, "API Access"},
		{"They exist in every model; all are on at first, but for `api`.", nil, "the API is opened for those who need it"},
		{"The owner's are always on; service users have none.", nil, "nobody shuts the owner out, and a service user is there for the API"},
	}},
	{"Channels", []rule{
		{"`mobile` is the mobile app only, `web` the web only, `web+mobile` both.", timeTonic, "Access to the Web Application"},
		{"The console, which is the terminal and SSH, counts as web.", nil, "it is where one sits at a keyboard"},
		{"Over the API the channel option isn't asked, but `api.use` must be held, through all of its gates.", timeTonic, "API Access"},
		{"Service users come in by the API only.", mTime, "Service users and API keys"},
	}},
	{"The link to an employee record", []rule{
		{"The Timesheet menu and the time widgets need one, also for an Admin or the Owner.", mTime, "Why can’t I see the Timesheet menu or time registration widgets?"},
		{"Time-off balances and the team calendar need one.", mTime, "Linking users to employee records"},
		{"If there is no record, it is created first and then linked.", mTime, "ask an Admin to create an employee profile for you first"},
		{"It is asked of persons only.", nil, "a service user is nobody's account"},
	}},
	{"Managers", []rule{
		{"A Manager (mTime) reaches the units that they manage, and what is below them.", mTime, "Access depends on their organization unit assignment"},
		{"A Manager without a unit reaches nobody, and an assignment counts only while the role is Manager.", nil, "what the role doesn't say, no assignment gives"},
		{"A Project Manager acts for the active projects in their charge, and still sees the archived ones.", timeneye, "only for the active projects they have in charge"},
		{"A Group Manager creates projects in the group, manages them and runs their reports.", timeneye, "only for the groups they're managers of"},
		{"The group's archived projects are theirs too.", nil, "the document limits Project Managers alone to active ones"},
		{"Both are given on top of the role in the workspace; one can be both, of several.", timeneye, "Users can also be given roles for specific projects or groups"},
		{"They hold the same in every model.", nil, "projects and groups exist in every model"},
	}},
	{"Rank", []rule{
		{"There is one owner. Nobody changes their role, suspends or removes them, or sets their options.", mTime, "Each workspace has one owner"},
		{"Ownership only moves by offer and acceptance.", mTime, "Cannot change billing or transfer ownership"},
		{"Owners and Admins change others' roles; equals may act on each other.", timeneye, "Owners and Admins can edit the users' permissions level"},
		{"Nobody acts on someone above, nor on their own role, status, expiry or options.", nil, "or the lowest who may act could make themselves the highest"},
		{"Nobody but the owner decides on their own time off.", nil, "there is nobody above the owner to ask"},
		{"Seeing, `employees.*`, `members.link`, `members.rate` and `members.cost` have no rank.", nil, "an Admin links the owner to their record"},
		{"One's own logins need no right.", nil, "a key belongs to whom it lets in"},
		{"A service user never acts on who made it, nor on itself, except to rotate its own key. What a service user makes was made by whoever made that one.", nil, "a stolen key must not lock its maker out"},
	}},
	{"Giving", []rule{
		{"What is given, by an invitation, a role, a key, a login or a restore, ranks no higher than the giver and has no right that the giver lacks.", nil, "or rights could be had by asking oneself for them"},
		{"It is compared at the role gate, before plan and options.", nil, "an Admin with the API off still gives what Admins have"},
		{"A temporary role gives only what the role below it has too.", nil, "what lasts a day isn't handed on for good"},
		{"Whoever enrols a login becomes that member: the role below and the scoped roles are given with it.", nil, "a key opens all that its owner has"},
		{"A service user's own `api.use` isn't counted.", nil, "it has that by what it is"},
		{"Nobody gives Owner.", mTime, "Each workspace has one owner"},
	}},
	{"Roles of one's own", []rule{
		{"A custom role starts as a copy of another and is changed right by right; a copy of Owner ranks just below.", nil, "the built-in roles can't fit every workspace"},
		{"`workspace.billing`, `workspace.transfer` and `workspace.delete` never enter one.", mTime, "Cannot change billing or transfer ownership"},
		{"Changing one gives to all who hold it, so neither oneself nor anyone above may be among them.", nil, "it would be a way to change one's own role"},
		{"On a plan without custom roles those that exist work on and can be deleted; they can't be given or edited.", nil, "lowering a plan takes nobody's work away"},
	}},
	{"For a time", []rule{
		{"A temporary role replaces the one before, which comes back by itself. It is never Owner.", nil, "someone stands in for a day, and nobody has to remember the evening"},
		{"An account with an end date is out when it is past. The owner's has none.", nil, "the clock decides, nothing has to run"},
		{"Suspended, one is out; reactivated, one has the same role and settings as before.", mTime, "The user can sign in again with their previous role and settings"},
	}},
	{"Service users", []rule{
		{"They have a role like anyone, and keys.", mTime, "Service users are special accounts used for API access and automations"},
		{"They hold `api.use` whatever the role; the plan must include the API.", nil, "there is no other way in for them"},
		{"Verifier is a role for service users alone, in every model, below all others.", nil, "an application that only asks needs no more"},
	}},
	{"The fix", []rule{
		{"It turns the whole answer to yes, all gates, and no step of it can be left out.", nil, "mending one gate of two helps nobody"},
		{"Of all ways it gives away least: the fewest new rights, the narrowest, on the lowest plan; then in the fewest steps.", nil, "the easiest way out of a no is to make everybody an Admin"},
		{"It never makes an owner, moves the ownership or edits a role.", nil, "these concern others than the one who asks"},
	}},
}
