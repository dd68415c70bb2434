package domain

import (
	"cmp"
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gatehouse/domain/rights"
)

// World is what the domain takes from outside: the time, randomness, and the
// pepper under which secrets are kept.
type World struct {
	Now    func() time.Time
	Random io.Reader // safe for concurrent use
	Pepper Pepper
}

// Database is all the workspaces that one store holds.
type Database struct {
	store Store
	world World
	ids   idClock

	mu       sync.Mutex
	finders  map[ID]*finder // built when a workspace is first searched
	censuses map[ID]*census // built when someone first asks who may

	rooms   rooms                   // who is here
	uses    uses                    // last uses of API keys
	decoy   atomic.Pointer[KeyHome] // the last key that was found
	mails   bool                    // someone sends what is queued
	tickets tickets                 // fresh keys that wait to be claimed
}

// NewDatabase makes a database over a store.
func NewDatabase(store Store, world World) *Database {
	d := &Database{
		store: store, world: world, finders: map[ID]*finder{}, censuses: map[ID]*census{},
		rooms: rooms{open: map[ID]*room{}}, tickets: tickets{of: map[claimant][]*ticket{}},
	}
	d.decoy.Store(&KeyHome{ID: "none", Workspace: "none"})
	return d
}

// Close lets nobody in any more, forgets the tickets of fresh keys, and waits for
// the goroutines of the database. The store is its caller's to close.
func (d *Database) Close() {
	d.rooms.close()
	d.tickets.close()
}

// now is the time in whole seconds, UTC: the grain of every record.
func (d *Database) now() time.Time { return d.world.Now().UTC().Truncate(time.Second) }

func (d *Database) newID() ID { return d.ids.next(d.world.Now(), d.world.Random) }

// CreateWorkspace is the command that makes a workspace with its owner.
type CreateWorkspace struct {
	Slug, Name       string
	Model, Plan      string // defaults: mtime, and the model's largest plan
	Owner, OwnerName string
	OwnerKey         string // an authorized_keys line, or empty
}

// CreateWorkspace makes a workspace with its owner in one commit.
func (d *Database) CreateWorkspace(ctx context.Context, c CreateWorkspace) (WorkspaceInfo, error) {
	info, owner, login, err := c.plan(d.now())
	if err != nil {
		return WorkspaceInfo{}, err
	}
	info.ID, owner.ID = d.newID(), d.newID()
	info.Owner, login.Member = owner.ID, owner.ID
	err = d.store.Commit(ctx, info.ID, func(tx Tx) error {
		if taken, err := tx.Find(UniqueSlug, info.Slug); err != nil {
			return err
		} else if taken != "" {
			return Errorf(Conflict, "slug_taken", "there is already a workspace with the slug %s", info.Slug)
		}
		if info, err = tx.Workspaces().Put(info); err != nil {
			return err
		}
		if _, err = tx.Members().Put(owner); err != nil {
			return err
		}
		if login.ID != "" {
			if _, err := tx.Logins().Put(login); err != nil {
				return err
			}
		}
		_, err := tx.Append(Event{
			At: d.now(), Actor: owner.ID, By: owner.Handle(), Via: ViaLocal, Action: "workspace.create", Result: ResultDone,
			Target: Mention{"workspace", info.ID, info.Slug}, Detail: info.Model + ", " + info.Plan,
		})
		return err
	})
	return info, err
}

// Check tells what is wrong with the command itself, before there is a
// database.
func (c CreateWorkspace) Check() error {
	_, _, _, err := c.plan(time.Time{})
	return err
}

// plan is what the command makes, but for the ids.
func (c CreateWorkspace) plan(now time.Time) (info WorkspaceInfo, owner Member, login Login, err error) {
	model, err := findModel(cmp.Or(c.Model, "mtime"))
	if err != nil {
		return info, owner, login, err
	}
	plan, err := findPlan(model, cmp.Or(c.Plan, model.Plans[len(model.Plans)-1].Name))
	if err != nil {
		return info, owner, login, err
	}
	slug, err := ParseSlug(c.Slug)
	if err != nil {
		return info, owner, login, err
	}
	name, err := ParseName(c.Name)
	if err != nil {
		return info, owner, login, err
	}
	email, err := ParseEmail(c.Owner)
	if err != nil {
		return info, owner, login, err
	}
	owner = newPerson("", email, now)
	owner.Role = "admin" // what becomes of an owner who hands over
	owner.Options = rights.AllOptions
	if owner.Name, err = ParsePersonName(cmp.Or(c.OwnerName, NameFromAddress(email))); err != nil {
		return info, owner, login, err
	}
	if c.OwnerKey != "" {
		if login, err = ParseLogin(c.OwnerKey); err != nil {
			return info, owner, login, err
		}
		login.AddedAt = now
	}
	info = WorkspaceInfo{Slug: slug, Name: name, Model: model.Name, Plan: plan.Name, CreatedAt: now}
	return info, owner, login, nil
}

// newPerson is an active person as every way of joining makes one.
func newPerson(id ID, email string, now time.Time) Member {
	return Member{
		ID: id, Kind: rights.Person, Email: email, JoinedAt: now,
		Options: rights.DefaultOptions, Ways: rights.WebAndMobile,
	}
}

// Workspaces lists the workspaces by name, the deleted ones too as long as they
// are there: what is being erased has no slug any more.
func (d *Database) Workspaces(ctx context.Context) ([]WorkspaceInfo, error) {
	all, err := d.allWorkspaces(ctx)
	return slices.DeleteFunc(all, func(w WorkspaceInfo) bool { return w.Slug == "" }), err
}

func (d *Database) allWorkspaces(ctx context.Context) ([]WorkspaceInfo, error) {
	var all []WorkspaceInfo
	err := d.store.View(ctx, "", func(v View) error {
		var err error
		all, err = everything(v.WorkspacePages(), Query{Index: ByName})
		return err
	})
	return all, err
}

// Workspace opens a workspace by its slug.
func (d *Database) Workspace(ctx context.Context, slug string) (*Workspace, error) {
	var info WorkspaceInfo
	err := d.store.View(ctx, "", func(v View) error {
		id, err := v.Find(UniqueSlug, slug)
		if err != nil {
			return err
		}
		if id == "" {
			return Errorf(NotFound, "no_workspace", "there is no workspace %s", CleanMax(slug, 60))
		}
		info, err = v.Workspaces().Get(id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Workspace{db: d, ID: info.ID, Slug: info.Slug, owner: info.Owner}, nil
}

// RestoreWorkspace brings a deleted workspace back, within 30 days.
func (d *Database) RestoreWorkspace(ctx context.Context, slug string) (WorkspaceInfo, error) {
	w, err := d.Workspace(ctx, slug)
	if err != nil {
		return WorkspaceInfo{}, err
	}
	var info WorkspaceInfo
	err = d.store.Commit(ctx, w.ID, func(tx Tx) error {
		if info, err = tx.Workspaces().Get(w.ID); err != nil {
			return err
		}
		if info.DeletedAt.IsZero() {
			return Errorf(Conflict, "not_deleted", "the workspace %s isn't deleted", info.Slug)
		}
		if info.over(d.now()) {
			return Errorf(Expired, "too_late", "the workspace %s was deleted more than 30 days ago", info.Slug)
		}
		info.DeletedAt = time.Time{}
		if info, err = tx.Workspaces().Put(info); err != nil {
			return err
		}
		_, err = tx.Append(Event{At: d.now(), Actor: info.Owner, By: "local administrator", Via: ViaLocal, Action: "workspace.restore",
			Result: ResultDone, Target: Mention{"workspace", info.ID, info.Slug}})
		return err
	})
	return info, err
}
