package domain

import (
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// MostRoles is how many roles of its own a workspace may have: lists load them
// all.
const MostRoles = 100

// allRoles are the roles of the model, and after them all of the workspace's
// own by name. Those that were looked up before stay the same.
func (v *view) allRoles() ([]*rights.Role, error) {
	if v.full {
		return v.model.Roles, nil
	}
	records, err := everything(v.RolePages(), Query{Index: ByName})
	if err != nil {
		return nil, err
	}
	own := make([]rights.Role, 0, len(records))
	for _, r := range records {
		own = append(own, r.role())
	}
	plain, err := findModel(v.info.Model)
	if err != nil {
		return nil, err
	}
	all := plain.With(own)
	for i, r := range all.Roles {
		if known, ok := v.model.Role(r.Name); ok {
			all.Roles[i] = known
		}
	}
	v.model, v.full = all, true
	return all.Roles, nil
}

// adopt makes a custom role one of the model's that the transaction uses, in
// place of what it knew under that name.
func (t *txn) adopt(r CustomRole) *rights.Role {
	t.drop(r.Name)
	t.model = t.model.With([]rights.Role{r.role()})
	return t.model.Roles[len(t.model.Roles)-1]
}

// drop takes a custom role out of the model that the transaction uses.
func (t *txn) drop(name string) {
	if _, known := t.model.Role(name); !known {
		return
	}
	m := *t.model
	m.Roles = slices.DeleteFunc(slices.Clone(m.Roles), func(r *rights.Role) bool { return r.Custom && r.Name == name })
	t.model = &m
}

// findCustomRole looks a custom role up by its name, which is its identity:
// members hold it by that, so an id never stands for it. A transaction knows
// only the roles that it looked up, but for allRoles.
func (t *txn) findCustomRole(name string) (CustomRole, error) {
	name = strings.TrimSpace(name)
	id, err := t.Find(UniqueRole, FoldName(name))
	if err == nil && id == "" {
		err = noSuch("role", name)
	}
	if err != nil {
		return CustomRole{}, err
	}
	return t.Roles().Get(id)
}

// role is the record as the rights engine sees it. What it doesn't know, of a
// newer version, isn't granted.
func (r CustomRole) role() rights.Role {
	out := rights.Role{Name: r.Name, Title: r.Name, Rank: r.Rank, Custom: true, From: r.From}
	for _, word := range r.Rights {
		if g, ok := rights.ParseGranted(word); ok {
			out.Grant(g.Right, g.Scope)
		}
	}
	return out
}

// rightsOf is the rights of a role as a record keeps them.
func rightsOf(r *rights.Role) []string {
	var words []string
	for _, g := range r.Granted() {
		words = append(words, g.String())
	}
	return words
}
