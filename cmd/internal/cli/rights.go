package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func rightsCommands(p *Program) *cobra.Command {
	return group("rights", "What someone may do, and why",
		p.rightsList(), p.rightsCheck(), p.rightsWhy(), p.rightsWho(), p.rightsDiff())
}

func (p *Program) rightsList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list [TEXT]", Short: "The catalogue of rights, or those that a word finds", Args: rangeArgs(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			found := domain.FindRights(strings.Join(args, " "))
			return printList(p, l, object.List(found, object.OfEntry), []column[object.Entry]{
				{"right", func(e object.Entry) string { return e.Name }},
				{"lets one", func(e object.Entry) string { return e.Does }},
			})
		},
	}
	l.flags(c)
	return c
}

// questionFlags are the flags of rights check and why.
func questionFlags(p *Program, c *cobra.Command, q *domain.Question) {
	c.Flags().StringVar(&q.On, "on", "", "about what: `KIND/NAME` or any")
	c.Flags().StringVar(&q.Giving, "giving", "", "the `role` that the act would give")
	c.Flags().StringVar(&q.Channel, "channel", "", "web, mobile, console or api")
	p.completeFlag(c, "giving", p.completeRoles)
}

// ask resolves the subject and fills in the question.
func (r *run) ask(q *domain.Question) error {
	var err error
	q.Right = r.args[1]
	q.Subject, err = r.asked(r.args[0])
	return err
}

func (p *Program) rightsCheck() *cobra.Command {
	var q domain.Question
	c := &cobra.Command{
		Example: "  gatehouse rights check eva@example.com data.export\n  gatehouse rights check mia@example.com members.view --on member/eva@example.com",
		Use:     "check EMAIL RIGHT", Short: "May someone do something? Exit 0 for yes, 4 for no", Args: exactArgs(2), ValidArgsFunction: inOrder(p.completeMembers, p.completeRights),
		RunE: p.run(func(r *run) error {
			if err := r.ask(&q); err != nil {
				return err
			}
			e, err := r.Check(r, q)
			if err != nil {
				return err
			}
			if err := printDecision(r.Program, e, false); err != nil || e.Allowed {
				return err
			}
			return answer{exitCodes[domain.Denied]}
		}),
	}
	questionFlags(p, c, &q)
	return c
}

func (p *Program) rightsWhy() *cobra.Command {
	var q domain.Question
	var apply bool
	c := &cobra.Command{
		Example: "  gatehouse rights why eva@example.com timesheet.view\n  gatehouse rights why eva@example.com timesheet.view --apply",
		Use:     "why EMAIL RIGHT", Short: "The gates one by one, and the smallest change that would turn a no", Args: exactArgs(2), ValidArgsFunction: inOrder(p.completeMembers, p.completeRights),
		RunE: p.run(func(r *run) error {
			if err := r.ask(&q); err != nil {
				return err
			}
			if !apply {
				e, err := r.Check(r, q)
				if err != nil {
					return err
				}
				return printDecision(r.Program, e, true)
			}
			done, err := r.Apply(r, q)
			if err != nil {
				return err
			}
			for _, s := range done.Steps {
				fmt.Fprintln(r.Program.Err, "done: "+domain.Clean(s.Message))
			}
			return printDecision(r.Program, done.Answer, true)
		}),
	}
	questionFlags(p, c, &q)
	c.Flags().BoolVar(&apply, "apply", false, "make that change, as far as you may")
	return c
}

func printDecision(p *Program, e domain.Explanation, all bool) error {
	if p.flags.JSON {
		return p.printJSON(object.OfDecision(e))
	}
	word := map[bool]string{true: "yes", false: "no"}[e.Allowed]
	line := word + ": " + e.Subject + " " + e.Right
	if e.On != "" {
		line += " on " + e.On
	}
	println(p.Out, line+" by "+e.Channel)
	for _, g := range e.Gates {
		sign := map[bool]string{true: "✓", false: "✗"}[g.OK]
		if !g.Asked {
			sign = "–"
		}
		if all || !g.OK {
			println(p.Out, fmt.Sprintf("  %-8s %s  %s", g.Gate, sign, g.Message))
		}
	}
	if !e.Allowed && len(e.Fix) == 0 {
		println(p.Out, "nothing can be changed so that this is allowed")
	}
	for i, s := range e.Fix {
		println(p.Out, fmt.Sprintf("%d  %s", i+1, s.Message))
		println(p.Out, "   "+s.Command)
		println(p.Out, "   by "+orDash(strings.Join(s.By, ", ")))
	}
	if all && len(e.AlsoGets) > 0 {
		println(p.Out, "this would also give "+strings.Join(e.AlsoGets, ", "))
	}
	return nil
}

func (p *Program) rightsDiff() *cobra.Command {
	var role string
	c := &cobra.Command{
		Use: "diff EMAIL --role ROLE", Short: "What a role would give and take", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			ref, err := r.asked(r.args[0])
			if err != nil {
				return err
			}
			d, err := r.DiffRole(r, ref, role)
			if err != nil {
				return err
			}
			if r.flags.JSON {
				return r.printJSON(object.OfDiff(d))
			}
			printGranted(r.Program, "+", d.Gained)
			printGranted(r.Program, "-", d.Lost)
			if d.Warning != "" {
				println(r.Program.Err, d.Warning)
			}
			return nil
		}),
	}
	c.Flags().StringVar(&role, "role", "", "the `role` to compare with")
	required(c, "role")
	p.completeFlag(c, "role", p.completeRoles)
	return c
}

func printGranted(p *Program, sign string, list []rights.Granted) {
	for _, g := range list {
		println(p.Out, sign+" "+g.String())
	}
}
