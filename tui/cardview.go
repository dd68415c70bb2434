package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// twoFrom is the width from which a card has its rights beside the rest.
const twoFrom = 92

// text is the card, in two columns where there is room.
func (c *memberCard) text(n int) []string {
	t := &c.app.theme
	var head []string
	if !c.hidden {
		head = []string{" " + t.tone[strong].paint(cut(domain.Clean(c.card.Label()), n-2)), " " + t.tone[faint].paint(cut(handleLine(c.card.Listed), n-2)), ""}
	}
	switch {
	case c.gone != "":
		for _, l := range wrap(c.gone, n-2) {
			head = append(head, " "+t.tone[bad].paint(l))
		}
		return head
	case !c.known:
		return append(head, indent(c.app.facts(memberFacts(c.card, c.session.Now()), n-2))...)
	}
	if n < twoFrom {
		return append(append(append(head, indent(c.who(n-2))...), ""), indent(c.mayDo(n-2))...)
	}
	left := n/2 - 2
	return append(head, columns(indent(c.who(left-1)), c.mayDo(n-left-2), left+1)...)
}

func indent(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// columns puts two texts beside each other.
func columns(left, right []string, at int) []string {
	var lines []string
	for i := range max(len(left), len(right)) {
		l, r := "", ""
		if i < len(left) {
			l = ansi.TruncateWc(left[i], at-1, ellipsis)
		}
		if i < len(right) {
			r = right[i]
		}
		lines = append(lines, l+blank(at-ansi.StringWidthWc(l))+r)
	}
	return lines
}

// who is what the record says, and what happened to it.
func (c *memberCard) who(n int) []string {
	t := &c.app.theme
	facts := memberFacts(c.card, c.session.Now())
	facts = append(facts, c.settings()...)
	lines := c.app.facts(facts, n)
	if len(c.card.Keys) > 0 {
		lines = append(lines, "", t.tone[faint].paint("Keys"))
		for _, k := range c.card.Keys {
			lines = append(lines, cut(domain.Clean(k.Name)+"  "+k.StatusAt(c.session.Now()), n))
		}
	}
	if len(c.card.Recent) > 0 {
		lines = append(lines, "", t.tone[faint].paint("Recent"))
		for _, e := range c.card.Recent {
			lines = append(lines, c.event(e, n)...)
		}
	}
	return lines
}

// settings are options, logins and what was sent.
func (c *memberCard) settings() []fact {
	m := c.card
	var facts []fact
	facts = append(facts, switchFacts(m.Switches)...)
	if m.Kind == rights.Person {
		facts = append(facts, fact{"Channel", m.Ways.String(), normal})
	}
	facts = append(facts, c.rateFacts()...)
	for i, l := range m.Logins {
		label := "Logins"
		if i > 0 {
			label = ""
		}
		facts = append(facts, fact{label, strings.TrimSpace(domain.Clean(l.Comment + "  " + string(l.ID))), normal})
	}
	if m.Kind == rights.Person && len(m.Logins) == 0 && m.Can.Has(rights.MembersLogins) {
		facts = append(facts, fact{"Logins", "none: cannot come in by SSH yet", faint})
	}
	if m.Invitations > 0 {
		facts = append(facts, fact{"Sent", count(m.Invitations, "open invitation", "open invitations"), normal})
	}
	seen := "never"
	if !m.SeenAt.IsZero() {
		seen = domain.Ago(m.SeenAt, c.session.Now())
	}
	return append(facts, fact{"Seen", seen, normal})
}

// switchFacts say which options are on, and under that those of no use, with
// what role or plan has against them.
func switchFacts(all []domain.Switch) []fact {
	var plain []string
	var useless []fact
	for _, s := range all {
		text := s.Option.String() + " " + onOrOff(s.On)
		switch {
		case s.Useful:
			plain = append(plain, text)
		case s.On:
			useless = append(useless, fact{"", text + ", but of no use: " + s.Why, warn})
		default:
			useless = append(useless, fact{"", text + ": " + s.Why, faint})
		}
	}
	var facts []fact
	if len(plain) > 0 {
		facts = append(facts, fact{"", strings.Join(plain, ", "), normal})
	}
	if facts = append(facts, useless...); len(facts) > 0 {
		facts[0].label = "Options"
	}
	return facts
}

func onOrOff(on bool) string { return map[bool]string{true: "on", false: "off"}[on] }

// event is what happened to the member, when, and by whom.
func (c *memberCard) event(e domain.Event, n int) []string {
	t := &c.app.theme
	what := e.Action
	if e.Detail != "" {
		what += ": " + e.Detail
	}
	tone := normal
	if e.Result == domain.ResultDenied {
		what, tone = "refused "+what, warn
	}
	var lines []string
	for i, l := range wrap(domain.Clean(what), n-10) {
		when := ""
		if i == 0 {
			when = domain.Ago(e.At, c.session.Now())
		}
		lines = append(lines, t.tone[faint].paint(fit(when, 10))+t.tone[tone].paint(l))
	}
	return append(lines, blank(10)+t.tone[faint].paint(cut("by "+domain.Clean(e.By)+", "+e.Via, n-10)))
}

// mayDo is every effective right with how far it reaches.
func (c *memberCard) mayDo(n int) []string {
	t := &c.app.theme
	if len(c.card.May) == 0 {
		return []string{t.tone[faint].paint("May do nothing: the account is " + c.card.Standing + ".")}
	}
	lines := []string{t.tone[faint].paint("May: " + count(len(c.card.May), "right", "rights") + " under today's plan, options and scopes")}
	const name, reach, does = 21, 24, 24 // cells
	for _, g := range notableRights(c.card) {
		far := reaches(g, c.card.Scoped)
		if n >= name+reach+does {
			far = fit(far, reach) + g.Right.Entry().Does
		}
		lines = append(lines, cut(fit(g.Right.String(), name), n)+t.tone[faint].paint(cut(far, max(n-name, 0))))
	}
	return lines
}
