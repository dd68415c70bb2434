package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// completer offers words for an argument or a flag.
type completer = cobra.CompletionFunc

func (p *Program) completeFlag(c *cobra.Command, flag string, with completer) {
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

// maxOffered bounds how many members a completion offers.
const maxOffered = 50

func (p *Program) completeMembers(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, begun string) ([]string, error) {
		page, err := r.Members(r, domain.MemberQuery{Text: begun, Limit: maxOffered})
		var words []string
		for _, row := range page.Rows {
			if handle := row.Handle(); strings.HasPrefix(handle, strings.ToLower(begun)) || row.Email == "" {
				words = append(words, domain.Clean(handle)+"\t"+domain.Clean(row.Name))
			}
		}
		return words, err
	})(cmd, args, begun)
}

func (p *Program) completeRoles(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		roles, err := r.Roles(r)
		var words []string
		for _, role := range roles {
			words = append(words, role.Name+"\t"+role.Line)
		}
		return words, err
	})(cmd, args, begun)
}

func (p *Program) completeRights(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, e := range domain.FindRights("") {
		words = append(words, e.Name+"\t"+e.Does)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func (p *Program) completeMemberThenRight(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return p.completeMembers(cmd, args, begun)
	}
	return p.completeRights(cmd, args, begun)
}

func (p *Program) completeMembersThenRole(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	words, how := p.completeMembers(cmd, args, begun)
	if len(args) > 0 {
		roles, _ := p.completeRoles(cmd, args, begun)
		words = append(words, roles...)
	}
	return words, how
}
