package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/cmd/internal/roster"
	"gatehouse/domain"
)

var timeColumns = []column[object.TimeEntry]{
	{"date", func(e object.TimeEntry) string { return e.Date }},
	{"project", func(e object.TimeEntry) string { return e.Project }},
	{"member", func(e object.TimeEntry) string { return e.Member }},
	{"hours", func(e object.TimeEntry) string { return domain.Hours(e.Minutes) }},
	{"id", func(e object.TimeEntry) string { return e.ID }},
}

func timeCommands(p *Program) *cobra.Command {
	return group("time", "Time that people worked on projects", p.timeList(), p.timeAdd(), p.timeRemove(), p.timeImport())
}

func (p *Program) timeList() *cobra.Command {
	var q domain.TimeQuery
	var project, member, from, to string
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List your own time entries and those of projects that you manage", Args: noArgs,
		RunE: p.run(func(r *run) error {
			var err error
			if q.From, q.To, err = period(from, to); err != nil {
				return err
			}
			q.Project = domain.Ref(project)
			if member != "" {
				if q.Member, err = r.asked(member); err != nil {
					return err
				}
			}
			all, err := r.allTimes(q, l)
			if err != nil {
				return err
			}
			return printList(r.Program, l, all, timeColumns)
		}),
	}
	f := c.Flags()
	f.StringVar(&project, "project", "", "only entries of this `project`")
	f.StringVar(&member, "member", "", "only entries of this `member`")
	p.periodFlags(c, &from, &to)
	p.completeFlag(c, "project", p.completePlaces(projectNames))
	p.completeFlag(c, "member", p.completeMembers)
	l.flags(c)
	return c
}

// periodFlags are the first and the last day of a period.
func (p *Program) periodFlags(c *cobra.Command, from, to *string) {
	c.Flags().StringVar(from, "from", "", "the first `date`, such as 2026-11-01")
	c.Flags().StringVar(to, "to", "", "the last `date`, which is in")
}

func period(from, to string) (first, last domain.Date, err error) {
	if from != "" {
		if first, err = domain.ParseDate(from); err != nil {
			return first, last, err
		}
	}
	if to != "" {
		last, err = domain.ParseDate(to)
	}
	return first, last, err
}

func (r *run) allTimes(q domain.TimeQuery, l listing) ([]object.TimeEntry, error) {
	return collect(l, func(size int) (all []object.TimeEntry, more bool, err error) {
		q.Limit = size
		page, err := r.Times(r, q)
		for _, row := range page.Rows {
			all, q.After = append(all, object.OfTime(row.Item)), row.Cursor
		}
		return all, page.More, err
	})
}

func (p *Program) timeAdd() *cobra.Command {
	return &cobra.Command{
		Use: "add PROJECT EMAIL DATE DURATION", Short: "Record time that someone worked on a project", Args: exactArgs(4),
		ValidArgsFunction: inOrder(p.completePlaces(projectNames), p.completeMembers, words()),
		Example:           "  gatehouse time add Atlas eva@example.com 2026-11-20 1h30m\n  gatehouse time add Atlas eva@example.com 2026-11-20 7.5h",
		RunE: p.run(func(r *run) error {
			add := domain.AddTime{Project: domain.Ref(r.args[0])}
			var err error
			if add.Member, err = r.meant(r.args[1]); err != nil {
				return err
			}
			if add.Date, err = domain.ParseDate(r.args[2]); err != nil {
				return err
			}
			if add.Minutes, err = domain.ParseMinutes(r.args[3]); err != nil {
				return err
			}
			return one(r, timeColumns, func() (object.TimeEntry, error) {
				l, err := r.AddTime(r, add)
				return object.OfTime(l), err
			})
		}),
	}
}

func (p *Program) timeRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID…", Short: "Take wrong time entries out; undo puts one back", Args: minArgs(1), ValidArgsFunction: p.completeTime,
		RunE: p.run(func(r *run) error {
			return change(r, r.args, timeColumns, func(id string) (object.TimeEntry, error) {
				l, err := r.RemoveTime(r, domain.RemoveTime{Entry: domain.Ref(id)})
				return object.OfTime(l), err
			})
		}),
	}
}

// completeTime offers the entries of the last days.
func (p *Program) completeTime(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		page, err := r.Times(r, domain.TimeQuery{Reverse: true, Limit: 100})
		return offers(page.Rows, func(row domain.Row[domain.ListedTime]) (string, string) {
			e := object.OfTime(row.Item)
			return e.ID, e.Date + " " + e.Project + " " + domain.Hours(e.Minutes) + " " + e.Member
		}), err
	})(cmd, args, begun)
}

func (p *Program) timeImport() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Bring time entries in from a CSV", Args: exactArgs(1),
		Long: "Reads a CSV with a header (project,member,date,minutes); instead of minutes there may be a duration,\n" +
			"such as 1h30m, 1:30, 90m or 1.5h. The same file again changes nothing.",
		RunE: p.run(func(r *run) error {
			do := r.ImportTime
			if dry {
				do = r.PlanTime
			}
			var c domain.ImportTime
			if _, err := do(r, c); err != nil { // nothing is read for who may bring in nothing
				return err
			}
			in, err := r.File(r.args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			if c.Rows, c.Bad, err = roster.ReadTime(in); err != nil {
				return err
			}
			if !dry {
				c.Progress = r.progress()
			}
			report, err := do(r, c)
			if err != nil {
				return err
			}
			would := map[bool]string{true: "would be "}[dry]
			return printOutcome(r.Program, report, fmt.Sprintf("%d %screated, %d unchanged", len(report.Created), would, len(report.Unchanged)), report.Rejected)
		}),
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only say what would happen")
	return cmd
}
