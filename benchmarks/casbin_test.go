package benchmarks

import (
	"testing"

	"github.com/casbin/casbin/v3"
	"github.com/casbin/casbin/v3/model"

	"gatehouse/domain/rights"
)

// casbinModel is roles over the workspace (g), and a tree of units in which a
// manager stands above the unit (g2). Its matcher asks the cheapest thing first.
const casbinModel = `
[request_definition]
r = sub, act, obj
[policy_definition]
p = role, act, scope
[role_definition]
g = _, _
g2 = _, _
g3 = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = `

const (
	casbinReach   = ` && (p.scope == "w" || p.scope == "s" && g2(r.obj, r.sub) || p.scope == "o" && r.obj == r.sub)`
	casbinRights  = `r.act == p.act && g(r.sub, p.role)` + casbinReach   // a policy for each right of a role
	casbinGrouped = `g(r.sub, p.role) && g3(r.act, p.act)` + casbinReach // a policy for each role and scope
)

func casbinEnforcer(t testing.TB, m *rights.Model, grouped bool) *casbin.Enforcer {
	matcher := casbinRights
	if grouped {
		matcher = casbinGrouped
	}
	parsed, err := model.NewModelFromString(casbinModel + matcher)
	if err != nil {
		t.Fatal(err)
	}
	e, err := casbin.NewEnforcer(parsed)
	if err != nil {
		t.Fatal(err)
	}
	must := func(_ bool, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(e.AddNamedGroupingPolicies("g2", [][]string{
		{"below", "brand"}, {"brand", "design"}, {"design", "company"}, {"elsewhere", "sales"}, {"sales", "company"},
	}))
	for _, role := range persons(m) {
		for _, g := range role.Granted() {
			act := g.Right.String()
			if grouped {
				must(e.AddNamedGroupingPolicy("g3", act, group(role, g)))
				act = group(role, g)
			}
			must(e.AddPolicy(role.Name, act, g.Scope.String()))
		}
		must(e.AddGroupingPolicy("u-"+role.Name, role.Name))
		must(e.AddNamedGroupingPolicy("g2", "design", "u-"+role.Name))
	}
	return e
}

// casbin puts questions to casbin.
func (x matrix) casbin(t testing.TB, all []question, grouped bool) func(i int) bool {
	e := casbinEnforcer(t, x.model, grouped)
	asked := make([][]any, len(all))
	for i, q := range all {
		on := [targets]string{"workspace", "below", "elsewhere"}[q.on]
		if q.on == whole && q.right.Personal {
			on = "u-" + q.role.Name
		}
		asked[i] = []any{"u-" + q.role.Name, q.right.Name, on}
	}
	return func(i int) bool {
		yes, err := e.Enforce(asked[i]...)
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
}
