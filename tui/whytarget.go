package tui

import (
	"cmp"
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

// pickTarget searches everything that a question can be about; some are
// offered first.
func (a *App) pickTarget(session *domain.Session, some []about, then func(about) tea.Cmd) tea.Cmd {
	p := &picker[about]{title: "About what?", rows: 14}
	p.list = newList(a, listing[about]{
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
				all := targets(ctx, session, some, q.text)
				return slice[about]{all, func(o about) string { return o.ref + " " + o.name }}.window(ctx, s)
			})
		},
		open: func(o about) tea.Cmd {
			a.close(p)
			return then(o)
		},
	})
	return a.overAtOnce(p)
}

// fewTargets is how many members and records are offered at a time.
const fewTargets = 50

// targets are what a text finds. A list that the asker may not see adds
// nothing.
func targets(ctx context.Context, session *domain.Session, some []about, text string) []about {
	all := append([]about{
		{"", "nothing in particular", "the right as such"},
		{"any", "any", "is there anything at all that it reaches?"},
	}, some...)
	if page, err := session.Members(ctx, domain.MemberQuery{Text: text, Limit: fewTargets}); err == nil {
		for _, r := range page.Rows {
			ref := "member/" + string(r.ID)
			if !slices.ContainsFunc(some, func(o about) bool { return o.ref == ref }) {
				all = append(all, about{ref, "member/" + r.Handle(), r.Label()})
			}
		}
	}
	if list, err := session.Units(ctx); err == nil {
		for _, u := range list {
			all = append(all, about{"unit/" + string(u.ID), "unit/" + u.Name, strings.Join(u.Managers, ", ")})
		}
	}
	places := func(kind string, list []domain.ListedPlace, err error) {
		for _, p := range list {
			if err == nil {
				all = append(all, about{kind + "/" + string(p.ID), kind + "/" + p.Name, cmp.Or(p.Group, p.Parent)})
			}
		}
	}
	projects, err := session.ProjectNames(ctx)
	places("project", projects, err)
	groups, err := session.GroupNames(ctx)
	places("group", groups, err)
	if list, err := session.Roles(ctx); err == nil {
		for _, r := range list {
			all = append(all, about{"role/" + r.Name, "role/" + r.Name, r.Line})
		}
	}
	if list, err := session.Employees(ctx, text); err == nil {
		for _, e := range list[:min(len(list), fewTargets)] {
			all = append(all, about{"employee/" + string(e.ID), "employee/" + e.Number, e.Name})
		}
	}
	return slices.DeleteFunc(all, func(o about) bool {
		_, _, ok := match(o.name+" "+o.note, text)
		return !ok
	})
}
