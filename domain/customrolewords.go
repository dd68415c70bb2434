package domain

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gatehouse/domain/rights"
)

// freeRoleName reads the name of a new role. It is nobody's else, and no
// model's: a workspace that switches finds its names where they were.
func (t *txn) freeRoleName(name string) (string, error) {
	name, err := ParseName(name)
	if err != nil {
		return "", err
	}
	for _, r := range builtIn() {
		if lettersOf(name) == lettersOf(r.Name) {
			return "", Errorf(Invalid, "built_in", "%s is the name of a built-in role; a role of one's own needs another", r.Name)
		}
	}
	return name, t.free(UniqueRole, FoldName(name), "", "role called", name)
}

// lettersOf is what the eye keeps of a name: its letters and digits, without
// case, accents, width and what stands between them.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, FoldSearch(name))
}

// builtIn lists the roles of all models and the scoped ones.
func builtIn() []*rights.Role {
	all := slices.Clone(rights.ScopedRoles())
	for _, m := range rights.Models() {
		all = append(all, m.Roles...)
	}
	return all
}

// reshape adds and takes rights of a role that is being made, and places it.
func (t *txn) reshape(r *rights.Role, add, remove []string, rankBelow string) error {
	var seen rights.Set
	once := func(right rights.Right) error {
		if seen.Has(right) {
			return Errorf(Invalid, "said_twice", "%s is said twice", right)
		}
		seen = seen.With(right)
		return nil
	}
	for _, word := range add {
		right, scope, err := parseGrant(word)
		if err == nil {
			err = once(right)
		}
		if err != nil {
			return err
		}
		r.Grant(right, scope)
	}
	for _, word := range remove {
		right, err := parseRight(word)
		if err == nil {
			err = once(right)
		}
		if err != nil {
			return err
		}
		r.Grant(right, rights.None)
	}
	if rankBelow == "" {
		return nil
	}
	above, err := t.role(rankBelow)
	if err != nil {
		return err
	}
	if above.Name == r.Name {
		return Errorf(Invalid, "below_itself", "%s can't rank below itself", r.Name)
	}
	r.Rank = above.Below()
	return nil
}

// parseGrant reads right, or right:scope, of what a custom role may hold.
func parseGrant(word string) (rights.Right, rights.Scope, error) {
	name, scope, scoped := strings.Cut(strings.TrimSpace(word), ":")
	right, err := parseRight(name)
	if err != nil {
		return 0, 0, err
	}
	entry := right.Entry()
	if entry.Reserved {
		return 0, 0, Errorf(Invalid, "reserved", "%s never enters a custom role: it stays the owner's", right)
	}
	far := rights.Whole
	if entry.Personal {
		far = rights.Own
	}
	if scoped {
		asked, known := rights.ParseScope(scope)
		if !known {
			return 0, 0, unknown("scope", scope, []string{"w", "s", "o"})
		}
		if entry.Personal && asked != rights.Own {
			return 0, 0, Errorf(Invalid, "personal", "%s is about oneself, so its scope is always o", right)
		}
		far = asked
	}
	return right, far, nil
}

func parseRight(word string) (rights.Right, error) {
	right, ok := rights.ParseRight(strings.TrimSpace(word))
	if !ok {
		return 0, unknown("right", word, rightNames())
	}
	return right, nil
}

// unknown is what the record grants and this version doesn't know. It is kept.
func (r CustomRole) unknown() []string {
	role := r.role()
	known := rightsOf(&role)
	return slices.DeleteFunc(slices.Clone(r.Rights), func(word string) bool {
		name, _, _ := strings.Cut(word, ":")
		_, ok := rights.ParseRight(name)
		return ok || slices.Contains(known, word)
	})
}

// reshaped says in a line what became of a role.
func reshaped(was, is CustomRole) string {
	before, after := was.role(), is.role()
	gained, lost := rights.Diff(before.Granted(), after.Granted())
	var words []string
	for _, g := range gained {
		words = append(words, "+"+g.String())
	}
	for _, g := range lost {
		words = append(words, "-"+g.String())
	}
	if was.Rank != is.Rank {
		words = append(words, fmt.Sprintf("rank %d → %d", was.Rank, is.Rank))
	}
	return strings.Join(words, " ")
}
