package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func (p *Program) workspacePlan() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use: "plan PLAN", Short: "Change the plan; a lower one asks first", Args: exactArgs(1), ValidArgsFunction: p.completePlans,
		Example: "  gatehouse workspace plan start --dry-run",
		RunE: p.run(func(r *run) error {
			change := domain.ChangePlan{Plan: r.args[0]}
			impact, err := r.PreviewPlan(r, change)
			if err != nil {
				return err
			}
			if dry {
				return printConsequences(r.Program, impact.Consequences())
			}
			if impact.Down && impact.Allowed {
				if err := r.Confirm("Change the plan to "+impact.To.Title+"?", impact.Consequences().Changes...); err != nil {
					return err
				}
			}
			if _, err := r.ChangePlan(r, change); err != nil {
				return err
			}
			return r.printWorkspace()
		}),
	}
	dryRun(c, &dry)
	return c
}

func (p *Program) workspaceModel() *cobra.Command {
	var dry bool
	var plan string
	var pairs []string
	c := &cobra.Command{
		Use: "model MODEL", Short: "Switch to another role model", Args: exactArgs(1), ValidArgsFunction: completeModels,
		Long: "Switch to another role model. Every role becomes its counterpart there, or what --map says; roles of the\n" +
			"workspace's own have none, so each that someone has needs a --map. The owner stays the owner.",
		Example: "  gatehouse workspace model timetonic --dry-run\n  gatehouse workspace model timetonic --map employee=user --map 'Team lead=admin'",
		RunE: p.run(func(r *run) error {
			change := domain.SwitchModel{Model: r.args[0], Plan: plan}
			var err error
			if change.Roles, err = mapping(pairs); err != nil {
				return err
			}
			impact, err := r.PreviewModel(r, change)
			if err != nil {
				return err
			}
			if dry {
				return printConsequences(r.Program, impact.Consequences())
			}
			if impact.Allowed {
				if err := r.Confirm("Switch to the "+impact.Model.Title+" model?", impact.Consequences().Changes...); err != nil {
					return err
				}
			}
			if err := r.switchModel(change); err != nil {
				return err
			}
			return r.printWorkspace()
		}),
	}
	c.Flags().StringSliceVar(&pairs, "map", nil, "what a role becomes: `A=B`, once for each")
	c.Flags().StringVar(&plan, "plan", "", "the `plan` of the new model; the largest if none is said")
	dryRun(c, &dry)
	return c
}

// switchModel shows on a terminal how far it is.
func (r *run) switchModel(change domain.SwitchModel) error {
	if !r.Terminal || r.flags.Plain {
		_, err := r.SwitchModel(r, change, nil)
		return err
	}
	_, err := r.SwitchModel(r, change, func(done, of int) { fmt.Fprintf(r.Program.Err, "\r%d of %d", done, of) })
	fmt.Fprint(r.Program.Err, "\r\x1b[K")
	return err
}

// mapping reads A=B pairs; a role's own name may have a =, a model's has none.
func mapping(pairs []string) (map[string]string, error) {
	roles := map[string]string{}
	for _, pair := range pairs {
		i := strings.LastIndex(pair, "=")
		if i < 1 || i == len(pair)-1 {
			return nil, usage("say what a role becomes as A=B, not %s", domain.CleanMax(pair, 40))
		}
		roles[pair[:i]] = pair[i+1:]
	}
	return roles, nil
}

func completeModels(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return offers(rights.Models(), func(m *rights.Model) (string, string) { return m.Name, m.Line }), cobra.ShellCompDirectiveNoFileComp
}
