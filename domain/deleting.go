package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// DeleteWorkspace is the command that ends the workspace. The slug is said
// again, so that nobody deletes another one than they mean.
type DeleteWorkspace struct {
	Slug    string
	Version uint64
}

// DeleteWorkspace asks for workspace.delete. It marks the workspace in one
// commit, and everything refuses from then on; it can be restored for 30 days.
func (s *Session) DeleteWorkspace(ctx context.Context, c DeleteWorkspace) (WorkspaceInfo, error) {
	return commit(ctx, s, c.action(), func(t *txn) (WorkspaceInfo, error) {
		info := t.info
		if err := t.may(ask{right: rights.WorkspaceDelete, target: target{mention: t.mention()}}); err != nil {
			return info, err
		}
		if c.Slug != info.Slug {
			return info, Errorf(Invalid, "other_workspace", "this workspace is %s, not %s", info.Slug, said(c.Slug))
		}
		if err := current(info.Version, c.Version, t.mention()); err != nil {
			return info, err
		}
		info.DeletedAt, info.OfferedTo, info.OfferedBy, info.OfferedAt = t.now, "", "", time.Time{}
		info, err := t.Workspaces().Put(info)
		if err != nil {
			return info, err
		}
		return info, t.record(c.action(), t.mention(), "")
	})
}
