// Package object holds the JSON objects of the interface, one type each, and how
// they come of what the use cases return. The command line prints them, the HTTP
// API answers with them, and its OpenAPI document is made of their tags: a field
// says with doc what its name doesn't.
//
// Names are in snake_case, times are RFC 3339 in UTC, ids are strings, and what
// isn't there is left out; but a list that is always there is [] when empty.
package object

import "time"

// Stamp is a time in JSON: RFC 3339 in UTC, in whole seconds. A zero one is
// empty, so that it is left out.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// List makes the objects of a list, which is never nil.
func List[D, T any](all []D, object func(D) T) []T {
	out := make([]T, 0, len(all))
	for _, d := range all {
		out = append(out, object(d))
	}
	return out
}
