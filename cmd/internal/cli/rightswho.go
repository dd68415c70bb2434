package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

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
			if right, _ := rights.ParseRight(q.Right); q.On == "" && r.Terminal && !r.flags.JSON && !right.Entry().Personal {
				r.Note("these may in the whole workspace; with --on any also those who may in a part of it")
			}
			return printList(r.Program, l, all, []column[object.Who]{
				{"name", func(w object.Who) string { return w.Name }},
				{"e-mail", func(w object.Who) string { return orDash(w.Email) }},
				{"through", func(w object.Who) string { return w.Through }},
			})
		}),
	}
	c.Flags().StringVar(&q.On, "on", "", "about what: `KIND/NAME` or any")
	c.Flags().StringVar(&q.Channel, "channel", "", "web, mobile, console or api")
	l.flags(c)
	return c
}

func (r *run) allWho(q domain.WhoQuestion, l listing) ([]object.Who, error) {
	after := domain.Cursor("")
	return collect(l, func(size int) (all []object.Who, more bool, err error) {
		page, err := r.Who(r, q, after, size)
		for _, row := range page.Rows {
			all, after = append(all, object.OfWho(row.Item)), row.Cursor
		}
		return all, page.More, err
	})
}
