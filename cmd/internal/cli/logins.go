package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var loginColumns = []column[object.Login]{
	{"fingerprint", func(l object.Login) string { return l.Fingerprint }},
	{"type", func(l object.Login) string { return l.Type }},
	{"comment", func(l object.Login) string { return orDash(l.Comment) }},
	{"added", func(l object.Login) string { return l.AddedAt }},
	{"last used", func(l object.Login) string { return orElse(l.LastUsedAt, "never") }},
}

func logins(p *Program) *cobra.Command {
	return group("logins", "SSH public keys by which people sign in", p.loginsList(), p.loginsAdd(), p.loginsRemove(), p.loginsInvite())
}

func (p *Program) loginsList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list EMAIL", Short: "List the keys by which someone signs in, and when each last did", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		Example: "  gatehouse logins list eva@example.com",
		RunE: p.run(func(r *run) error {
			of, err := r.asked(r.args[0])
			if err != nil {
				return err
			}
			all, err := r.Logins(r, of)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfLogin), loginColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) loginsAdd() *cobra.Command {
	return &cobra.Command{
		Use: "add EMAIL FILE.pub|-", Short: "Add a public key to sign in with", Args: exactArgs(2), ValidArgsFunction: p.completeMembersThenFile,
		Long: "Adds a key to your own account. For someone else only on the machine that has the database;\n" +
			"elsewhere logins invite gives them a token, and they enrol a key of theirs.",
		Example: "  gatehouse logins add eva@example.com ~/.ssh/id_ed25519.pub\n  ssh acme@gate.example.com logins add eva@example.com - < new.pub",
		RunE: p.run(func(r *run) error {
			of, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			key, err := r.Text(r.args[1])
			if err != nil {
				return err
			}
			return r.changeLogin(func() (domain.Login, error) { return r.AddLogin(r, domain.AddLogin{Member: of, Key: key}) })
		}),
	}
}

func (p *Program) loginsRemove() *cobra.Command {
	var last bool
	c := &cobra.Command{
		Use: "remove EMAIL FINGERPRINT", Short: "Remove a key; sessions that it signed in end at once", Args: exactArgs(2),
		ValidArgsFunction: inOrder(p.completeMembers, p.completeLogins),
		Long:              "Of the fingerprint, with or without SHA256:, the first 8 characters will do where only one key has them.",
		Example:           "  gatehouse logins remove eva@example.com SHA256:5dQ0Jv1c",
		RunE: p.run(func(r *run) error {
			of, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			return r.changeLogin(func() (domain.Login, error) {
				return r.RemoveLogin(r, domain.RemoveLogin{Member: of, Fingerprint: r.args[1], Last: last})
			})
		}),
	}
	c.Flags().BoolVar(&last, "last", false, "even the last one of the owner, who then can't sign in over SSH")
	return c
}

// changeLogin makes a change and prints the login.
func (r *run) changeLogin(do func() (domain.Login, error)) error {
	return one(r, loginColumns, func() (object.Login, error) {
		l, err := do()
		return object.OfLogin(l), err
	})
}

func (p *Program) loginsInvite() *cobra.Command {
	return &cobra.Command{
		Use: "invite EMAIL", Short: "Make a token with which a member enrols a key, once; prints the address with it", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		Long:    "Whoever has the token becomes that member: give it to nobody else. A new one takes the place of the one before.",
		Example: "  gatehouse logins invite eva@example.com\n  ssh join@gate.example.com < token.txt",
		RunE: p.run(func(r *run) error {
			of, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			i, err := r.InviteLogin(r, domain.InviteLogin{Member: of})
			if err != nil {
				return err
			}
			made := object.OfEnrolment(i)
			if r.flags.JSON {
				return r.printJSON(made)
			}
			return r.printRaw(domain.Clean(made.Email) + "\t" + made.Token + "\n")
		}),
	}
}

// completeMembersThenFile offers members, then files.
func (p *Program) completeMembersThenFile(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return []string{"pub"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return p.completeMembers(cmd, args, begun)
}

// completeLogins offers the logins of the member who is named before.
func (p *Program) completeLogins(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Logins(r, domain.Ref(args[0]))
		return offers(all, func(l domain.Login) (string, string) { return string(l.ID), orElse(l.Comment, l.Type) }), err
	})(cmd, args, begun)
}
