package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Ways by which someone acts, as the audit trail says them.
const (
	ViaLocal = "local"
	ViaSSH   = "ssh"
	ViaHTTP  = "http"
)

// Principal is who is acting, and through which channel.
type Principal struct {
	Member  ID
	Channel rights.Channel
	Via     string
	From    string // a network address
	Key     ID     // what they signed in by: the fingerprint of an SSH key, or an API key's id

	// Login tells that Key is a login of the member: without it nobody acts
	// any more. Certificates have none, and end at Until.
	Login bool
	Until time.Time // zero: no end

	APIKey bool // Key is an API key: once it can't be used nobody acts by it any more
}

// Workspace is an open workspace.
type Workspace struct {
	db    *Database
	ID    ID
	Slug  string
	owner ID
}

// As gives the session of a principal. Whether the principal may do anything
// at all is asked in each use case, in its transaction.
func (w *Workspace) As(p Principal) *Session { return &Session{ws: w, who: p} }

// Local gives the session of whoever may open the file: as the owner, or with
// handle as someone else. A service user's is taken as if it came by api, the
// only way it has.
func (w *Workspace) Local(ctx context.Context, handle string) (*Session, error) {
	p := Principal{Channel: rights.Console, Via: ViaLocal}
	err := w.db.store.View(ctx, w.ID, func(v View) error {
		info, err := v.Workspaces().Get(w.ID)
		if err != nil {
			return err
		}
		p.Member = info.Owner
		if handle == "" {
			return nil
		}
		m, err := findMember(v, Ref(handle))
		p.Member = m.ID
		if m.Kind == rights.ServiceUser {
			p.Channel = rights.API
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return w.As(p), nil
}

// Watch signals, coalesced, that something in the workspace may have changed.
func (w *Workspace) Watch(ctx context.Context) <-chan struct{} { return w.db.store.Watch(ctx, w.ID) }

// Session is one principal in one workspace. Its methods are the use cases.
type Session struct {
	ws     *Workspace
	who    Principal
	made   *Made      // nil: nobody notes it
	repeat *repeating // nil: the request has no name of its own

	first  *Session // the one that this is a copy of, or nil
	called string   // set by SignIn
}

// origin is the session that this one is, or is a copy of.
func (s *Session) origin() *Session {
	if s.first != nil {
		return s.first
	}
	return s
}

// Made is what a session changed, by the numbers of its events, in their
// order.
type Made struct{ Events []uint64 }

// Recording is the same session for one who wants to take back just what was
// made through it: each commit adds the numbers of its events. One goroutine at
// a time may use it.
func (s *Session) Recording(into *Made) *Session {
	recording := *s
	recording.made, recording.first = into, s.origin()
	return &recording
}

// Principal tells who acts.
func (s *Session) Principal() Principal { return s.who }

// Called is the handle of who acts, as it was when they signed in; empty where
// nobody did.
func (s *Session) Called() string { return s.called }

// Slug is the workspace's, as it was when the session began.
func (s *Session) Slug() string { return s.ws.Slug }

// Watch signals, coalesced, that something in the workspace may have changed.
func (s *Session) Watch(ctx context.Context) <-chan struct{} { return s.ws.Watch(ctx) }

// Now is the time by which the session decides, in whole seconds.
func (s *Session) Now() time.Time { return s.ws.db.now() }

// txn is one use case under way: the transaction, the moment, and who acts as
// the records say at that moment.
type txn struct {
	Tx
	s     *Session
	now   time.Time
	info  WorkspaceInfo
	model *rights.Model
	plan  *rights.Plan
	actor Member
	asks  rights.Subject // the actor as the rights engine sees it

	events []uint64 // appended so far
	undoes uint64   // the event that the use case takes back
	full   bool     // the model has all of the workspace's own roles
	brief  bool     // events leave out the fields of what was created
}

// begin loads who acts, afresh, so that nobody acts on rights they lost a
// moment before.
func (s *Session) begin(tx Tx) (*txn, error) {
	t := &txn{Tx: tx, s: s, now: s.ws.db.now()}
	var err error
	if t.info, err = tx.Workspaces().Get(s.ws.ID); err != nil {
		return nil, err
	}
	if !t.info.DeletedAt.IsZero() {
		return nil, Errorf(NotFound, "no_workspace", "the workspace %s was deleted", t.info.Slug)
	}
	if t.model, err = findModel(t.info.Model); err != nil {
		return nil, err
	}
	if t.plan, err = findPlan(t.model, t.info.Plan); err != nil {
		return nil, err
	}
	if s := t.info.Switch; s.Model != "" {
		return nil, Errorf(Unavailable, "switching", "the workspace is being switched to the %s model; try again in a moment", s.Model)
	}
	if t.actor, err = tx.Members().Get(s.who.Member); err != nil {
		return nil, err
	}
	if err := t.signedIn(); err != nil {
		return nil, err
	}
	t.asks, err = t.subject(t.actor)
	return t, err
}

// signedIn refuses whoever came by a login that was removed since, by a
// certificate that is over, or by an API key that can't be used any more.
func (t *txn) signedIn() error {
	who := t.s.who
	if !who.Until.IsZero() && !t.now.Before(who.Until) {
		return Errorf(Denied, "certificate_over", "the certificate that you signed in with ended on %s", who.Until.Format("2 Jan 2006 15:04"))
	}
	if who.APIKey {
		return t.keyStands()
	}
	if !who.Login {
		return nil
	}
	login, err := t.Logins().Get(who.Key)
	if err != nil && !isNotFound(err) {
		return err
	}
	if err != nil || login.Member != who.Member {
		return Errorf(Denied, "login_removed", "the login %s was removed", who.Key)
	}
	return nil
}

// view is begin for questions.
type view struct {
	*txn
	View
}

// look runs a question on a snapshot. Questions write nothing.
func look[T any](ctx context.Context, s *Session, ask func(*view) (T, error)) (T, error) {
	var out T
	err := s.ws.db.store.View(ctx, s.ws.ID, func(v View) error {
		t, err := s.begin(v)
		if err != nil {
			return err
		}
		out, err = ask(&view{txn: t, View: v})
		return err
	})
	if err != nil {
		var none T
		return none, s.dress(ctx, err)
	}
	return out, nil
}
