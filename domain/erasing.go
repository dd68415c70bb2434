package domain

import (
	"context"
	"time"
)

// EraseDeleted erases the workspaces that were deleted more than 30 days ago,
// in at most so many bounded commits; the next call goes on. The first of each
// takes the slug away: what is being erased can't be found or restored any
// more, and its slug is free.
func (d *Database) EraseDeleted(ctx context.Context, commits int) error {
	all, err := d.allWorkspaces(ctx)
	for _, info := range all {
		over := info.over(d.now())
		for more := over; more && err == nil && commits > 0; commits-- {
			if info.Slug != "" {
				info, err = d.unname(ctx, info)
				more = info.Slug == ""
				continue
			}
			more, err = d.store.Erase(ctx, info.ID, 1)
		}
	}
	return err
}

// over tells whether the workspace was deleted so long ago that nothing brings
// it back.
func (w WorkspaceInfo) over(now time.Time) bool {
	return !w.DeletedAt.IsZero() && now.After(w.DeletedAt.Add(RemovalHolds))
}

// unname takes the slug of a workspace away, unless it is back meanwhile.
func (d *Database) unname(ctx context.Context, info WorkspaceInfo) (WorkspaceInfo, error) {
	err := d.store.Commit(ctx, info.ID, func(tx Tx) error {
		var err error
		if info, err = tx.Workspaces().Get(info.ID); err != nil || !info.over(d.now()) {
			return err
		}
		info.Slug = ""
		info, err = tx.Workspaces().Put(info)
		return err
	})
	return info, err
}
