package domain

import (
	"cmp"
	"slices"
)

// RatesOn parts rates, the newest first as [Session.Rates] lists them, into
// those that hold on a day and those that begin later. What was replaced by a
// newer one of its kind and project is left out.
func RatesOn(rates []ListedRate, day Date) (now, later []ListedRate) {
	type about struct {
		kind    RateKind
		project ID
	}
	seen := map[about]bool{}
	for _, r := range rates {
		switch a := (about{r.Kind, r.Project}); {
		case r.From > day:
			later = append(later, r)
		case !seen[a]:
			seen[a] = true
			now = append(now, r)
		}
	}
	slices.SortStableFunc(now, byKindAndProject)
	slices.Reverse(later) // what comes first, first
	slices.SortStableFunc(later, byKindAndProject)
	return now, later
}

// byKindAndProject puts what holds whatever the project before what is for one.
func byKindAndProject(a, b ListedRate) int {
	return cmp.Or(cmp.Compare(b.Kind, a.Kind), cmp.Compare(a.ProjectName, b.ProjectName))
}
