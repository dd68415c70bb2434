package domain_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// Previews that have followed what happened say the same as one that reads
// everything afresh, and count everyone who has a role.
func TestPreviewsFollowWhatHappens(t *testing.T) {
	w := open(t, "mtime", "")
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		model := rapid.SampledFrom(rights.Models()).Draw(rt, "model")
		n++
		w.workspace(fmt.Sprintf("crowd%d", n), model.Name, rapid.SampledFrom(model.Plans).Draw(rt, "plan").Name)
		w.employed("", w.owner)
		o := &town{T: rt, world: w}
		o.found()
		for range 4 {
			o.foresee()
			o.happen()
		}
		o.foresee()
	})
}

// foresee asks what each plan and each other model would do, twice.
func (o *town) foresee() {
	afresh := domain.NewDatabase(o.store, domain.World{Now: func() time.Time { return o.clock.Time }, Random: o.rand})
	ws, err := afresh.Workspace(bg, o.info().Slug)
	must(o.t, err)
	owner := o.member(o.info().Owner)
	boss, newcomer := o.as(owner), ws.As(domain.Principal{Member: owner.ID, Via: domain.ViaLocal, Channel: rights.Console})
	for _, plan := range o.model.Plans {
		c := domain.ChangePlan{Plan: plan.Name}
		have, err := boss.PreviewPlan(bg, c)
		must(o.t, err)
		want, err := newcomer.PreviewPlan(bg, c)
		must(o.t, err)
		if !reflect.DeepEqual(have, want) {
			o.Fatalf("%s:\n%+v\nand afresh\n%+v", plan.Name, have, want)
		}
	}
	for _, model := range rights.Models() {
		if model.Name == o.model.Name {
			continue
		}
		have, err := boss.PreviewModel(bg, domain.SwitchModel{Model: model.Name})
		must(o.t, err)
		for _, row := range have.Rows {
			holders, temporary := 0, 0
			for _, id := range o.everyone {
				if m := o.member(id); id != owner.ID {
					holders += map[bool]int{true: 1}[m.Role == row.From.Name]
					temporary += map[bool]int{true: 1}[m.TempRole == row.From.Name && m.TemporaryAt(o.clock.Time)]
				}
			}
			if row.Holders != holders || row.Temporary != temporary {
				o.Fatalf("%s: %d have it and %d for a while; it is %d and %d", row.From.Name, row.Holders, row.Temporary, holders, temporary)
			}
		}
	}
}
