package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

// exportFile writes the members out.
func exportFile(p *Program) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "export", Short: "Write the members out as CSV or JSON", Args: noArgs,
		Long: "The CSV has the columns that import reads (email,name,role,employee_number,unit) and the status; importing\n" +
			"it changes nothing. It holds people; service users, who have no address, are in the JSON. A cell that a\n" +
			"spreadsheet would take for a formula starts with an apostrophe, which import takes off.",
		RunE: p.run(func(r *run) error {
			if format == "json" || r.flags.JSON && !r.cmd.Flags().Changed("format") {
				out := newJSONStream(r.Out, true)
				if err := r.exportMembers("", func(l domain.Listed) error { return out.write(memberObject(l)) }); err != nil {
					return err
				}
				return out.end()
			}
			if format != "csv" {
				return domain.Errorf(domain.Invalid, "bad_format", "there is no format %s; there are csv and json", typed(format))
			}
			out := roster.NewWriter(r.Out)
			err := r.exportMembers("person", func(l domain.Listed) error {
				m := memberObject(l)
				return out.Write(m.Email, m.Name, m.Role, m.Employee, m.Unit, m.Status)
			})
			if err != nil {
				return err
			}
			return out.Flush()
		}),
	}
	c.Flags().StringVar(&format, "format", "csv", "csv or json")
	p.completeFlag(c, "format", words("csv", "json"))
	return c
}

// exportMembers reads page by page, so that no snapshot outlives a page.
func (r *run) exportMembers(kind string, write func(domain.Listed) error) error {
	q := domain.MemberQuery{Kind: kind, Limit: 500}
	for {
		page, err := r.ExportMembers(r, q)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			q.After = row.Cursor
			if err := write(row.Listed); err != nil {
				return err
			}
		}
		if !page.More {
			return nil
		}
	}
}
