package domain

import (
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// These lists are read whole: there are as many rows as an organisation has
// units, projects or service users, not as it has members.

// ListedInvitation is an invitation with who sent it.
type ListedInvitation struct {
	Invitation
	Status string
	Sender string // handle
	Works  bool   // the sender may still invite to that role

	Message *Message // the mail that carries the token; nil: none is there
}

// Invitations lists invitations, pending first, then the newest.
func (s *Session) Invitations(ctx context.Context, status string) ([]ListedInvitation, error) {
	return look(ctx, s, func(v *view) ([]ListedInvitation, error) {
		if err := v.may(ask{right: rights.MembersInvite, takesAway: true}); err != nil {
			return nil, err
		}
		known := []string{InvitationPending, InvitationAccepted, InvitationRevoked, InvitationExpired}
		if status != "" && !slices.Contains(known, status) {
			return nil, unknown("status", status, known)
		}
		all, err := everything(v.InvitationPages(), Query{Index: ByTime, Reverse: true})
		if err != nil {
			return nil, err
		}
		var out []ListedInvitation
		for _, i := range all {
			if status != "" && i.StatusAt(v.now) != status {
				continue
			}
			l, err := v.listInvitation(i)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		slices.SortStableFunc(out, func(a, b ListedInvitation) int {
			return slices.Index(known, a.Status) - slices.Index(known, b.Status)
		})
		return out, nil
	})
}

// Invitation shows one. It needs members.invite.
func (s *Session) Invitation(ctx context.Context, ref Ref) (ListedInvitation, error) {
	return look(ctx, s, func(v *view) (ListedInvitation, error) {
		if err := v.may(ask{right: rights.MembersInvite, takesAway: true}); err != nil {
			return ListedInvitation{}, err
		}
		i, err := v.invitation(ref)
		if err != nil {
			return ListedInvitation{}, err
		}
		return v.listInvitation(i)
	})
}
