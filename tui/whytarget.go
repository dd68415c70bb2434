package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// about is what a question is about.
type about struct {
	ref  string // KIND/NAME as the domain takes it; empty for nothing
	name string // the same for people
	note string
}

// pickTarget searches everything that a question can be about.
func (w *why) pickTarget() tea.Cmd {
	p := &picker[about]{title: "About what?", rows: 14}
	p.list = newList(w.app, listing[about]{
		columns: []column[about]{
			{min: 14, max: 40, cell: func(o about) cell { return p.found(o, o.name) }},
			{min: 10, drop: 1, cell: func(o about) cell { return cell{text: domain.Clean(o.note), tone: faint} }},
		},
		id:    func(o about) string { return o.ref + " " + o.name },
		name:  func(o about) string { return o.name },
		empty: "Nothing is called that.",
		picks: true, opens: "ask",
		source: func(q query) source[about] {
			return sourced[about](func(ctx context.Context, s span) (window[about], error) {
				all := w.targets(ctx, q.text)
				return slice[about]{all, func(o about) string { return o.ref + " " + o.name }}.window(ctx, s)
			})
		},
		open: func(o about) tea.Cmd {
			w.app.close(p)
			w.on = o
			return w.again()
		},
	})
	return w.app.overAtOnce(p)
}

// fewTargets is how many members and records are offered at a time.
const fewTargets = 50

// targets are what a text finds. A list that the asker may not see adds
// nothing.
func (w *why) targets(ctx context.Context, text string) []about {
	all := []about{
		{"", "nothing in particular", "the right as such"},
		{"any", "any", "is there anything at all that it reaches?"},
		{"member/" + string(w.member.ID), "member/" + w.member.Handle(), "themselves"},
	}
	if page, err := w.session.Members(ctx, domain.MemberQuery{Text: text, Limit: fewTargets}); err == nil {
		for _, r := range page.Rows {
			if r.ID != w.member.ID {
				all = append(all, about{"member/" + string(r.ID), "member/" + r.Handle(), r.Label()})
			}
		}
	}
	if list, err := w.session.Units(ctx); err == nil {
		for _, u := range list {
			all = append(all, about{"unit/" + string(u.ID), "unit/" + u.Name, strings.Join(u.Managers, ", ")})
		}
	}
	places := func(kind string, list []domain.ListedPlace, err error) {
		for _, p := range list {
			if err == nil {
				all = append(all, about{kind + "/" + string(p.ID), kind + "/" + p.Name, strings.Join(p.Managers, ", ")})
			}
		}
	}
	projects, err := w.session.Projects(ctx)
	places("project", projects, err)
	groups, err := w.session.Groups(ctx)
	places("group", groups, err)
	if list, err := w.session.Roles(ctx); err == nil {
		for _, r := range list {
			all = append(all, about{"role/" + r.Name, "role/" + r.Name, r.Line})
		}
	}
	if list, err := w.session.Employees(ctx, text); err == nil {
		for _, e := range list[:min(len(list), fewTargets)] {
			all = append(all, about{"employee/" + string(e.ID), "employee/" + e.Number, e.Name})
		}
	}
	return slices.DeleteFunc(all, func(o about) bool {
		_, _, ok := match(o.name+" "+o.note, text)
		return !ok
	})
}
