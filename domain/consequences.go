package domain

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gatehouse/domain/rights"
)

// Consequences say what a change would do, before it is made.
type Consequences struct {
	Changes []string       // sentences
	Counts  map[string]int // the same in numbers
	Refused []Refusal      // what would not be done
}

// Refusal is one target that a change would not be made to.
type Refusal struct {
	Target  string
	Kind    Kind
	Message string
}

// Preview runs a change on a snapshot, throws it away, and says what it would
// do: the preview is the change itself.
func (s *Session) Preview(ctx context.Context, changes ...Change) (Consequences, error) {
	return look(ctx, s, func(v *view) (Consequences, error) {
		out := Consequences{Changes: []string{}, Counts: map[string]int{}}
		free, err := v.findLapsed()
		if err != nil {
			return out, err
		}
		for _, c := range changes {
			if err := v.previewOne(c, free, &out); err != nil {
				return out, err
			}
		}
		return out, nil
	})
}

// previewOne collects refusals, and stops only at what isn't about the target.
func (v *view) previewOne(c Change, free lapsed, out *Consequences) error {
	m, err := findMember(v, c.target())
	name := said(string(c.target()))
	if err != nil {
		_, err = c.run(v.txn, free) // says what that means to the one who asks
	} else {
		if on, err := v.onMember(m); err == nil && v.sees(on) {
			name = m.Handle()
		}
		changes, counts := out.Changes, maps.Clone(out.Counts)
		if err = c.describe(v, m, out); err == nil {
			if _, err = c.run(v.txn, free); err == nil {
				out.Counts["changed"]++
			}
		}
		if err != nil {
			out.Changes, out.Counts = changes, counts
		}
	}
	if kind := KindOf(err); kind.AboutTarget() {
		out.Refused = append(out.Refused, Refusal{name, kind, err.Error()})
		return nil
	}
	return err
}

func (out *Consequences) say(format string, args ...any) {
	out.Changes = append(out.Changes, fmt.Sprintf(format, args...))
}

// describeLoss says what goes with someone: sessions that end, invitations that
// stop working, keys that stop or go on, places left without a manager.
func (v *view) describeLoss(m Member, out *Consequences) error {
	v.describeSessions(m, out)
	if m.Kind == rights.ServiceUser {
		return v.describeKeys(m, out)
	}
	sent, err := everything(v.InvitationPages(), Query{Index: ByMember, Value: string(m.ID)})
	if err != nil {
		return err
	}
	n := 0
	for _, i := range sent {
		if i.StatusAt(v.now) == InvitationPending {
			n++
		}
	}
	if n > 0 {
		out.Counts["invitations"] += n
		out.say("%s that %s sent stop working until someone resends them", count(n, "invitation", "invitations"), Clean(m.Label()))
	}
	return v.describePlaces(m, out)
}

func (v *view) describeKeys(m Member, out *Consequences) error {
	keys, err := everything(v.KeyPages(), Query{Index: ByMember, Value: string(m.ID)})
	if err != nil {
		return err
	}
	n := 0
	for _, k := range keys {
		if k.StatusAt(v.now) == KeyActive {
			n++
		}
	}
	out.Counts["keys"] += n
	if n > 0 {
		out.say("%s of %s are refused", count(n, "active key", "active keys"), Clean(m.Label()))
	}
	return nil
}

// describePlaces names the units, projects and groups that nobody else
// manages, and counts those that the actor can't see.
func (v *view) describePlaces(m Member, out *Consequences) error {
	scoped, err := v.scopedRoles(m)
	if err != nil {
		return err
	}
	lists := map[string]struct {
		index Index
		of    func(Member) []ID
	}{
		"unit":    {ByUnit, func(m Member) []ID { return m.ManagesUnits }},
		"project": {ByProject, func(m Member) []ID { return m.ManagesProjects }},
		"group":   {ByGroup, func(m Member) []ID { return m.ManagesGroups }},
	}
	unseen := map[string]int{}
	for _, s := range scoped {
		l := lists[s.On.Kind]
		others, err := v.handles(Query{Index: l.index, Value: string(s.On.ID)}, func(o Member) bool {
			return o.ID != m.ID && o.ActiveAt(v.now) && slices.Contains(l.of(o), s.On.ID)
		})
		if err != nil {
			return err
		}
		if len(others) > 0 {
			continue
		}
		out.Counts[s.On.Kind+"s_without_manager"]++
		seen, err := v.seesPlace(m, s.On)
		if err != nil {
			return err
		}
		if seen {
			out.say("the %s %s has no other manager", s.On.Kind, Clean(s.On.Name))
		} else {
			unseen[s.On.Kind]++
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(unseen)) {
		out.say("%s no other manager", count(unseen[kind], kind+" that you can't see has", kind+"s that you can't see have"))
	}
	return nil
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
