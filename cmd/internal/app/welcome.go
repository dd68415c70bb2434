package app

import (
	"context"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// welcomeOwners gives the owners who have no login yet a token to enrol one by,
// a new one at each start.
func (s *server) welcomeOwners(ctx context.Context) error {
	all, err := s.o.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, info := range all {
		if !info.DeletedAt.IsZero() {
			continue
		}
		if err := s.welcomeOwner(ctx, info.Slug); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) welcomeOwner(ctx context.Context, slug string) error {
	w, err := ready(ctx, s.o, slug)
	if err != nil {
		return err
	}
	local, err := w.Local(ctx, "")
	if err != nil {
		return err
	}
	owner := domain.Ref(local.Principal().Member)
	if has, err := local.Logins(ctx, owner); err != nil || len(has) > 0 {
		return err
	}
	i, err := local.InviteLogin(ctx, domain.InviteLogin{Member: owner})
	if err != nil {
		return err
	}
	s.note("the owner of " + slug + " has no login yet. To enrol a key, type: ssh " + sshd.Address("join", s.settings().Host))
	s.note("and paste this token, which works once: " + i.Secret.Reveal())
	return nil
}
