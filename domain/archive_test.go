package domain_test

import (
	"testing"

	"gatehouse/domain"
)

// A refusal is recorded as what was asked for, taking out of use or bringing
// back.
func TestRefusedArchiving(t *testing.T) {
	w := open(t, "mtime", "")
	group, err := w.boss().AddGroup(bg, domain.AddGroup{Name: "Guild"})
	must(t, err)
	project, err := w.boss().AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	low := w.as(w.person("employee"))
	for _, not := range []bool{false, true} {
		for noun, do := range map[string]func() error{
			"groups": func() error {
				return got(low.ArchiveGroup(bg, domain.ArchiveGroup{Group: domain.Ref(group.ID), Not: not}))
			},
			"projects": func() error {
				return got(low.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(project.ID), Not: not}))
			},
		} {
			before := w.last()
			wants(t, do(), domain.Denied, "")
			want := noun + map[bool]string{true: ".unarchive", false: ".archive"}[not]
			events := w.events(before)
			is(t, "events", len(events), 1)
			is(t, "action", events[0].Action, want)
			is(t, "result", events[0].Result, domain.ResultDenied)
		}
	}
}
