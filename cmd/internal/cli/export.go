package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

// exportFile writes the members out.
func exportFile(p *Program) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "export", Short: "Write the members out as CSV or JSON", Args: noArgs,
		Long: "The CSV has the columns that import reads (email,name,role,employee_number,unit) and the status; importing\n" +
			"it changes nothing. It holds people; service users, who have no address, are in the JSON. What an hour is\n" +
			"sold for and costs today is added for those who may see it. A cell that a spreadsheet would take for a\n" +
			"formula starts with an apostrophe, which import takes off.",
		RunE: p.run(func(r *run) error {
			if format == "json" || r.flags.JSON && !r.cmd.Flags().Changed("format") {
				return r.exportJSON()
			}
			if format != "csv" {
				return domain.Errorf(domain.Invalid, "bad_format", "there is no format %s; there are csv and json", typed(format))
			}
			return r.exportCSV()
		}),
	}
	c.Flags().StringVar(&format, "format", "csv", "csv or json")
	p.completeFlag(c, "format", words("csv", "json"))
	return c
}

func (r *run) exportJSON() error {
	out := newJSONStream(r.Out, true)
	err := r.exportMembers("", func(_ domain.ExportPage, e object.Exported) error { return out.write(e) })
	if err != nil {
		return err
	}
	return out.end()
}

// exportCSV has columns for rates and costs as far as the asker may see them.
func (r *run) exportCSV() error {
	var out *roster.Writer
	err := r.exportMembers("person", func(page domain.ExportPage, e object.Exported) error {
		var columns, more []string
		if page.Rates {
			columns, more = append(columns, "hourly", "hourly_currency"), append(more, e.Hourly, e.HourlyCurrency)
		}
		if page.Costs {
			columns, more = append(columns, "cost", "cost_currency"), append(more, e.Cost, e.CostCurrency)
		}
		if out == nil {
			out = roster.NewWriter(r.Out, columns...)
		}
		return out.Write(e.Email, e.Name, e.Role, e.Employee, e.Unit, e.Status, more...)
	})
	if err != nil {
		return err
	}
	return out.Flush() // there is one: the owner is a person
}

// exportMembers reads page by page, so that no snapshot outlives a page.
func (r *run) exportMembers(kind string, write func(domain.ExportPage, object.Exported) error) error {
	q := domain.MemberQuery{Kind: kind, Limit: 500}
	for {
		page, err := r.ExportMembers(r, q)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			q.After = row.Cursor
			if err := write(page, object.OfExported(row)); err != nil {
				return err
			}
		}
		if !page.More {
			return nil
		}
	}
}
