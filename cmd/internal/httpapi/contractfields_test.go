package httpapi_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// otherwhere are fields that come in no answer that is asked for here, and why.
var otherwhere = map[string]string{
	"Workspace.deleted_at": "an API key opens no deleted workspace; the commands list them",
	"Workspace.seats":      "mTime has no bound; TestSeats asks where there is one",
}

// everyFieldComes checks that each field that the document gives an object came in
// some answer: one that nobody fills promises what isn't there.
func everyFieldComes(t *testing.T, d *document) {
	answers := map[string]bool{}
	for _, o := range d.operations() {
		for _, r := range o.Responses {
			for _, c := range r.Content {
				d.reaches(c.Schema, answers)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		fields := d.Components.Schemas[name].Properties
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			if _, seen := d.seen.Load(fields[field]); !seen {
				_, excused := otherwhere[name+"."+field]
				if !excused && name != "Problem" { // problem looks at those
					t.Errorf("no answer has %s.%s", name, field)
				}
			}
		}
	}
}

// reaches collects the names of the schemas that a schema is made of.
func (d *document) reaches(s *schema, into map[string]bool) {
	if s == nil {
		return
	}
	if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
		if !into[name] {
			into[name] = true
			d.reaches(d.Components.Schemas[name], into)
		}
		return
	}
	d.reaches(s.Items, into)
	for _, one := range s.OneOf {
		d.reaches(one, into)
	}
	for _, p := range s.Properties {
		d.reaches(p, into)
	}
}
