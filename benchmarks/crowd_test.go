package benchmarks

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/casbin/casbin/v3"
	"github.com/casbin/casbin/v3/model"
	"github.com/cedar-policy/cedar-go"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// crowd is a workspace of mTime: one owner, one Admin in a hundred, one Manager
// in twenty, each of one unit; a hundred units, ten below each of the first ten.
type crowd struct {
	model  *rights.Model
	people []person
}

type person struct {
	name, role, manages string
}

const (
	units   = 100
	someone = "member/p7@acme.test" // in unit 17, which is below unit 1
	lies    = 17
)

func newCrowd(t testing.TB, n int) crowd {
	c := crowd{model: newMatrix(t).model}
	for i := range n {
		p := person{name: "p" + strconv.Itoa(i), role: "employee"}
		switch {
		case i == 0:
			p.role = "owner"
		case i%100 == 1:
			p.role = "admin"
		case i%20 == 2:
			p.role, p.manages = "manager", unitName(i/20%units)
		case i%10 == 3:
			p.role = "developer"
		}
		c.people = append(c.people, p)
	}
	return c
}

func unitName(i int) string { return "unit" + strconv.Itoa(i) }

// above is the unit above one, or nothing.
func above(i int) string {
	if i < 10 {
		return ""
	}
	return unitName(i / 10)
}

// ours is a workspace in a database file, and a page of 50 of those who may.
func (c crowd) ours(t testing.TB) func(rights.Right, string) int {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "crowd.db"), bolt.Options{})
	must(err)
	t.Cleanup(func() { _ = engine.Close() })
	store := storage.New(engine)
	pepper, err := domain.NewPepper(rand.Reader)
	must(err)
	db := domain.NewDatabase(store, domain.World{Now: time.Now, Random: rand.Reader, Pepper: pepper})
	info, err := db.CreateWorkspace(ctx, domain.CreateWorkspace{Slug: "acme", Name: "Acme", Model: c.model.Name, Owner: "p0@acme.test"})
	must(err)
	ids := map[string]domain.ID{}
	must(store.Commit(ctx, info.ID, func(tx domain.Tx) error {
		for i := range units {
			u, err := tx.Units().Put(domain.Unit{ID: domain.NewID(rand.Reader), Name: unitName(i), Parent: ids[above(i)]})
			if ids[u.Name] = u.ID; err != nil {
				return err
			}
		}
		return nil
	}))
	for from := 1; from < len(c.people); from += 1000 {
		must(store.Commit(ctx, info.ID, func(tx domain.Tx) error {
			for i := from; i < min(from+1000, len(c.people)); i++ {
				if err := c.settle(tx, i, ids); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	w, err := db.Workspace(ctx, "acme")
	must(err)
	s, err := w.Local(ctx, "")
	must(err)
	return func(right rights.Right, on string) int {
		page, err := s.Who(ctx, domain.WhoQuestion{Right: right.String(), On: on}, "", 50)
		must(err)
		return page.Total
	}
}

// settle puts one person, with the employee record that says where they are.
func (c crowd) settle(tx domain.Tx, i int, ids map[string]domain.ID) error {
	p := c.people[i]
	m := domain.Member{ID: domain.NewID(rand.Reader), Name: p.name, Email: p.name + "@acme.test", Role: p.role, Options: rights.DefaultOptions | rights.APIOn}
	if p.manages != "" {
		m.ManagesUnits = []domain.ID{ids[p.manages]}
	}
	e := domain.Employee{ID: domain.NewID(rand.Reader), Number: p.name, Name: p.name, Unit: ids[unitName((i+10)%units)], Member: m.ID}
	m.Employee = e.ID
	if _, err := tx.Employees().Put(e); err != nil {
		return err
	}
	_, err := tx.Members().Put(m)
	return err
}

// cedar asks cedar-go about each.
func (c crowd) cedar(t testing.TB, grouped bool) func(rights.Right, string) int {
	policies, entities := cedarPolicies(t, c.model, grouped), cedar.EntityMap{}
	add := func(id cedar.EntityUID, attributes cedar.RecordMap, parents ...cedar.EntityUID) {
		entities[id] = cedar.Entity{UID: id, Parents: cedar.NewEntityUIDSet(parents...), Attributes: cedar.NewRecord(attributes)}
	}
	for i := range units {
		if up := above(i); up != "" {
			add(unit(unitName(i)), nil, unit(up))
			continue
		}
		add(unit(unitName(i)), nil)
	}
	for uid, entity := range cedarEntities(c.model) {
		if uid.Type == "Action" {
			entities[uid] = entity
		}
	}
	for i, p := range c.people {
		manages := cedar.NewSet()
		if p.manages != "" {
			manages = cedar.NewSet(unit(p.manages))
		}
		add(user(p.name), cedar.RecordMap{"manages": manages}, cedar.NewEntityUID("Role", cedar.String(p.role)), unit(unitName((i+10)%units)))
	}
	return func(right rights.Right, on string) (n int) {
		asked := cedar.Request{Action: action(right.String()), Resource: cedar.NewEntityUID("Workspace", "acme")}
		if on != "" {
			asked.Resource = user("p7")
		}
		for _, p := range c.people {
			asked.Principal = user(p.name)
			if decision, _ := cedar.Authorize(policies, entities, asked); decision == cedar.Allow {
				n++
			}
		}
		return n
	}
}

// casbin asks casbin about each.
func (c crowd) casbin(t testing.TB, grouped bool) func(rights.Right, string) int {
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
	for _, role := range persons(c.model) {
		for _, g := range role.Granted() {
			act := g.Right.String()
			if grouped {
				must(e.AddNamedGroupingPolicy("g3", act, group(role, g)))
				act = group(role, g)
			}
			must(e.AddPolicy(role.Name, act, g.Scope.String()))
		}
	}
	roles, tree := [][]string{}, [][]string{{"p7", unitName(lies)}}
	for i := range units {
		if up := above(i); up != "" {
			tree = append(tree, []string{unitName(i), up})
		}
	}
	for _, p := range c.people {
		roles = append(roles, []string{p.name, p.role})
		if p.manages != "" {
			tree = append(tree, []string{p.manages, p.name})
		}
	}
	must(e.AddGroupingPolicies(roles))
	must(e.AddNamedGroupingPolicies("g2", tree))
	return func(right rights.Right, on string) (n int) {
		resource := "workspace"
		if on != "" {
			resource = "p7"
		}
		for _, p := range c.people {
			yes, err := e.Enforce(p.name, right.String(), resource)
			if err != nil {
				t.Fatal(fmt.Errorf("asking about %s: %w", p.name, err))
			}
			if yes {
				n++
			}
		}
		return n
	}
}
