package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var rateColumns = []column[object.Rate]{
	{"kind", func(r object.Rate) string { return r.Kind }},
	{"from", func(r object.Rate) string { return r.From }},
	{"amount", func(r object.Rate) string { return r.Amount }},
	{"currency", func(r object.Rate) string { return r.Currency }},
	{"project", func(r object.Rate) string { return orDash(r.Project) }},
}

func (p *Program) membersRate() *cobra.Command {
	var set domain.SetRate
	var from, project, remove string
	c := &cobra.Command{
		Use: "rate EMAIL", Short: "Set what an hour is sold for and what it costs, or list that", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		Long: "A rate holds from its day until the next one begins; one for a project wins over one without.\n" +
			"Without --hourly and --cost it lists what is set, the newest first.",
		Example: "  gatehouse members rate eva@example.com --hourly 80.00 --cost 45.00 --currency EUR\n" +
			"  gatehouse members rate eva@example.com --hourly 95.00 --currency EUR --from 2027-01-01 --project Atlas",
		RunE: p.run(func(r *run) error {
			if remove != "" {
				return r.removeRate(remove, from, project, set)
			}
			if set.Hourly == "" && set.Cost == "" {
				return r.listRates(from+project+set.Currency != "" || set.Replace)
			}
			member, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			set.Member, set.Project = member, domain.Ref(project)
			if from != "" {
				if set.From, err = domain.ParseDate(from); err != nil {
					return err
				}
			}
			done, err := r.SetRate(r, set)
			if err != nil {
				return err
			}
			return printChanged(r.Program, object.List(done, object.OfRate), true, rateColumns)
		}),
	}
	f := c.Flags()
	f.StringVar(&set.Hourly, "hourly", "", "the `amount` that an hour is sold for, such as 80.00")
	f.StringVar(&set.Cost, "cost", "", "the `amount` that an hour costs")
	f.StringVar(&set.Currency, "currency", "", "its `code`, such as EUR")
	f.StringVar(&from, "from", "", "the `date` that it begins on, such as 2027-01-01 (default: today, UTC)")
	f.StringVar(&project, "project", "", "for this `project` alone")
	f.BoolVar(&set.Replace, "replace", false, "put it in place of one that begins on the same day")
	f.StringVar(&remove, "remove", "", "take one out, hourly or cost, that begins on the day of --from: its `kind`")
	p.completeFlag(c, "project", p.completePlaces(projectNames))
	p.completeFlag(c, "remove", words(string(domain.HourlyRate), string(domain.HourlyCost)))
	return c
}

// removeRate takes out one rate; undo puts it back.
func (r *run) removeRate(kind, from, project string, set domain.SetRate) error {
	if from == "" || set != (domain.SetRate{}) {
		return usage("say which one to remove with --from and perhaps --project, and nothing else")
	}
	member, err := r.meant(r.args[0])
	if err != nil {
		return err
	}
	day, err := domain.ParseDate(from)
	if err != nil {
		return err
	}
	return one(r, rateColumns, func() (object.Rate, error) {
		l, err := r.RemoveRate(r, domain.RemoveRate{Member: member, Project: domain.Ref(project), Kind: domain.RateKind(kind), From: day})
		return object.OfRate(l), err
	})
}

// listRates lists someone's rates; flags that say what to set need an amount.
func (r *run) listRates(said bool) error {
	if said {
		return usage("say how much, with --hourly or --cost")
	}
	member, err := r.asked(r.args[0])
	if err != nil {
		return err
	}
	all, err := r.Rates(r, member)
	if err != nil {
		return err
	}
	return printList(r.Program, listing{}, object.List(all, object.OfRate), rateColumns)
}
