package tui

import (
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The table of plans, in cells.
const (
	featureWide = 21 // a feature's name
	planWide    = 15 // a plan's column, at most
	planLeast   = 9  // a blank and "no limit"
)

// seatsAre says what a seat is for.
const seatsAre = "members and open invitations that fit"

// roomyFrom is the height from which there are blank lines between the parts.
const roomyFrom = 18

// View draws as page does; where it is low, without blank lines.
func (v *workspace) View(size Size) string {
	v.low = size.Height < roomyFrom
	return v.page.View(size)
}

// text is what is known of the workspace, and its plans under that.
func (v *workspace) text(n int) []string {
	t := &v.app.theme
	if v.model == nil {
		return indent(wrap(v.trouble, n-2))
	}
	lines := []string{t.tone[strong].paint(cut(domain.Clean(v.sum.Name), n/2)) + "  " + t.tone[faint].paint(cut(v.sum.Slug, n/2-4))}
	for _, l := range wrap(v.trouble, n-2) {
		lines = append(lines, t.tone[warn].paint(l))
	}
	lines = v.part(lines, v.facts(n-2))
	return indent(v.part(lines, v.plans(n-1)))
}

// part adds a part below those before.
func (v *workspace) part(before, next []string) []string {
	if !v.low {
		before = append(before, "")
	}
	return append(before, next...)
}

// besideFrom is the width from which facts stand in two columns.
const besideFrom = 56

func (v *workspace) facts(n int) []string {
	owner := v.sum.OwnerName
	if v.sum.Actor.Owner {
		owner += ", you"
	}
	half := min(n/2, 52)
	left := []fact{{"Model", v.model.Title, normal}, {"Plan", v.current().Title, normal}, v.seats(half - gap - factLabel)}
	right := []fact{{"Owner", domain.Clean(owner), normal}, {"Created", day(v.sum.CreatedAt), normal}}
	if v.sum.Open > 0 {
		right = append(right, fact{"Invited", number(v.sum.Open) + " open", normal})
	}
	var lines []string
	if n >= besideFrom {
		lines = columns(v.app.facts(left, half-gap), v.app.facts(right, n-half), half)
	} else {
		lines = v.app.facts(append(left, right...), n)
	}
	if f, open := v.offer(); open {
		lines = append(lines, v.app.facts([]fact{f}, n)...)
	}
	return lines
}

// seats says how many are used, with a bar where there is a limit and room.
func (v *workspace) seats(n int) fact {
	used, all := v.sum.SeatsUsed, v.sum.Seats
	if all == 0 {
		return fact{"Seats", number(used) + " used, no limit", normal}
	}
	f := fact{"Seats", number(used) + " of " + number(all) + " used", normal}
	if used >= all {
		f.tone = warn
	}
	const most, least = 12, 4 // cells
	if cells := min(n-width(f.text)-1, most); cells >= least {
		full := min((used*cells+all-1)/all, cells)
		f.text += " " + strings.Repeat("█", full) + strings.Repeat("░", cells-full)
	}
	return f
}

// offer is the open offer of the ownership, if one may see it.
func (v *workspace) offer() (fact, bool) {
	o := v.sum.Offer
	if o.To == "" {
		return fact{}, false
	}
	left := domain.Left(o.Until, v.session.Now()) + " left"
	if o.ToYou {
		return fact{"Offer", "of the ownership to you, " + left + ": t takes it, c declines", accent}, true
	}
	return fact{"Offer", "of the ownership to " + domain.Clean(o.Name) + ", " + left, warn}, true
}

// plans are the plans beside each other, what they differ in down the side.
func (v *workspace) plans(n int) []string {
	t := &v.app.theme
	wide := max(min((n-featureWide)/len(v.all()), planWide), planLeast)
	room, longest := n-featureWide-wide*len(v.all())-gap, width(seatsAre)
	for _, f := range rights.Features() {
		longest = max(longest, width(f.Does()))
	}
	row := func(name, about string, cell func(*rights.Plan) (string, tone)) string {
		line := t.tone[faint].paint(fit(name, featureWide))
		for i, p := range v.all() {
			text, in := cell(p)
			sign := " "
			if i == v.at {
				sign = t.tone[accent].paint("▌")
			}
			line += sign + t.tone[in].paint(fit(text, wide-1))
		}
		if room >= longest {
			line += blank(gap) + t.tone[faint].paint(about)
		}
		return line
	}
	is := func(p *rights.Plan, yes tone) tone {
		if p == v.chosen() {
			return strong
		}
		return yes
	}
	lines := []string{
		row("PLAN", "", func(p *rights.Plan) (string, tone) { return strings.ToUpper(p.Title), is(p, normal) }),
		row("", "", func(p *rights.Plan) (string, tone) {
			if p == v.current() {
				return "now", accent
			}
			return "", normal
		}),
		row("seats", seatsAre, func(p *rights.Plan) (string, tone) { return seatsOf(p), is(p, normal) }),
	}
	for _, f := range rights.Features() {
		lines = append(lines, row(f.Noun(), f.Does(), func(p *rights.Plan) (string, tone) {
			if p.Has(f) {
				return "✓ yes", is(p, normal)
			}
			return "– no", faint
		}))
	}
	return lines
}

func seatsOf(p *rights.Plan) string {
	if p.Seats == 0 {
		return "no limit"
	}
	return number(p.Seats)
}

// Note says what the chosen plan is, compared with today's.
func (v *workspace) Note() string {
	p, today := v.chosen(), v.current()
	switch {
	case p == nil || today == nil:
		return ""
	case len(v.all()) == 1:
		return "The " + v.model.Title + " model has one plan, with everything in it."
	case p == today:
		return p.Title + " is today's plan. ← and → look at the others."
	}
	var more, less []string
	for _, f := range rights.Features() {
		switch {
		case p.Has(f) && !today.Has(f):
			more = append(more, f.Noun())
		case !p.Has(f) && today.Has(f):
			less = append(less, f.Noun())
		}
	}
	note := p.Title + ": " + seatsOf(p) + " seats"
	if p.Seats == 0 {
		note = p.Title + ": no limit to the seats"
	}
	if len(more) > 0 {
		note += ", adds " + strings.Join(more, ", ")
	}
	if len(less) > 0 {
		note += ", without " + strings.Join(less, ", ")
	}
	return note + "."
}
