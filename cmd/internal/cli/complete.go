package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// completer offers words for an argument or a flag.
type completer = cobra.CompletionFunc

// completeFlag offers words for a flag. Cobra keeps who offers them for as long
// as the process lives, and with that everything the tree holds; so only a
// shell that asks gets them, and nobody from elsewhere.
func (p *Program) completeFlag(c *cobra.Command, flag string, with completer) {
	if !p.Local || len(p.Args) == 0 || !strings.HasPrefix(p.Args[0], cobra.ShellCompRequestCmd) {
		return
	}
	if err := c.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // the flag's name is misspelt: a mistake in this program
	}
}

// fromSession completes from the database. What goes wrong offers nothing.
func (p *Program) fromSession(offer func(*run, string) ([]string, error)) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		var words []string
		err := p.run(func(r *run) error {
			var err error
			words, err = offer(r, begun)
			return err
		})(cmd, args)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

// offers are words with what each is, cleaned.
func offers[T any](all []T, word func(T) (name, about string)) []string {
	var out []string
	for _, item := range all {
		name, about := word(item)
		out = append(out, domain.Clean(name)+"\t"+domain.Clean(about))
	}
	return out
}

// words completes from a short list.
func words(list ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// inOrder completes each argument with its own completer; the last one goes on.
func inOrder(each ...completer) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		return each[min(len(args), len(each)-1)](cmd, args, begun)
	}
}

// maxOffered bounds how many members a completion offers.
const maxOffered = 50

func (p *Program) completeMembers(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, begun string) ([]string, error) {
		page, err := r.Members(r, domain.MemberQuery{Text: begun, Limit: maxOffered})
		return offers(page.Rows, func(row domain.ListedRow) (string, string) { return row.Handle(), row.Name }), err
	})(cmd, args, begun)
}

func (p *Program) completeServiceUsers(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.ServiceUsers(r)
		return offers(all, func(l domain.Listed) (string, string) { return l.Name, l.RoleName }), err
	})(cmd, args, begun)
}

func (p *Program) completeKeys(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Keys(r, "")
		return offers(all, func(l domain.ListedKey) (string, string) {
			return string(l.ID), l.Service.Name + ": " + l.Name + ", " + l.Status
		}), err
	})(cmd, args, begun)
}

func (p *Program) completeSessions(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Sessions(r)
		return offers(all, func(l domain.LiveSession) (string, string) {
			return string(l.ID), l.Member.Handle() + ", " + l.Where()
		}), err
	})(cmd, args, begun)
}

func (p *Program) completeInvitations(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Invitations(r, "")
		return offers(all, func(l domain.ListedInvitation) (string, string) { return l.Email, l.Role + ", " + l.Status }), err
	})(cmd, args, begun)
}

func (p *Program) completeEmployees(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Employees(r, "")
		return offers(all, func(l domain.ListedEmployee) (string, string) { return l.Number, l.Name }), err
	})(cmd, args, begun)
}

func (p *Program) completeUnits(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Units(r)
		return offers(all, func(l domain.ListedUnit) (string, string) { return l.Name, l.ParentName }), err
	})(cmd, args, begun)
}

func (p *Program) completePlans(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		s, err := r.Summary(r)
		model, ok := rights.FindModel(s.Model)
		if err != nil || !ok {
			return nil, err
		}
		return offers(model.Plans, func(p *rights.Plan) (string, string) { return p.Name, p.Title }), nil
	})(cmd, args, begun)
}

func (p *Program) completeRoles(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Roles(r)
		return offers(all, func(l domain.ListedRole) (string, string) { return l.Name, l.Line }), err
	})(cmd, args, begun)
}

func (p *Program) completeRights(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return offers(domain.FindRights(""), func(e rights.Entry) (string, string) { return e.Name, e.Does }), cobra.ShellCompDirectiveNoFileComp
}

// completeMembersThenRole offers both: any argument after the first may be the
// role.
func (p *Program) completeMembersThenRole(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	words, how := p.completeMembers(cmd, args, begun)
	if len(args) > 0 {
		roles, _ := p.completeRoles(cmd, args, begun)
		words = append(words, roles...)
	}
	return words, how
}
