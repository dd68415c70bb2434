package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// who is one who may do something, in JSON.
type who struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Email   string `json:"email,omitempty"`
	Through string `json:"through"`
}

func whoObject(w domain.Who) who {
	out := who{ID: string(w.ID), Name: w.Name, Through: w.Through}
	if w.Kind == rights.Person {
		out.Email = w.Handle
	}
	return out
}

func (p *Program) rightsWho() *cobra.Command {
	var q domain.WhoQuestion
	var l listing
	c := &cobra.Command{
		Example: "  gatehouse rights who data.export\n  gatehouse rights who timeoff.approve --on member/eva@example.com",
		Use:     "who RIGHT", Short: "Everyone who may do something, and through what", Args: exactArgs(1), ValidArgsFunction: p.completeRights,
		RunE: p.run(func(r *run) error {
			q.Right = r.args[0]
			all, err := r.allWho(q, l)
			if err != nil {
				return err
			}
			return printList(r.Program, l, all, []column[who]{
				{"name", func(w who) string { return w.Name }},
				{"e-mail", func(w who) string { return orDash(w.Email) }},
				{"through", func(w who) string { return w.Through }},
			})
		}),
	}
	c.Flags().StringVar(&q.On, "on", "", "about what: `KIND/NAME` or any")
	c.Flags().StringVar(&q.Channel, "channel", "", "web, mobile, console or api")
	l.flags(c)
	return c
}

// allWho reads page by page; a limit without an order of its own reads no more
// than that.
func (r *run) allWho(q domain.WhoQuestion, l listing) ([]who, error) {
	all, size := []who{}, 500
	if l.sort == "" && l.limit > 0 {
		size = min(size, l.limit)
	}
	for after := domain.Cursor(""); ; {
		page, err := r.Who(r, q, after, size)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			all, after = append(all, whoObject(row.Item)), row.Cursor
		}
		if !page.More || l.sort == "" && l.limit > 0 && len(all) >= l.limit {
			return all, nil
		}
	}
}
