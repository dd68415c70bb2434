package httpapi

import (
	"context"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type renameWorkspace struct {
	IfMatch
	Body struct {
		Name *string `json:"name,omitempty"`
		Slug *string `json:"slug,omitempty" doc:"people sign in with it over SSH"`
	}
}

type tryPlan struct {
	Plan string `query:"plan" required:"true" example:"start"`
}

// workspaceNow is the workspace with the open offer of its ownership.
type workspaceNow struct {
	domain.Summary
	offer domain.OwnershipOffer
}

func (a *API) workspace() {
	read(a, operation{route: "GET /v1/workspace", id: "show-workspace", summary: "Show the workspace"},
		func(ctx context.Context, s *domain.Session, _ *none) (workspaceNow, error) {
			return lookAtWorkspace(ctx, s)
		}, ofWorkspace)
	change(a, operation{route: "PATCH /v1/workspace", id: "rename-workspace", summary: "Change the name or the slug"},
		func(ctx context.Context, s *domain.Session, in *renameWorkspace) (workspaceNow, error) {
			if in.Body.Name == nil && in.Body.Slug == nil {
				return workspaceNow{}, nothingSaid("name or slug")
			}
			_, err := s.RenameWorkspace(ctx, domain.RenameWorkspace{Version: in.Version, Name: in.Body.Name, Slug: in.Body.Slug})
			if err != nil {
				return workspaceNow{}, err
			}
			return lookAtWorkspace(ctx, s)
		}, ofWorkspace)
	read(a, operation{route: "GET /v1/workspace/plan", id: "try-plan", summary: "What would happen under another plan", doc: "Only the owner may change it, who is a person: over the API it can be asked about alone."},
		func(ctx context.Context, s *domain.Session, in *tryPlan) (domain.Consequences, error) {
			impact, err := s.PreviewPlan(ctx, domain.ChangePlan{Plan: in.Plan})
			if err != nil {
				return domain.Consequences{}, err
			}
			return impact.Consequences(), nil
		}, object.OfConsequences)
}

// lookAtWorkspace reads the workspace as it is now.
func lookAtWorkspace(ctx context.Context, s *domain.Session) (w workspaceNow, err error) {
	if w.Summary, err = s.Summary(ctx); err == nil {
		w.offer, err = s.OwnershipOffer(ctx)
	}
	return w, err
}

func ofWorkspace(now workspaceNow) object.Workspace {
	w := object.OfWorkspace(now.Summary)
	w.OfferedTo, w.OfferEnds = now.offer.To, object.Stamp(now.offer.Until)
	return w
}
