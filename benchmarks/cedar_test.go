package benchmarks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"

	"gatehouse/domain/rights"
)

// cedarConditions say how far a scope reaches.
var cedarConditions = map[rights.Scope]string{
	rights.Whole:  "",
	rights.Scoped: " when { resource in principal.manages }",
	rights.Own:    " when { resource == principal }",
}

// cedarPolicies writes the table of roles as policies: one for each right of a
// role, or grouped, one for each role and scope over a group of actions.
func cedarPolicies(t testing.TB, m *rights.Model, grouped bool) *cedar.PolicySet {
	var text strings.Builder
	written := map[string]bool{}
	for _, role := range persons(m) {
		for _, g := range role.Granted() {
			action := fmt.Sprintf("action == Action::%q", g.Right)
			if grouped {
				action = fmt.Sprintf("action in Action::%q", group(role, g))
			}
			policy := fmt.Sprintf("permit (principal in Role::%q, %s, resource)%s;\n", role.Name, action, cedarConditions[g.Scope])
			if !written[policy] {
				written[policy] = true
				text.WriteString(policy)
			}
		}
	}
	set, err := cedar.NewPolicySetFromBytes("mtime.cedar", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// group names what a role may do as far as this grant reaches.
func group(role *rights.Role, g rights.Granted) string { return role.Name + ":" + g.Scope.String() }

// cedarEntities are the roles' people, the tree of units with an Employee in
// two of them, and the groups of actions.
func cedarEntities(m *rights.Model) cedar.EntityMap {
	all := cedar.EntityMap{}
	add := func(id cedar.EntityUID, attributes cedar.RecordMap, parents ...cedar.EntityUID) {
		all[id] = cedar.Entity{UID: id, Parents: cedar.NewEntityUIDSet(parents...), Attributes: cedar.NewRecord(attributes)}
	}
	groups := map[string][]cedar.EntityUID{}
	for _, role := range persons(m) {
		add(user(role.Name), cedar.RecordMap{"manages": cedar.NewSet(unit("design"))}, cedar.NewEntityUID("Role", cedar.String(role.Name)))
		for _, g := range role.Granted() {
			groups[g.Right.String()] = append(groups[g.Right.String()], action(group(role, g)))
		}
	}
	for name, in := range groups {
		add(action(name), nil, in...)
	}
	add(unit("company"), nil)
	add(unit("design"), nil, unit("company"))
	add(unit("brand"), nil, unit("design"))
	add(unit("sales"), nil, unit("company"))
	add(user("below"), nil, unit("brand"))
	add(user("elsewhere"), nil, unit("sales"))
	return all
}

func user(name string) cedar.EntityUID   { return cedar.NewEntityUID("User", cedar.String(name)) }
func unit(name string) cedar.EntityUID   { return cedar.NewEntityUID("Unit", cedar.String(name)) }
func action(name string) cedar.EntityUID { return cedar.NewEntityUID("Action", cedar.String(name)) }

// cedar puts questions to cedar-go.
func (x matrix) cedar(t testing.TB, all []question, grouped bool) func(i int) bool {
	policies, entities := cedarPolicies(t, x.model, grouped), cedarEntities(x.model)
	asked := make([]cedar.Request, len(all))
	for i, q := range all {
		on := [targets]cedar.EntityUID{cedar.NewEntityUID("Workspace", "acme"), user("below"), user("elsewhere")}[q.on]
		if q.on == whole && q.right.Personal {
			on = user(q.role.Name)
		}
		asked[i] = cedar.Request{Principal: user(q.role.Name), Action: action(q.right.Name), Resource: on}
	}
	return func(i int) bool {
		decision, _ := cedar.Authorize(policies, entities, asked[i])
		return decision == cedar.Allow
	}
}
