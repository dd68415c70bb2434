package rights

// Role is what a member is in the workspace, or of a project or a group.
type Role struct {
	Name  string // read-only
	Title string // Read-only
	Line  string // what it is for, for the role picker
	Rank  int    // higher is above; 0 for scoped roles

	Whole, Scoped, Own Set   // the rights, by how far they reach
	Archived           Set   // what of a Project Manager's also reaches archived projects
	Via                Reach // how Scoped reaches

	Custom      bool
	From        string // the role that a custom one was copied from
	ServiceOnly bool   // for service users alone
}

// Scope is how far the role's grant of the right reaches.
func (r *Role) Scope(right Right) Scope {
	switch {
	case r.Whole.Has(right):
		return Whole
	case r.Scoped.Has(right):
		return Scoped
	case r.Own.Has(right):
		return Own
	}
	return None
}

// All is every right that the role holds, at any scope.
func (r *Role) All() Set { return r.Whole | r.Scoped | r.Own }

// Granted lists the rights with their scopes, in order.
func (r *Role) Granted() []Granted {
	var list []Granted
	for right := range r.All().All() {
		list = append(list, Granted{right, r.Scope(right)})
	}
	return list
}

// Grant gives a role that is being made the right, with that scope in place of
// the one it had; None takes it. Personal rights are always one's own. What
// reaches part of the workspace reaches it through the units that one manages.
func (r *Role) Grant(right Right, scope Scope) {
	r.Whole, r.Scoped, r.Own = r.Whole.Without(right), r.Scoped.Without(right), r.Own.Without(right)
	switch {
	case scope == None:
	case scope == Own || personal.Has(right):
		r.Own = r.Own.With(right)
	case scope == Scoped:
		r.Scoped, r.Via = r.Scoped.With(right), r.Via|ByUnit
	default:
		r.Whole = r.Whole.With(right)
	}
}

// Copy is a custom role that starts out as this one, without what never
// enters a custom role. It ranks as this one does, but a copy of the owner's
// just below: nobody ranks with the owner. From is the model's own role where
// the line of copies began, which is always there.
func (r *Role) Copy(name string) Role {
	c := *r
	c.Name, c.Title, c.Line, c.Custom = name, name, "made from "+r.Title, true
	c.Whole = c.Whole.Minus(reserved)
	if !r.Custom {
		c.From = r.Name
	}
	if r.owner() {
		c.Rank = r.Below()
	}
	return c
}

// Below is the rank of a role placed just below this one; 1 is the lowest.
func (r *Role) Below() int { return max(r.Rank-1, 1) }

// owner tells whether this is the role Owner, which nobody gives.
func (r *Role) owner() bool { return r.Name == "owner" }

// Model is the set of roles and plans that a workspace uses.
type Model struct {
	Name     string // timetonic
	Title    string // TimeTonic
	Line     string // what it is for, for the first start
	Roles    []*Role
	Plans    []*Plan // the smallest first
	Ordinary string  // the role of people who come with an import

	NeedsLink Set // the rights that need an employee record

	Source Document // what describes the model
	from   []string // by right: the place in it that the row comes from, or "ours: " and why
}

// Document is a product's description that rules come from.
type Document struct {
	Title string // mTime, Users & permissions
	File  string // the name that it is kept under
}

// Models lists the role models. They are shared and must not be changed.
func Models() []*Model { return []*Model{mTime, timeTonic, timeneye} }

// FindModel finds a model by name.
func FindModel(name string) (*Model, bool) {
	for _, m := range Models() {
		if m.Name == name {
			return m, true
		}
	}
	return nil, false
}

// Role finds a role of the workspace by name; scoped roles aren't among them.
func (m *Model) Role(name string) (*Role, bool) {
	for _, r := range m.Roles {
		if r.Name == name {
			return r, true
		}
	}
	return nil, false
}

// Plan finds a plan by name.
func (m *Model) Plan(name string) (*Plan, bool) {
	for _, p := range m.Plans {
		if p.Name == name {
			return p, true
		}
	}
	return nil, false
}

// With is the model and a workspace's custom roles, which come after its own.
// Of a custom role the caller gives the name, the rank, the rights and where it
// was copied from; the rest follows. Its rank is held between 1 and the one
// just below the owner.
func (m *Model) With(custom []Role) *Model {
	c := *m
	c.Roles = append([]*Role(nil), m.Roles...)
	for i := range custom {
		r := custom[i]
		r.Custom, r.Whole = true, r.Whole.Minus(reserved)
		r.Rank = min(max(r.Rank, 1), m.Roles[0].Below())
		if r.Title == "" {
			r.Title = r.Name
		}
		if r.Scoped != 0 {
			r.Via |= ByUnit
		}
		if from, ok := c.Role(r.From); ok {
			r.ServiceOnly = from.ServiceOnly
			if r.Line == "" {
				r.Line = "made from " + from.Title
			}
		}
		c.Roles = append(c.Roles, &r)
	}
	return &c
}
