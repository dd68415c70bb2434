package demo

import (
	"cmp"
	"context"
	"io"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
)

// The demo's workspace, and how many it can hold.
const (
	Slug    = "acme"
	Name    = "Acme"
	Owner   = "ada@acme.test"
	Default = 200
	Most    = 1_000_000
)

// Options say which workspace is made. The same ones make the same workspace,
// ids and times included.
type Options struct {
	Members int    // people, those among them who join in the course of its history included
	Model   string // empty: mtime
	Now     time.Time
	Pepper  domain.Pepper
	Secrets io.Reader // where the secrets of keys and tokens come from
	Loaded  func(records int)
}

// Make fills an empty store with the demo workspace: first everyone and
// everything as of some weeks ago, loaded at once, and then what happened
// since, by the use cases, so that the audit trail is a real one.
func Make(ctx context.Context, store *storage.Store, o Options) (Counts, error) {
	s, err := newSeed(o)
	if err != nil {
		return Counts{}, err
	}
	if err := store.Load(ctx, s.info.ID, s.records(), s.found, o.Loaded); err != nil {
		return Counts{}, err
	}
	if err := s.relive(ctx, store); err != nil {
		return Counts{}, err
	}
	return s.count(ctx, store)
}

// seed is a demo workspace in the making.
type seed struct {
	Options
	info    domain.WorkspaceInfo
	begin   time.Time // when the history begins
	draws   *draws
	roles   func(hint string, i int) string
	units   []domain.ID
	groups  []domain.ID
	projs   []domain.ID
	maker   domain.ID // who made the service users
	cast    []Person  // those that the history can be about
	joiners []Person  // those who join in its course
	workers []worker  // those who enter time
}

// historyDays is how far the history goes back.
const historyDays = 42

func newSeed(o Options) (*seed, error) {
	if o.Members < 1 || o.Members > Most {
		return nil, domain.Errorf(domain.Invalid, "bad_members", "a demo has from 1 to 1,000,000 members")
	}
	o.Model = cmp.Or(o.Model, "mtime")
	if err := (domain.CreateWorkspace{Slug: Slug, Name: Name, Model: o.Model, Owner: Owner}).Check(); err != nil {
		return nil, err
	}
	model, _ := rights.FindModel(o.Model) // there is one: it was checked
	o.Now = o.Now.UTC().Truncate(time.Second)
	s := &seed{Options: o, begin: o.Now.AddDate(0, 0, -historyDays), draws: newDraws(o.Secrets), roles: roles(o.Model)}
	s.info = domain.WorkspaceInfo{ID: s.id(), Slug: Slug, Name: Name, Model: model.Name, Plan: model.Plans[len(model.Plans)-1].Name, Owner: s.id()}
	s.info.CreatedAt = s.daysAgo(known()[0].JoinedDaysAgo, 9*time.Hour)
	for range Units() {
		s.units = append(s.units, s.id())
	}
	for range groups {
		s.groups = append(s.groups, s.id())
	}
	for range projects {
		s.projs = append(s.projs, s.id())
	}
	return s, nil
}

func (s *seed) id() domain.ID { return domain.NewID(s.draws) }

// daysAgo is a time of day some days ago.
func (s *seed) daysAgo(days int, clock time.Duration) time.Time {
	return s.Now.Truncate(24*time.Hour).AddDate(0, 0, -days).Add(clock)
}

// found puts the workspace's own record, once all others are there.
func (s *seed) found(tx domain.Tx) error {
	if taken, err := tx.Find(domain.UniqueSlug, s.info.Slug); err != nil {
		return err
	} else if taken != "" {
		return domain.Errorf(domain.Conflict, "slug_taken", "there is already a workspace with the slug %s", s.info.Slug)
	}
	if _, err := tx.Workspaces().Put(s.info); err != nil {
		return err
	}
	_, err := tx.Append(domain.Event{
		At: s.info.CreatedAt, Actor: s.info.Owner, By: Owner, Via: domain.ViaLocal, Action: "workspace.create",
		Result: domain.ResultDone, Target: domain.Mention{Kind: "workspace", ID: s.info.ID, Name: s.info.Slug},
		Detail: s.info.Model + ", " + s.info.Plan,
	})
	return err
}

// roles gives the role of a model that comes closest to a hint, for the i-th
// person.
func roles(model string) func(hint string, i int) string {
	return func(hint string, i int) string {
		switch {
		case hint == "owner" || hint == "admin":
			return "admin" // the owner's own, for when the ownership moves
		case hint == "verifier" || model == "mtime":
			return hint
		case model == "timeneye":
			return "member"
		case hint == "employee" && i%23 == 0:
			return "read-only"
		case hint == "employee" && i%7 == 0:
			return "limited"
		}
		return "user"
	}
}
