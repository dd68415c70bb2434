package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
)

// story is what happened since the history began: use cases in order of time.
type story struct {
	*seed
	here  map[string]bool // addresses of those in the cast
	taken map[string]bool // who has a part already
	steps []step
}

// step is one use case and who acted. A refused one has to be.
type step struct {
	at      time.Time
	by      string
	from    string // the address that the actor came from; empty on the machine itself
	refused bool
	do      act
}

type act func(context.Context, *domain.Session) error

// did makes an act of a use case and its command.
func did[C, R any](use func(*domain.Session, context.Context, C) (R, error), command C) act {
	return func(ctx context.Context, s *domain.Session) error {
		_, err := use(s, ctx, command)
		return err
	}
}

// at is a time of day some days ago: days since the history are working days
// from 8 to 17; today counts in minutes up to now.
func (s *story) at(days, minute int) time.Time {
	if days == 0 {
		return s.Now.Add(-time.Duration(540-minute) * time.Minute / 9)
	}
	return s.daysAgo(days, 8*time.Hour+time.Duration(minute)*time.Minute)
}

// add adds a step, if those whom it is about are there. For an admin who
// isn't there the owner acts.
func (s *story) add(at time.Time, by string, do act, about ...string) {
	if (by == bo || by == adaeze) && !s.here[by] {
		by = ada
	}
	s.step(step{at: at, by: by, do: do}, about)
}

// refusal adds a step that has to be refused.
func (s *story) refusal(at time.Time, by string, do act, about ...string) {
	s.step(step{at: at, by: by, do: do, refused: true}, about)
}

func (s *story) step(st step, about []string) {
	for _, who := range append(about, st.by) {
		if !s.here[who] {
			return
		}
	}
	if st.by != ada { // she sits at the machine
		st.from = fmt.Sprint("10.0.3.", 5+len(st.by)%40)
	}
	s.steps = append(s.steps, st)
}

// someone is the address of the next active person with a hint and without a
// part; "", which is nobody, when there is none left.
func (s *story) someone(hint string) string {
	return s.find(hint, func(Person) bool { return true }).Email
}

// find is someone of whom something more is asked.
func (s *story) find(hint string, fits func(Person) bool) Person {
	for _, p := range s.cast[min(len(known()), len(s.cast)):] {
		if p.RoleHint == hint && !p.Suspended && !s.taken[p.Email] && fits(p) {
			s.taken[p.Email] = true
			return p
		}
	}
	return Person{Unit: NoUnit}
}

// relive replays the history by the use cases, each at its time.
func (s *seed) relive(ctx context.Context, store *storage.Store) error {
	story := &story{seed: s, here: map[string]bool{}, taken: map[string]bool{}}
	for _, p := range s.cast {
		story.here[p.Email] = true
	}
	story.tell()
	slices.SortStableFunc(story.steps, func(a, b step) int { return a.at.Compare(b.at) })

	var now time.Time
	db := domain.NewDatabase(store, domain.World{Now: func() time.Time { return now }, Random: s.draws, Pepper: s.Pepper})
	w, err := db.Workspace(ctx, s.info.Slug)
	if err != nil {
		return err
	}
	for _, st := range story.steps {
		now = st.at
		if err := st.take(ctx, w); err != nil {
			return fmt.Errorf("the demo's step of %s by %s: %w", st.at.Format(time.RFC3339), st.by, err)
		}
	}
	return story.lookIn(ctx, store)
}

func (st step) take(ctx context.Context, w *domain.Workspace) error {
	local, err := w.Local(ctx, st.by)
	if err != nil {
		return err
	}
	who := local.Principal()
	if st.from != "" {
		who = domain.Principal{Member: who.Member, Channel: rights.Console, Via: domain.ViaSSH, From: st.from}
	}
	err = st.do(ctx, w.As(who))
	if st.refused && domain.KindOf(err) == domain.Denied {
		return nil
	}
	if st.refused && err == nil {
		return fmt.Errorf("it had to be refused")
	}
	return err
}
