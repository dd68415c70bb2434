package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

// importFile brings a roster in.
func importFile(p *Program) *cobra.Command {
	var o roster.Options
	var c domain.Import
	var dry bool
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Bring people in from a file", Args: exactArgs(1),
		Long: "Reads a CSV with a header (email,name,role,employee_number,unit), the exports of Google Workspace\n" +
			"and Slack, or a peribolos YAML. Nobody is ever removed, and existing roles stay unless --update-roles.\n" +
			"A unit is kept with the employee record, so it counts only with an employee number, or for someone who\n" +
			"has a record already; one that isn't there yet is made.",
		Example: "  gatehouse import people.csv --dry-run\n  gatehouse import org.yaml --email-domain example.com",
		RunE: p.run(func(r *run) error {
			do := r.Import
			if dry {
				do = r.PlanImport
			}
			if _, err := do(r, c); err != nil { // nothing is read for who may bring in nothing
				return err
			}
			in, err := r.File(r.args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			if c.Roster, err = roster.Read(in, o); err != nil {
				return err
			}
			if !dry {
				c.Progress = r.progress()
			}
			report, err := do(r, c)
			if err != nil {
				return err
			}
			return printReport(r.Program, report, reportLine(report, dry))
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.Format, "format", "auto", "auto, csv, google, slack or peribolos")
	f.StringVar(&o.EmailDomain, "email-domain", "", "makes addresses of GitHub handles: HANDLE@`domain`")
	f.StringVar(&c.Role, "role", "", "the `role` of people for whom the file says none")
	f.BoolVar(&c.UpdateRoles, "update-roles", false, "change existing roles to those in the file")
	f.BoolVar(&dry, "dry-run", false, "only say what would happen")
	p.completeFlag(cmd, "role", p.completeRoles)
	return cmd
}

// reportLine says in a line what an import did, or would do.
func reportLine(r domain.ImportReport, dry bool) string {
	would := map[bool]string{true: "would be "}[dry]
	line := fmt.Sprintf("%d %screated, %d %supdated, %d unchanged", len(r.Created), would, len(r.Updated), would, len(r.Unchanged))
	if r.Groups+r.Projects+r.Employees > 0 {
		line += fmt.Sprintf("\n%d groups, %d projects, %d employee records", r.Groups, r.Projects, r.Employees)
	}
	return line
}

func printReport(p *Program, r domain.ImportReport, line string) error {
	return printOutcome(p, r, line, r.Rejected)
}

// printOutcome prints what an import did: its report, or a line and what was
// rejected. Bad lines make the exit code 2.
func printOutcome(p *Program, report any, line string, rejected []domain.Rejected) error {
	if p.flags.JSON {
		if err := p.printJSON(report); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(p.Out, line)
		for _, bad := range rejected {
			println(p.Err, fmt.Sprintf("line %d: %s", bad.Line, bad.Reason))
		}
	}
	if len(rejected) > 0 {
		return answer{exitCodes[domain.Invalid]}
	}
	return nil
}
