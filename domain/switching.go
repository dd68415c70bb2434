package domain

import (
	"context"
	"maps"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// SwitchModel moves the workspace to another role model. Every role has a
// counterpart there; Roles says which ones to take instead, old name to new.
// Custom roles have none: each that someone has must be in Roles.
type SwitchModel struct {
	Version uint64
	Model   string
	Plan    string // empty: the model's largest
	Roles   map[string]string
}

// SwitchModel is the owner's alone. Its first commit checks everything and
// marks the workspace, which refuses from then on; members and invitations are
// rewritten in bounded commits, and the last one makes the new model the
// workspace's. One that broke off is finished by [Workspace.FinishSwitch].
func (s *Session) SwitchModel(ctx context.Context, c SwitchModel, progress func(done, of int)) (WorkspaceInfo, error) {
	var free lapsed
	custom, err := look(ctx, s, func(v *view) (names []string, err error) {
		if free, err = v.findLapsed(); err != nil {
			return nil, err
		}
		all, err := v.allRoles()
		return customNames(all), err
	})
	if err != nil {
		return WorkspaceInfo{}, err
	}
	of, err := commit(ctx, s, c.action(), func(t *txn) (int, error) { return t.startSwitch(c, custom, free) })
	if err != nil {
		return WorkspaceInfo{}, err
	}
	done := 0
	// What has begun is finished, whatever becomes of the one who asked.
	ctx = context.WithoutCancel(ctx)
	err = s.ws.finishSwitch(ctx, s.who, func(moved int) {
		if done += moved; progress != nil {
			progress(done, of)
		}
	})
	if err != nil {
		return WorkspaceInfo{}, err
	}
	return look(ctx, s, func(v *view) (WorkspaceInfo, error) { return v.info, nil })
}

// customNames are the workspace's own roles among all.
func customNames(all []*rights.Role) []string {
	var names []string
	for _, r := range all {
		if r.Custom {
			names = append(names, r.Name)
		}
	}
	return names
}

// startSwitch marks the workspace and tells how many records are to be moved.
func (t *txn) startSwitch(c SwitchModel, custom []string, free lapsed) (int, error) {
	if err := t.may(ask{right: rights.WorkspaceBilling, target: target{mention: t.mention()}}); err != nil {
		return 0, err
	}
	r, err := t.route(c, custom)
	if err != nil {
		return 0, err
	}
	if err := current(t.info.Version, c.Version, t.mention()); err != nil {
		return 0, err
	}
	if err := t.roomIn(r.plan, free); err != nil {
		return 0, err
	}
	if err := t.allMapped(r, custom); err != nil {
		return 0, err
	}
	of := 0
	for _, moves := range []Counted{CountMembers, CountOpen, CountRoles} {
		n, err := t.Count(moves, "")
		if err != nil {
			return 0, err
		}
		of += n
	}
	info, words := t.info, r.words()
	info.Switch = ModelSwitch{Model: r.model.Name, Plan: r.plan.Name, Roles: words, Phase: phaseMembers}
	if t.info, err = t.Workspaces().Put(info); err != nil {
		return 0, err
	}
	detail := t.model.Name + " → " + r.model.Name + ", " + r.plan.Name + ": " + strings.Join(words, ", ")
	return of, t.recordSwitch(t.mention(), detail)
}

// route is where a switch leads.
type route struct {
	model *rights.Model
	plan  *rights.Plan
	roles map[string]*rights.Role // by the name of today's role; none: to be chosen
}

// route makes the command out: names looked up, defaults filled in.
func (t *txn) route(c SwitchModel, custom []string) (route, error) {
	var r route
	var err error
	if r.model, err = findModel(c.Model); err != nil {
		return r, err
	}
	if r.model.Name == t.info.Model {
		return r, Errorf(Conflict, "same_model", "the workspace uses the %s model already", r.model.Title)
	}
	if r.plan = r.model.Plans[len(r.model.Plans)-1]; c.Plan != "" {
		if r.plan, err = findPlan(r.model, c.Plan); err != nil {
			return r, err
		}
	}
	r.roles = map[string]*rights.Role{}
	for _, role := range t.model.Roles {
		if to := counterpart(role, r.model); to != nil {
			r.roles[role.Name] = to
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Roles)) {
		from, err := t.role(name)
		if err != nil {
			return r, err
		}
		to, err := findRole(r.model, c.Roles[name])
		if err != nil {
			return r, err
		}
		if !slices.Contains(choices(from, r.model), to) {
			return r, Errorf(Invalid, "cannot_map", "%s can't become %s: %s", Clean(from.Name), to.Name, whyNot(from, to))
		}
		r.roles[from.Name] = to
	}
	return r, nil
}

// counterpart is what a role becomes in another model unless someone says
// otherwise. It is the same or below; custom roles have none.
func counterpart(r *rights.Role, in *rights.Model) *rights.Role {
	name := in.Ordinary
	switch r.Name {
	case "owner", "admin", "verifier":
		name = r.Name
	case "manager", "user":
	default:
		if _, ok := in.Role("read-only"); ok {
			name = "read-only"
		}
	}
	to, _ := in.Role(name)
	if r.Custom {
		return nil
	}
	return to
}

// choices are what a role may become. Owner stays Owner, and persons don't get
// roles that are for service users.
func choices(from *rights.Role, in *rights.Model) []*rights.Role {
	var out []*rights.Role
	for _, to := range in.Roles {
		if whyNot(from, to) == "" {
			out = append(out, to)
		}
	}
	return out
}

func whyNot(from, to *rights.Role) string {
	switch {
	case (from.Name == "owner") != (to.Name == "owner"):
		return "ownership only moves by transfer"
	case to.ServiceOnly && !from.ServiceOnly:
		return to.Name + " is a role for service users"
	}
	return ""
}

// roomIn refuses a plan with fewer seats than are in use.
func (t *txn) roomIn(plan *rights.Plan, free lapsed) error {
	used, err := t.seatsUsed(free)
	if err == nil && !plan.Room(used) {
		err = Errorf(Limit, "seat_limit", "the %s plan has %d seats and %d are in use; free %d first", plan.Title, plan.Seats, used, used-plan.Seats)
	}
	return err
}

// allMapped refuses while someone has, or was offered, a custom role that
// nothing takes the place of.
func (t *txn) allMapped(r route, custom []string) error {
	n, err := t.Count(CountRoles, "")
	if err != nil {
		return err
	}
	changed := Errorf(Conflict, "changed_meanwhile", "the workspace's roles changed meanwhile; try again")
	if n != len(custom) {
		return changed
	}
	var missing []string
	for _, name := range custom {
		if _, err := t.findCustomRole(name); isNotFound(err) {
			return changed // as many as before, and another among them
		} else if err != nil {
			return err
		}
		held, err := t.Count(CountByRole, name)
		if err != nil {
			return err
		}
		offered, err := t.Count(CountOffered, name)
		if err != nil {
			return err
		}
		if r.roles[name] == nil && held+offered > 0 {
			missing = append(missing, Clean(name))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	e := Errorf(Invalid, "unmapped_role", "say what becomes of %s, which the %s model doesn't know and someone has", OrList(missing), r.model.Title)
	e.Fix = []Step{{Command: command("workspace", "model", r.model.Name, "--map", missing[0]+"=ROLE"), Message: "choose a role of the new model"}}
	return e
}

// words are the roles of the route that change, old=new.
func (r route) words() []string {
	var out []string
	for _, from := range slices.Sorted(maps.Keys(r.roles)) {
		if to := r.roles[from].Name; to != from {
			out = append(out, from+"="+to)
		}
	}
	return out
}
