package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var invitationColumns = []column[object.Invitation]{
	{"e-mail", func(i object.Invitation) string { return i.Email }},
	{"role", func(i object.Invitation) string { return i.Role }},
	{"status", func(i object.Invitation) string { return i.Status }},
	{"invited by", func(i object.Invitation) string { return i.InvitedBy }},
	{"expires", func(i object.Invitation) string { return i.ExpiresAt }},
	{"resends", func(i object.Invitation) string { return strconv.Itoa(i.Resends) }},
	{"delivery", func(i object.Invitation) string { return i.Delivery }},
	{"id", func(i object.Invitation) string { return i.ID }},
}

// shownInvitation is a changed invitation as it is shown.
func (r *run) shownInvitation(i domain.Invitation) (object.Invitation, error) {
	l, err := r.ShownInvitation(r, i)
	return object.OfInvitation(l), err
}

func invitations(p *Program) *cobra.Command {
	return group("invitations", "Offers of a role to an e-mail address",
		p.invitationsList(), p.invitationsSend(), p.invitationsResend(), p.invitationsRevoke(), p.invitationsAccept())
}

func (p *Program) invitationsList() *cobra.Command {
	var status string
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List invitations, pending ones first, with what the mail server said", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.Invitations(r, status)
			if err != nil {
				return err
			}
			items, columns := object.List(all, object.OfInvitation), invitationColumns
			if slices.ContainsFunc(items, func(i object.Invitation) bool { return i.Answer != "" }) {
				columns = append(slices.Clip(columns), column[object.Invitation]{"answer", func(i object.Invitation) string { return orDash(i.Answer) }})
			}
			return printList(r.Program, l, items, columns)
		}),
	}
	c.Flags().StringVar(&status, "status", "", "only those that are pending, accepted, revoked or expired")
	p.completeFlag(c, "status", words(domain.InvitationPending, domain.InvitationAccepted, domain.InvitationRevoked, domain.InvitationExpired))
	l.flags(c)
	return c
}

func (p *Program) invitationsSend() *cobra.Command {
	var role, unit, until string
	c := &cobra.Command{
		Use: "send EMAIL… --role ROLE", Short: "Invite people; prints each address with its token", Args: minArgs(1), ValidArgsFunction: words(),
		Example: "  gatehouse invitations send eva@example.com bo@example.com --role employee\n  gatehouse invitations send mia@example.com --role manager --unit Design",
		RunE: p.run(func(r *run) error {
			end, err := r.future(until)
			if err != nil {
				return err
			}
			sent, failed := each(r, r.args, func(email string) (object.Invitation, error) {
				i, err := r.Invite(r, domain.Invite{Email: email, Role: role, Unit: domain.Ref(unit), Until: end})
				return r.withToken(i, err)
			})
			return r.printTokens(sent, true, failed)
		}),
	}
	c.Flags().StringVar(&role, "role", "", "the `role` that is offered")
	c.Flags().StringVar(&unit, "unit", "", "for a Manager: the `unit` to manage")
	c.Flags().StringVar(&until, "until", "", "the account ends then: a `TIME`, such as 90d or 2027-01-31")
	required(c, "role")
	p.completeFlag(c, "role", p.completeRoles)
	p.completeFlag(c, "unit", p.completeUnits)
	return c
}

// withToken is an invitation just sent, with the token that only now is known.
func (r *run) withToken(i domain.Invited, err error) (object.Invitation, error) {
	if err != nil {
		return object.Invitation{}, err
	}
	out, err := r.shownInvitation(i.Invitation)
	out.Token = i.Secret.Reveal()
	return out, err
}

// printTokens prints EMAIL<TAB>TOKEN, a line each, and keeps the error that
// sending came to.
func (r *run) printTokens(sent []object.Invitation, several bool, failed error) error {
	if r.flags.JSON {
		if err := printChanged(r.Program, sent, several, invitationColumns); err != nil {
			return err
		}
		return failed
	}
	for _, i := range sent {
		if err := r.printRaw(domain.Clean(i.Email) + "\t" + i.Token + "\n"); err != nil {
			return err
		}
	}
	return failed
}

func (p *Program) invitationsResend() *cobra.Command {
	return &cobra.Command{
		Use: "resend ID|EMAIL", Short: "Make a new token and a fresh 7 days; the old token stops working", Args: exactArgs(1),
		ValidArgsFunction: p.completeInvitations,
		RunE: p.run(func(r *run) error {
			i, err := r.withToken(r.Resend(r, domain.Resend{Invitation: domain.Ref(r.args[0])}))
			if err != nil {
				return err
			}
			return r.printTokens([]object.Invitation{i}, false, nil)
		}),
	}
}

func (p *Program) invitationsRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID|EMAIL", Short: "Withdraw an invitation; its token stops working", Args: exactArgs(1),
		ValidArgsFunction: p.completeInvitations,
		RunE: p.run(func(r *run) error {
			return one(r, invitationColumns, func() (object.Invitation, error) {
				i, err := r.Revoke(r, domain.Revoke{Invitation: domain.Ref(r.args[0])})
				if err != nil {
					return object.Invitation{}, err
				}
				return r.shownInvitation(i)
			})
		}),
	}
}

func (p *Program) invitationsAccept() *cobra.Command {
	var name, key string
	c := &cobra.Command{
		Use: "accept [TOKEN|-]", Short: "Turn an invitation into an account; the token is best given on standard input", Args: rangeArgs(0, 1),
		Example: "  gatehouse invitations accept --name 'Eva Lind' --key ~/.ssh/id_ed25519.pub < token.txt",
		RunE: p.run(func(r *run) error {
			accept := domain.Accept{Name: name}
			var err error
			if len(r.args) == 1 && r.args[0] != "-" {
				accept.Token = r.args[0]
			} else if key == "-" {
				return usage("standard input can't be both the token and the key; name a file with --key")
			} else if accept.Token, err = r.secret("token"); err != nil {
				return err
			}
			if key != "" {
				if accept.Key, err = r.Text(key); err != nil {
					return err
				}
			}
			return one(r, memberColumns, func() (object.Member, error) {
				m, err := r.Accept(r, accept)
				if err != nil {
					return object.Member{}, err
				}
				return r.after(m)
			})
		}),
	}
	c.Flags().StringVar(&name, "name", "", "the new member's `name`")
	c.Flags().StringVar(&key, "key", "", "an SSH public key to sign in with, a `file`")
	return c
}
