package domain

import (
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// ArchiveImpact is what archiving a project, or bringing it back, changes for
// those in charge of it: handles of who may no longer manage it, and of who
// may again (Timeneye: Project Managers act for active projects only).
type ArchiveImpact struct {
	Lost, Gained []string
}

// PreviewArchive runs ArchiveProject on a snapshot and throws it away.
func (s *Session) PreviewArchive(ctx context.Context, c ArchiveProject) (ArchiveImpact, error) {
	return look(ctx, s, func(v *view) (ArchiveImpact, error) {
		var out ArchiveImpact
		p, _, err := v.project(rights.ProjectsManage, c.Project)
		if err != nil {
			return out, err
		}
		before, err := v.inCharge(p)
		if err != nil {
			return out, err
		}
		if p, err = v.archiveProject(c); err != nil {
			return out, err
		}
		after, err := v.inCharge(p)
		out.Lost, out.Gained = minus(before, after), minus(after, before)
		return out, err
	})
}

// inCharge are the Project Managers of a project who may manage it now.
func (v *view) inCharge(p Project) ([]string, error) {
	members, err := everything(v.MemberPages(), Query{Index: ByProject, Value: string(p.ID)})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range members {
		if !slices.Contains(m.ManagesProjects, p.ID) {
			continue
		}
		q := rights.Question{Right: rights.ProjectsManage, Channel: rights.DefaultChannel(m.Kind)}
		if q.Subject, err = v.subject(m); err != nil {
			return nil, err
		}
		on, err := v.projectFor(m, p)
		if err != nil {
			return nil, err
		}
		if q.On = on.rights; v.model.Decide(&q).Allowed {
			out = append(out, m.Handle())
		}
	}
	return out, nil
}
