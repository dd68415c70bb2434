package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// standings are the commands that change whether an account may be used.
var standings = []struct {
	verb, short string
	asks        func(names int) bool
	change      func(domain.Ref, string) domain.Change
}{
	{"suspend", "Revoke access without deleting anything", func(names int) bool { return names > 1 },
		func(m domain.Ref, why string) domain.Change { return domain.Suspend{Member: m, Reason: why} }},
	{"reactivate", "Give access back, with the same role and settings", never,
		func(m domain.Ref, _ string) domain.Change { return domain.Reactivate{Member: m} }},
	{"remove", "Take out; for 30 days it can be restored", func(int) bool { return true },
		func(m domain.Ref, _ string) domain.Change { return domain.Remove{Member: m} }},
	{"restore", "Take a removal back", never,
		func(m domain.Ref, _ string) domain.Change { return domain.Restore{Member: m} }},
}

func never(int) bool { return false }

// standingCommands makes these commands for a noun. check may refuse a name
// that isn't of that noun.
func (p *Program) standingCommands(args string, complete completer, check func(*run, domain.Ref) error) []*cobra.Command {
	var all []*cobra.Command
	for _, s := range standings {
		var reason string
		var dry bool
		c := &cobra.Command{
			Use: s.verb + " " + args, Short: s.short, Args: minArgs(1), ValidArgsFunction: complete,
			RunE: p.run(func(r *run) error {
				var changes []domain.Change
				for _, arg := range r.args {
					ref, err := r.meant(arg)
					if err == nil && check != nil {
						err = check(r, ref)
					}
					if err != nil {
						return err
					}
					changes = append(changes, s.change(ref, reason))
				}
				if dry {
					return r.preview(changes)
				}
				if s.asks(len(changes)) {
					if err := r.confirmChanges(s.verb, changes); err != nil {
						return err
					}
				}
				return r.changeMembers(changes)
			}),
		}
		c.Flags().StringVar(&reason, "reason", "", "why, in a few `words`; kept with a suspension")
		optional(c, "reason")
		dryRun(c, &dry)
		all = append(all, c)
	}
	return all
}

// confirmChanges shows what the changes do and asks. Where all of them are
// refused there is nothing to ask.
func (r *run) confirmChanges(verb string, changes []domain.Change) error {
	if r.flags.Yes || !r.Terminal {
		return r.Confirm("")
	}
	c, err := r.Preview(r, changes...)
	if err != nil || len(c.Refused) == len(changes) {
		return err
	}
	whom := domain.CleanMax(r.args[0], maxCell)
	if len(changes) > 1 {
		whom = fmt.Sprintf("%d accounts", len(changes)-len(c.Refused))
	}
	return r.Confirm(strings.ToUpper(verb[:1])+verb[1:]+" "+whom+"?", c.Changes...)
}

func (r *run) preview(changes []domain.Change) error {
	c, err := r.Preview(r, changes...)
	if err != nil {
		return err
	}
	return printConsequences(r.Program, c)
}

// changeMembers makes the changes and prints the members after them.
func (r *run) changeMembers(changes []domain.Change) error {
	return change(r, changes, memberColumns, func(c domain.Change) (object.Member, error) {
		m, err := r.Make(r, c)
		if err != nil {
			return object.Member{}, err
		}
		return r.after(m)
	})
}

// after is a changed member as it is shown.
func (r *run) after(m domain.Member) (object.Member, error) {
	l, err := r.Shown(context.WithoutCancel(r), m) // leaving ends one's own session
	return object.OfMember(l), err
}

// printConsequences prints what a change would do. The exit code is that of
// the change: where some would be refused, the code of the first.
func printConsequences(p *Program, c domain.Consequences) error {
	if p.flags.JSON {
		if err := p.printJSON(object.OfConsequences(c)); err != nil {
			return err
		}
	} else {
		for _, line := range c.Changes {
			println(p.Out, line)
		}
		for _, r := range c.Refused {
			println(p.Out, r.Target+": refused: "+r.Message)
		}
	}
	if len(c.Refused) > 0 {
		return answer{exitCodes[c.Refused[0].Kind]}
	}
	return nil
}
