package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gatehouse/domain"
)

// joinLabel is the room of a label and the sign before it.
const joinLabel = 15

// View draws the key and the token, and below them what the token offers.
func (v *join) View(size Size) string {
	t := &v.app.theme
	room := size.Width - joinLabel - 1
	lines := v.row("Key", wrap(domain.Clean(v.asks.Fingerprint), room)...)
	lines = append(lines, v.row("Token", v.token.view(room-1)+v.cursor())...)
	if v.offered {
		lines = append(lines, v.offers(room)...)
	}
	for _, l := range v.below(room) {
		lines = append(lines, blank(joinLabel)+l)
	}
	above := wrap("This key becomes a login: from then on, whoever signs in with it is you.", size.Width-2)
	for i, l := range above {
		above[i] = " " + t.tone[faint].paint(l)
	}
	switch spare := size.Height - len(lines); {
	case spare > len(above):
		lines = slices.Concat(above, []string{""}, lines)
	case spare == len(above):
		lines = slices.Concat(above, lines)
	}
	return strings.Join(lines, "\n")
}

// row is a label with what belongs to it; the first of it has the sign that
// says where one is.
func (v *join) row(label string, texts ...string) (lines []string) {
	t := &v.app.theme
	sign := " "
	switch {
	case label == "Token" && v.offered:
		sign = t.tone[good].paint("✓")
	case label == "Token", label == "Name":
		sign = t.tone[accent].paint("▌")
	}
	for i, text := range texts {
		head := blank(joinLabel)
		if i == 0 {
			head = " " + sign + " " + t.tone[faint].paint(fit(label, joinLabel-3))
		}
		lines = append(lines, head+text)
	}
	return lines
}

// cursor is where typing the token goes on.
func (v *join) cursor() string {
	if v.offered {
		return ""
	}
	return ansi.Style{}.Reverse(true).Styled(" ")
}

// offers are the lines of what the token offers.
func (v *join) offers(room int) (lines []string) {
	w, t := v.offer, &v.app.theme
	until := w.ExpiresAt.In(v.app.Now().Location()).Format("2 Jan 2006 15:04") + ", " + domain.Left(w.ExpiresAt, v.app.Now()) + " left"
	for _, fact := range []struct{ label, text string }{
		{"Workspace", domain.Clean(w.Workspace.Name) + " (" + w.Workspace.Slug + ")"},
		{"Role", domain.Clean(w.RoleName)},
		{"E-mail", domain.Clean(w.Email)},
		{"Invited by", domain.Clean(w.InvitedBy)},
		{"Until", until},
	} {
		lines = append(lines, v.row(fact.label, t.tone[strong].paint(cut(fact.text, room)))...)
	}
	if !w.Existing {
		lines = append(lines, v.row("Name", v.name.view(room))...)
	}
	return lines
}

// below is what went wrong, or else what is to be done.
func (v *join) below(room int) (lines []string) {
	t := &v.app.theme
	text, tone := "the token of your invitation: paste it, then enter. Looking at it changes nothing.", faint
	switch {
	case v.wrong != "":
		text, tone = sentence(v.wrong), bad
	case v.look.busy, v.accept.busy, v.done:
		text = "one moment …"
	case v.offered && v.offer.Existing:
		text = "enter adds this key to the logins of " + domain.Clean(v.offer.Email) + "."
	case v.offered:
		text = "what others see you as; enter accepts the invitation."
	}
	for _, l := range wrap(text, room) {
		lines = append(lines, t.tone[tone].paint(l))
	}
	return lines
}
