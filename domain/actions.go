package domain

// What a command is called in the audit trail and in refusals. These names are
// kept for 400 days and asked for by others, so they stay as they are.

func (Accept) action() string { return "invitations.accept" }
func (Invite) action() string { return "invitations.send" }
func (Resend) action() string { return "invitations.resend" }
func (Revoke) action() string { return "invitations.revoke" }

func (Suspend) action() string    { return "members.suspend" }
func (Reactivate) action() string { return "members.reactivate" }
func (Remove) action() string     { return "members.remove" }
func (Restore) action() string    { return "members.restore" }
func (ChangeRole) action() string { return "members.role" }
func (SetOptions) action() string { return "members.options" }
func (Expire) action() string     { return "members.expire" }
func (Rename) action() string     { return "members.rename" }
func (Link) action() string       { return "members.link" }
func (Unlink) action() string     { return "members.unlink" }

// An hourly rate is hidden from other people than an hourly cost, so each has a
// name of its own.
func (c SetRate) action() string    { return rating(c.Hourly == "") }
func (c RemoveRate) action() string { return rating(c.Kind == HourlyCost) }

func rating(cost bool) string {
	return map[bool]string{false: "members.rate", true: "members.rate.cost"}[cost]
}

func (AddLogin) action() string    { return "logins.add" }
func (RemoveLogin) action() string { return "logins.remove" }
func (InviteLogin) action() string { return "logins.invite" }

func (CreateServiceUser) action() string { return "service-users.create" }

func (CreateKey) action() string { return "keys.create" }
func (RotateKey) action() string { return "keys.rotate" }
func (RevokeKey) action() string { return "keys.revoke" }

func (TestMail) action() string      { return "mail.test" }
func (AddWebhook) action() string    { return "webhooks.add" }
func (RemoveWebhook) action() string { return "webhooks.remove" }

func (EndSessions) action() string { return "sessions.end" }

func (RoleDraft) action() string  { return "roles.create" }
func (EditRole) action() string   { return "roles.edit" }
func (DeleteRole) action() string { return "roles.delete" }

func (AddEmployee) action() string     { return "employees.add" }
func (EditEmployee) action() string    { return "employees.edit" }
func (RemoveEmployee) action() string  { return "employees.remove" }
func (ImportEmployees) action() string { return "employees.import" }

func (AddUnit) action() string    { return "units.add" }
func (EditUnit) action() string   { return "units.edit" }
func (RemoveUnit) action() string { return "units.remove" }
func (ManageUnit) action() string { return "units.manager" }

func (AddGroup) action() string       { return "groups.add" }
func (EditGroup) action() string      { return "groups.edit" }
func (c ArchiveGroup) action() string { return "groups." + archiving(c.Not) }
func (c StaffGroup) action() string   { return "groups." + staffing(c.Manager) }

func (AddProject) action() string       { return "projects.add" }
func (EditProject) action() string      { return "projects.edit" }
func (c ArchiveProject) action() string { return "projects." + archiving(c.Not) }
func (c StaffProject) action() string   { return "projects." + staffing(c.Manager) }

func archiving(not bool) string    { return map[bool]string{false: "archive", true: "unarchive"}[not] }
func staffing(manager bool) string { return map[bool]string{false: "member", true: "manager"}[manager] }

func (AddTime) action() string    { return "time.add" }
func (RemoveTime) action() string { return "time.remove" }
func (ImportTime) action() string { return "time.import" }

func (RenameWorkspace) action() string { return "workspace.rename" }
func (ChangePlan) action() string      { return "workspace.plan" }
func (SwitchModel) action() string     { return "workspace.model" }
func (Transfer) action() string        { return "workspace.transfer" }
func (DeleteWorkspace) action() string { return "workspace.delete" }

func (Import) action() string { return "import" }

// Those of use cases that need no more than who asks, or are made of others.
const (
	actionLeave          = "members.leave"
	actionEnrol          = "logins.enrol"
	actionAcceptTransfer = "workspace.accept-transfer"
	actionCancelTransfer = "workspace.cancel-transfer"
	actionApply          = "rights.apply"
	actionUndo           = "undo"
	actionClaim          = "keys.claim"
	actionRetryMail      = "mail.retry"
	actionRetryDelivery  = "webhooks.retry"
)

// Those that nobody in the workspace does: what the clock brings about, and
// what whoever has the file may do.
const (
	actionRoleEnd      = "members.role.end"
	actionEnd          = "members.end"
	actionKeyExpiring  = "keys.expiring"
	actionRecoverOwner = "workspace.recover-owner"
)
