package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
)

func undo(p *Program) *cobra.Command {
	return &cobra.Command{
		Use: "undo [SEQ]", Short: "Take back your last change, or the one with this number of the audit trail", Args: rangeArgs(0, 1),
		Long: "Within 10 minutes, and if nobody changed it since. What was made together, such as every step of a fix, is\n" +
			"taken back together. Prints the event that was taken back.",
		RunE: p.run(func(r *run) error {
			var seq uint64
			if len(r.args) == 1 {
				var err error
				if seq, err = strconv.ParseUint(r.args[0], 10, 64); err != nil || seq == 0 {
					return usage("SEQ is a number of the audit trail, not %s; see gatehouse audit list", typed(r.args[0]))
				}
			}
			return one(r, r.eventColumns(), func() (object.Event, error) {
				done, err := r.Undo(r, seq)
				for _, e := range done.Events {
					if e.Seq != done.Event.Seq {
						r.Note("taken back with it: " + e.Action + " of " + e.Target.String())
					}
				}
				return object.OfEvent(done.Event), err
			})
		}),
	}
}
