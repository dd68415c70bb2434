package benchmarks

import (
	"testing"

	"gatehouse/domain/rights"
)

// What a question is about.
type target int

const (
	whole     target = iota // the whole workspace, or oneself for a personal right
	below                   // an Employee of a unit below the one that the subject manages
	elsewhere               // an Employee of a unit beside it
	targets
)

// question is one cell of the matrix: role × right × target.
type question struct {
	role  *rights.Role
	right rights.Entry
	on    target
}

func (q question) String() string {
	return q.role.Name + ", " + q.right.Name + ", " + [...]string{"the whole workspace", "a unit below", "another unit"}[q.on]
}

// matrix is mTime with every question that role, right and unit make.
type matrix struct {
	model *rights.Model
	all   []question
}

func newMatrix(t testing.TB) matrix {
	model, ok := rights.FindModel("mtime")
	if !ok {
		t.Fatal("there is no mTime")
	}
	x := matrix{model: model}
	for _, role := range persons(model) {
		for _, right := range rights.Catalogue() {
			for on := range targets {
				x.all = append(x.all, question{role, right, on})
			}
		}
	}
	return x
}

// persons are the roles of a model that people have.
func persons(m *rights.Model) (roles []*rights.Role) {
	for _, r := range m.Roles {
		if !r.ServiceOnly {
			roles = append(roles, r)
		}
	}
	return roles
}

// one finds the question about a right of a role.
func (x matrix) one(t testing.TB, role string, right rights.Right, on target) question {
	for _, q := range x.all {
		if q.role.Name == role && q.right.Right == right && q.on == on {
			return q
		}
	}
	t.Fatal("no such question")
	return question{}
}

// ours puts questions to the rights engine. Everything but role, right and
// unit is as it is for someone whom no other gate stops; they are asked.
func (x matrix) ours(t testing.TB, all []question) func(i int) bool {
	employee, ok := x.model.Role("employee")
	if !ok {
		t.Fatal("there is no Employee")
	}
	on := [targets]rights.Target{
		whole:     {},
		below:     {Kind: rights.OnMember, Rank: employee.Rank, Reach: rights.ByUnit},
		elsewhere: {Kind: rights.OnMember, Rank: employee.Rank},
	}
	asked := make([]rights.Question, len(all))
	for i, q := range all {
		asked[i] = rights.Question{Right: q.right.Right, On: on[q.on], Subject: rights.Subject{
			Owner: q.role.Name == "owner", Role: q.role, Plan: x.model.Plans[0], Linked: true,
			Options: rights.DefaultOptions | rights.APIOn, Holds: rights.ByUnit,
		}}
	}
	return func(i int) bool { return x.model.Decide(&asked[i]).Allowed }
}
