package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// eachMember makes a change to every member that is named.
func (r *run) eachMember(names []string, do func(domain.Ref) (domain.Member, error)) error {
	return change(r, names, memberColumns, func(name string) (object.Member, error) {
		ref, err := r.meant(name)
		if err != nil {
			return object.Member{}, err
		}
		m, err := do(ref)
		if err != nil {
			return object.Member{}, err
		}
		return r.after(m)
	})
}

// makeAll makes a change to every member that is named, or only says what it
// would do.
func (r *run) makeAll(names []string, dry bool, change func(domain.Ref) domain.Change) error {
	var changes []domain.Change
	for _, name := range names {
		ref, err := r.meant(name)
		if err != nil {
			return err
		}
		changes = append(changes, change(ref))
	}
	if dry {
		return r.preview(changes)
	}
	return r.changeMembers(changes)
}

func dryRun(c *cobra.Command, dry *bool) {
	c.Flags().BoolVar(dry, "dry-run", false, "only say what would happen")
}

func (p *Program) membersRole() *cobra.Command {
	var until string
	var dry bool
	c := &cobra.Command{
		Use: "role EMAIL… ROLE", Short: "Change the role, for good or until a time", Args: minArgs(2), ValidArgsFunction: p.completeMembersThenRole,
		Example: "  gatehouse members role eva@example.com manager --dry-run\n  gatehouse members role eva@example.com admin --until 8h",
		RunE: p.run(func(r *run) error {
			last := len(r.args) - 1
			end, err := r.future(until)
			if err != nil {
				return err
			}
			return r.makeAll(r.args[:last], dry, func(m domain.Ref) domain.Change {
				return domain.ChangeRole{Member: m, Role: r.args[last], Until: end}
			})
		}),
	}
	c.Flags().StringVar(&until, "until", "", "for a while: a `TIME`, such as 8h or 2027-01-31; then the role before comes back")
	dryRun(c, &dry)
	return c
}

func (p *Program) membersOptions() *cobra.Command {
	var list, messages, api, channel string
	var dry bool
	c := &cobra.Command{
		Use: "options EMAIL…", Short: "Switch the options of members", Args: minArgs(1), ValidArgsFunction: p.completeMembers,
		Example: "  gatehouse members options eva@example.com --members-list off --channel web",
		RunE: p.run(func(r *run) error {
			var set domain.SetOptions
			var err error
			for _, f := range []struct {
				text string
				into **bool
			}{{list, &set.MembersList}, {messages, &set.Messages}, {api, &set.API}} {
				if *f.into, err = onOff(f.text); err != nil {
					return err
				}
			}
			if channel != "" {
				ways, ok := rights.ParseChannels(channel)
				if !ok {
					return domain.Errorf(domain.Invalid, "unknown_channel", "a channel option is mobile, web+mobile or web, not %s", domain.CleanMax(channel, 40))
				}
				set.Ways = &ways
			}
			if set == (domain.SetOptions{}) {
				return usage("say what to change, with --members-list, --messages, --api or --channel")
			}
			return r.makeAll(r.args, dry, func(ref domain.Ref) domain.Change {
				set.Member = ref
				return set
			})
		}),
	}
	c.Flags().StringVar(&list, "members-list", "", "on or off")
	c.Flags().StringVar(&messages, "messages", "", "on or off")
	c.Flags().StringVar(&api, "api", "", "on or off")
	c.Flags().StringVar(&channel, "channel", "", "mobile, web+mobile or web")
	dryRun(c, &dry)
	return c
}

func onOff(text string) (*bool, error) {
	on := text == "on"
	switch text {
	case "":
		return nil, nil
	case "on", "off":
		return &on, nil
	}
	return nil, domain.Errorf(domain.Invalid, "usage", "an option is on or off, not %s", domain.CleanMax(text, 40))
}

func (p *Program) membersLink() *cobra.Command {
	return &cobra.Command{
		Use: "link EMAIL EMPLOYEE-NUMBER", Short: "Link an account to an employee record", Args: exactArgs(2), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			number := domain.Ref(r.args[1])
			return r.eachMember(r.args[:1], func(m domain.Ref) (domain.Member, error) {
				return r.Link(r, domain.Link{Member: m, Employee: number})
			})
		}),
	}
}

func (p *Program) membersUnlink() *cobra.Command {
	return &cobra.Command{
		Use: "unlink EMAIL", Short: "Take the link to the employee record away", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			return r.eachMember(r.args[:1], func(m domain.Ref) (domain.Member, error) { return r.Unlink(r, domain.Unlink{Member: m}) })
		}),
	}
}

func (p *Program) membersExpire() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use: "expire EMAIL TIME|never", Short: "Set the end of a temporary account", Args: exactArgs(2), ValidArgsFunction: p.completeMembers,
		Example: "  gatehouse members expire eva@example.com 2027-01-31\n  gatehouse members expire eva@example.com never",
		RunE: p.run(func(r *run) error {
			at, err := r.endOrNever(r.args[1])
			if err != nil {
				return err
			}
			return r.makeAll(r.args[:1], dry, func(m domain.Ref) domain.Change { return domain.Expire{Member: m, At: at} })
		}),
	}
	dryRun(c, &dry)
	return c
}

func (p *Program) membersRename() *cobra.Command {
	var name, email string
	c := &cobra.Command{
		Use: "rename EMAIL", Short: "Change the name or the address", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			change := domain.Rename{Name: given(r.cmd, "name", &name), Email: given(r.cmd, "email", &email)}
			if change.Name == nil && change.Email == nil {
				return domain.Errorf(domain.Invalid, "usage", "say what to change, with --name or --email")
			}
			return r.eachMember(r.args[:1], func(m domain.Ref) (domain.Member, error) {
				change.Member = m
				return r.Rename(r, change)
			})
		}),
	}
	c.Flags().StringVar(&name, "name", "", "the new `name`")
	c.Flags().StringVar(&email, "email", "", "the new `address`")
	return c
}

func (p *Program) membersLeave() *cobra.Command {
	return &cobra.Command{
		Use: "leave", Short: "Leave the workspace", Args: noArgs,
		RunE: p.run(func(r *run) error {
			if err := r.Confirm("Leave the workspace?", "you are out at once; for 30 days an admin can restore the account"); err != nil {
				return err
			}
			return one(r, memberColumns, func() (object.Member, error) {
				m, err := r.Leave(r)
				if err != nil {
					return object.Member{}, err
				}
				return r.after(m)
			})
		}),
	}
}
