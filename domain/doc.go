// Package domain holds gatehouse's nouns and its use cases: who is in a
// workspace, what each of them may do, and what happened.
//
// [Database.Workspace] opens a workspace, [Workspace.As] gives a [Session] for
// the one who acts, and the session's methods are the use cases: the only way
// to change anything. Each runs in one transaction that authorises, checks the
// expected version, changes, and appends the audit event; all of it commits or
// none does. What the domain needs from storage is [Store].
package domain
