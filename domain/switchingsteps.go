package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// The phases of a switch, in order. Within each, ModelSwitch.After says what is
// done.
const (
	phaseMembers     = "members"
	phaseInvitations = "invitations"
	phaseRoles       = "roles"
)

// switchChunk is how many members or invitations one commit of a switch moves.
const switchChunk = 1000

// FinishSwitch completes a switch of the model that broke off, if there is one.
// Whoever opens a workspace calls it first: until then everything refuses.
func (w *Workspace) FinishSwitch(ctx context.Context) error {
	return w.finishSwitch(ctx, Principal{Channel: rights.Console, Via: ViaLocal}, func(int) {})
}

// finishSwitch takes steps until nothing is under way. Several may do it at
// once: a step that someone else took meanwhile is looked up again.
func (w *Workspace) finishSwitch(ctx context.Context, who Principal, moved func(int)) error {
	for {
		st, err := w.nextStep(ctx)
		if err != nil || st.from.Model == "" {
			return err
		}
		if err := w.takeStep(ctx, who, st); err != nil {
			return err
		}
		moved(len(st.ids))
	}
}

// switchStep is what one commit of a switch moves.
type switchStep struct {
	from ModelSwitch
	ids  []ID
	next Cursor // empty: the phase is over
}

// nextStep finds what comes next, in a view: a commit reads no ranges.
func (w *Workspace) nextStep(ctx context.Context) (switchStep, error) {
	var st switchStep
	err := w.db.store.View(ctx, w.ID, func(v View) error {
		info, err := v.Workspaces().Get(w.ID)
		if err != nil || info.Switch.Model == "" {
			return err
		}
		st.from = info.Switch
		q := Query{Index: ByName, After: st.from.After, Limit: max(1, min(switchChunk, w.db.store.Room()/4))}
		switch st.from.Phase {
		case phaseMembers:
			err = idsOf(v.MemberPages(), q, &st, func(m Member) ID { return m.ID })
		case phaseInvitations:
			q.Index = ByTime
			err = idsOf(v.InvitationPages(), q, &st, func(i Invitation) ID {
				if !i.Open() {
					return ""
				}
				return i.ID
			})
		default:
			err = idsOf(v.RolePages(), q, &st, func(r CustomRole) ID { return r.ID })
		}
		return err
	})
	return st, err
}

// idsOf reads a page of what a step moves.
func idsOf[T any](pages Pages[T], q Query, into *switchStep, id func(T) ID) error {
	rows, more, err := pages.Page(q)
	for _, r := range rows {
		if one := id(r.Item); one != "" {
			into.ids = append(into.ids, one)
		}
		if more {
			into.next = r.Cursor
		}
	}
	return err
}

// takeStep moves what a step names, and notes how far the switch has come, in
// one commit. The owner acts: nobody else can have begun.
func (w *Workspace) takeStep(ctx context.Context, who Principal, st switchStep) error {
	return w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		info, err := tx.Workspaces().Get(w.ID)
		if err != nil || !info.Switch.at(st.from) {
			return err
		}
		t := &txn{Tx: tx, s: w.As(who), now: w.db.now(), info: info}
		if t.actor, err = tx.Members().Get(info.Owner); err != nil {
			return err
		}
		if err := t.move(st); err != nil {
			return err
		}
		last := st.next == "" && st.from.Phase == phaseRoles
		switch info.Switch.After = st.next; {
		case last:
			info.Model, info.Plan, info.Switch = st.from.Model, st.from.Plan, ModelSwitch{}
		case st.next == "":
			info.Switch.Phase = map[string]string{phaseMembers: phaseInvitations, phaseInvitations: phaseRoles}[st.from.Phase]
		}
		if t.info, err = tx.Workspaces().Put(info); err != nil {
			return err
		}
		if len(st.ids) == 0 && !last {
			return nil
		}
		detail := "done: " + st.from.Model + ", " + st.from.Plan
		if !last {
			detail = count(len(st.ids), "record", "records") + " of the " + st.from.Phase
		}
		return t.recordSwitch(t.mention(), detail)
	})
}

// at tells whether a switch is where another was read.
func (s ModelSwitch) at(o ModelSwitch) bool {
	return s.Model == o.Model && s.Phase == o.Phase && s.After == o.After
}

// move rewrites the roles of a step's members or invitations, or deletes its
// roles, which nothing has any more.
func (t *txn) move(st switchStep) error {
	to, err := st.from.becomes()
	if err != nil {
		return err
	}
	for _, id := range st.ids {
		switch st.from.Phase {
		case phaseMembers:
			err = t.moveMember(id, to)
		case phaseInvitations:
			err = t.moveInvitation(id, to)
		default:
			err = t.Roles().Delete(id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// becomes tells what a role is called after the switch. What neither the
// mapping nor the new model knows takes the least that a role may become, so
// that nobody is left with a role that isn't there.
func (s ModelSwitch) becomes() (func(string) string, error) {
	in, err := findModel(s.Model)
	if err != nil {
		return nil, err
	}
	to := map[string]string{}
	for _, word := range s.Roles {
		i := strings.LastIndex(word, "=")
		to[word[:i]] = word[i+1:]
	}
	return func(role string) string {
		if to[role] != "" {
			return to[role]
		}
		if _, known := in.Role(role); known {
			return role
		}
		return counterpart(&rights.Role{}, in).Name
	}, nil
}

// moveMember leaves the owner out, whose record keeps what every model has.
func (t *txn) moveMember(id ID, to func(string) string) error {
	m, err := t.Members().Get(id)
	if err != nil || id == t.info.Owner {
		return err
	}
	if !m.renameRole(to) {
		return nil
	}
	_, err = t.Members().Put(m)
	return err
}

func (t *txn) moveInvitation(id ID, to func(string) string) error {
	i, err := t.Invitations().Get(id)
	if err != nil || to(i.Role) == i.Role {
		return err
	}
	i.Role = to(i.Role)
	_, err = t.Invitations().Put(i)
	return err
}

// recordSwitch is record without the marks that the switch makes on its way.
func (t *txn) recordSwitch(target Mention, detail string) error {
	e := t.newEvent(SwitchModel{}.action(), target, detail, ResultDone)
	for _, d := range t.Changed() {
		touch := d.Touch
		if d.Deleted {
			touch.Version = 0
		}
		e.Touched = append(e.Touched, touch)
		var of Mention
		if d.ID != target.ID {
			of = Mention{Kind: d.Kind, ID: d.ID, Name: string(d.ID)}
		}
		for _, f := range d.Fields {
			if !strings.HasPrefix(f.Name, "switch_") {
				e.Changes = append(e.Changes, FieldChange{Record: of, Field: f.Name, Before: f.Before, After: f.After})
			}
		}
	}
	_, err := t.Append(e)
	return err
}
