package domain

import (
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// FindRights finds rights by a word of what they let one do: timesheet.view
// from "menu". An empty text lists all.
func FindRights(text string) []rights.Entry {
	terms := strings.Fields(FoldSearch(CleanMax(text, 80)))
	return slices.DeleteFunc(slices.Clone(rights.Catalogue()), func(e rights.Entry) bool {
		all := FoldSearch(e.Name + " " + e.Does)
		return slices.ContainsFunc(terms, func(t string) bool { return !strings.Contains(all, t) })
	})
}
