package rights

// grants is one row of a model's table: a cell per role (w, s, o or - for
// none, as in "ww-oo"), the rights that the row is about, and where it comes
// from: a place in the model's document, or "ours: " and why.
type grants struct {
	cells  string
	rights []Right
	from   string
}

// fill writes a table's rows into its roles, and adds the Verifier, which
// every model has.
func fill(m *Model, table []grants) *Model {
	m.from = make([]string, count)
	for _, row := range table {
		for _, right := range row.rights {
			m.from[right] = row.from
		}
		for i, cell := range []byte(row.cells) {
			if scope, ok := ParseScope(string(cell)); ok {
				for _, right := range row.rights {
					m.Roles[i].Grant(right, scope)
				}
			}
		}
	}
	m.Roles = append(m.Roles, &Role{
		Name: "verifier", Title: "Verifier", Line: "for applications that only ask: checks rights and keys, changes nothing",
		Rank: 100, ServiceOnly: true,
		Whole: SetOf(APIUse, AccessAsk, WorkspaceView),
	})
	return m
}

// list joins the rights of a row.
func list(rights ...Right) []Right { return rights }

// projectManager and groupManager are given for one project or group, on top
// of the role in the workspace, and hold the same in every model (Timeneye,
// User roles: who can do what?). They act for what they are given for; a
// Project Manager acts for active projects only, and still sees the others.
var (
	projectManager = &Role{
		Name: "project-manager", Title: "Project Manager", Line: "manages one project while it is active, and runs its reports",
		Scoped:   SetOf(MembersView, ProjectsView, ProjectsManage, ReportsRun),
		Archived: SetOf(MembersView, ProjectsView),
		Via:      ByProject,
	}
	groupManager = &Role{
		Name: "group-manager", Title: "Group Manager", Line: "creates and manages the projects of one group, and runs their reports",
		Scoped: SetOf(MembersView, ProjectsView, ProjectsCreate, ProjectsManage, ReportsRun),
		Via:    ByGroup,
	}
)

// ScopedRoles lists the roles that one has for a project or a group.
func ScopedRoles() []*Role { return []*Role{projectManager, groupManager} }

// ScopedRole finds one of them by name.
func ScopedRole(name string) (*Role, bool) {
	for _, r := range ScopedRoles() {
		if r.Name == name {
			return r, true
		}
	}
	return nil, false
}
