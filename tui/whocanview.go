package tui

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// whoColumns are those of the list of who may.
func (v *whoCan) whoColumns() []column[domain.Who] {
	return []column[domain.Who]{
		{title: "name", min: 16, max: 24, cell: v.found(0)},
		{title: "e-mail", min: 14, max: 26, drop: 2, cell: v.found(1)},
		{title: "role", min: 9, max: 13, drop: 1, cell: v.found(2)},
		{title: "through", min: 26, cell: func(w domain.Who) cell { return cell{text: domain.Clean(w.Through)} }},
	}
}

// found is one of the fields that a search looks at, with the letters that it
// found.
func (v *whoCan) found(field int) func(domain.Who) cell {
	return func(w domain.Who) cell {
		l := listedWho(w)
		texts := []string{domain.Clean(w.Name), handleLine(l), roleBrief(l, v.session.Now())}
		c := cell{text: texts[field]}
		if field == 1 && w.Kind == rights.ServiceUser {
			c.tone = faint
		}
		if v.query.text != "" {
			for _, s := range domain.Match(v.query.text, texts...)[field] {
				c.found = append(c.found, found{s.Start, s.End})
			}
		}
		return c
	}
}

// asked is the question in a line, and what the right is for where there is
// room for it.
func (v *whoCan) asked() []string {
	t, n := &v.app.theme, v.app.size.Width-2
	if v.right == "" {
		return []string{" " + t.tone[strong].paint("who may …"), ""}
	}
	question := "who may  " + v.right
	if v.on.ref != "" {
		question += "  on " + domain.Clean(v.on.name)
	}
	by := "  by " + v.channel
	switch {
	case v.channel == "" && width(question)+len("  by web or api") > n:
		by = ""
	case v.channel == "":
		by = "  by web or api"
	}
	line := " " + t.tone[strong].paint(cut(question, n-width(by))) + t.tone[faint].paint(by)
	for _, e := range rights.Catalogue() {
		if does := "   lets one " + e.Does; e.Name == v.right && width(question+by+does) <= n {
			line += t.tone[faint].paint(does)
		}
	}
	return []string{line, ""}
}
