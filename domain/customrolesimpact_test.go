package domain_test

import (
	"strings"
	"testing"

	"gatehouse/domain"
)

// A preview of a deletion says that the role goes, who has it without naming
// those whom the asker can't see, and what may take its place.
func TestPreviewOfADeletion(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Maker", "employee", "roles.manage")
	w.custom("Helper", "employee")
	w.custom("Robots", "verifier")
	maker := w.as(w.person("Maker"))
	preview := func(s *domain.Session, role string) domain.RoleImpact {
		t.Helper()
		i, err := s.PreviewRole(bg, domain.DeleteRole{Role: role, ReplaceWith: "employee"})
		must(t, err)
		for _, to := range i.Choices {
			try, err := s.PreviewRole(bg, domain.DeleteRole{Role: role, ReplaceWith: to.Name})
			must(t, err)
			is(t, role+" replaced by "+to.Name, try.Allowed, true)
		}
		return i
	}
	names := func(i domain.RoleImpact) string {
		var all []string
		for _, r := range i.Choices {
			all = append(all, r.Name)
		}
		return strings.Join(all, " ")
	}
	i := preview(w.boss(), "helper")
	is(t, "unheld", strings.Join(i.Consequences().Changes, "; "), "the role Helper is deleted")
	is(t, "the owner's choices", names(i), "admin manager employee developer Maker")
	is(t, "a maker's choices", names(preview(maker, "Helper")), "employee Maker")
	is(t, "for robots", strings.Contains(names(preview(w.boss(), "Robots")), "verifier"), true)

	bo := w.person("Helper")
	is(t, "held", strings.Join(preview(w.boss(), "Helper").Consequences().Changes, "; "), "the role Helper is deleted; 1 account: "+bo.Handle())
	is(t, "unseen", strings.Join(preview(maker, "Helper").Consequences().Changes, "; "), "the role Helper is deleted; 1 account")
	wants(t, remove("Helper", "verifier")(w.boss()), domain.Invalid, "cannot_replace")
	wants(t, remove("Helper", "owner")(w.boss()), domain.Denied, "")
}
