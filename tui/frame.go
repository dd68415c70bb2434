package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Header is the line over every screen. Text from outside comes cleaned.
type Header struct {
	Workspace string
	Plan      string // "Pro"
	Seats     string // "198 of 250 seats"
	Who       string
	Role      string
	Via       string // "local", "ssh"
	Left      string // what is temporary and ends: "admin for 2 h more"
}

// The least room there is a frame for, and the least for a header.
const (
	leastWidth, leastHeight = 40, 10
	headerHeight            = 13
)

// View draws everything.
func (a *App) View() tea.View {
	v := tea.NewView(a.draw())
	v.AltScreen = true
	v.WindowTitle = "gatehouse"
	if !a.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

func (a *App) draw() string {
	if a.size.Width < leastWidth || a.size.Height < leastHeight {
		sentence := fmt.Sprintf("gatehouse needs %d columns and %d rows; here are %d and %d.", leastWidth, leastHeight, a.size.Width, a.size.Height)
		lines := wrap(sentence, a.size.Width)
		return strings.Join(lines[:min(len(lines), a.size.Height)], "\n")
	}
	var lines []string
	if a.size.Height >= headerHeight {
		lines = append(lines, a.header())
	}
	message := a.message()
	a.body = area{0, len(lines), a.size.Width, a.size.Height - len(lines) - len(message) - 1}
	lines = append(lines, room(a.screens[len(a.screens)-1].View(Size{a.body.width, a.body.height}), a.body.height)...)
	lines = append(lines, message...)
	lines = append(lines, a.footer())
	frame := strings.Join(lines, "\n")
	for i := range a.dialogs {
		frame = a.lay(a.dialogs[i], frame)
	}
	return frame
}

// room is a view with exactly n lines.
func room(view string, n int) []string {
	lines := strings.Split(view, "\n")
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines[:n]
}

// header says where one is and who, and lets go of what matters least.
func (a *App) header() string {
	h := Header{}
	if a.Config.Header != nil {
		h = a.Config.Header()
	}
	var path []string
	if h.Workspace != "" {
		path = append(path, h.Workspace)
	}
	for _, s := range a.screens {
		path = append(path, s.Title())
	}
	where := strings.Join(path, " › ")
	facts := []string{h.Plan, h.Seats, h.Who, h.Role, h.Via, h.Left}
	for _, first := range []int{0, 4, 3, 1, 2} { // the order in which they go
		if n := width(line(facts)); n <= a.size.Width/2 && n+width(where)+16 <= a.size.Width {
			break
		}
		facts[first] = ""
	}
	t := &a.theme
	right := cut(line(facts), a.size.Width/2)
	left := cut(where, a.size.Width-width(right)-16)
	return " " + t.tone[accent].paint("gatehouse") + "   " + t.tone[strong].paint(left) +
		blank(a.size.Width-14-width(left)-width(right)) + t.tone[faint].paint(right) + " "
}

// line joins what is there.
func line(facts []string) string {
	var there []string
	for _, f := range facts {
		if f != "" {
			there = append(there, f)
		}
	}
	return strings.Join(there, " · ")
}

// message is what was said last, or what runs, or what the screen has to note.
// It takes up to three lines; there is always one.
func (a *App) message() []string {
	text, t := "", faint
	n, ok := a.screens[len(a.screens)-1].(noter)
	switch {
	case a.said.text != "":
		text, t = a.said.text, a.said.tone
	case a.job != nil:
		text, t = a.job.String(), accent
	case ok:
		text, t = n.Note(), accent
	}
	undo := ""
	if a.said.undo {
		undo = "   " + a.hint("u", Action{Name: "undo"})
	}
	lines := wrap(text, a.size.Width-2-ansi.StringWidthWc(undo))
	if len(lines) == 0 {
		return []string{""}
	}
	lines = lines[:min(len(lines), 3)]
	for i := range lines {
		lines[i] = " " + a.theme.tone[t].paint(lines[i])
	}
	lines[len(lines)-1] += undo
	return lines
}

// footer shows the keys that work here and now, the most wanted first, and
// always how to find the rest.
func (a *App) footer() string {
	if a.deaf() {
		return ""
	}
	right := ""
	if n, ok := a.top().(noter); ok {
		right = n.Position()
	}
	own := a.top().Actions()
	hints := a.hints(own, a.others(own), a.size.Width-4-width(right))
	used := ansi.StringWidthWc(hints)
	return " " + hints + blank(a.size.Width-2-used-width(right)) + a.theme.tone[faint].paint(right)
}

// hints are as many keys of the first as leave room for the last.
func (a *App) hints(first, last []Action, room int) string {
	typing := a.top().Typing()
	tail, spare := a.keys(last, room, typing)
	head, _ := a.keys(first, room-spare, typing)
	if head == "" {
		return strings.TrimPrefix(tail, "  ")
	}
	return strings.TrimPrefix(head, "  ") + tail
}

// keys writes keys, two blanks before each, until the room ends.
func (a *App) keys(actions []Action, room int, typing bool) (string, int) {
	var b strings.Builder
	used := 0
	for _, act := range actions {
		label := act.Key.Help().Key
		if label == "" || act.moves || !act.works(typing) {
			continue
		}
		need := 2 + width(label) + 1 + width(act.Name)
		if used+need > room+2 {
			break
		}
		b.WriteString("  " + a.hint(label, act))
		used += need
	}
	return b.String(), used
}

// hint is one key with its name.
func (a *App) hint(label string, act Action) string {
	if act.Off {
		return a.theme.tone[faint].paint(label + " " + act.Name)
	}
	return a.theme.tone[accent].paint(label) + " " + act.Name
}

// lay draws a dialog over the frame.
func (a *App) lay(d dialog, frame string) string {
	inner := Size{min(a.size.Width-4, 86) - 4, a.size.Height - 4}
	lines := strings.Split(d.View(inner), "\n")
	lines = lines[:min(len(lines), inner.Height)]
	a.box = area{(a.size.Width - inner.Width) / 2, 0, inner.Width, len(lines)}
	a.box.y = max((a.size.Height-len(lines)-2)/3, 0) + 1
	box := a.boxed(d.Title(), lines, inner.Width)
	under := strings.Split(frame, "\n")
	for i := range box {
		under[a.box.y-1+i] = a.across(under[a.box.y-1+i], box[i])
	}
	return strings.Join(under, "\n")
}

// across puts a line of a dialog over a line of the frame.
func (a *App) across(line, box string) string {
	x, end := a.box.x-2, a.box.x+a.box.width+2
	if x < sliver {
		return blank(x) + box
	}
	left, right := ansi.TruncateWc(line, x, ""), ansi.TruncateLeftWc(line, end, "")
	rest := max(ansi.StringWidthWc(line)-end, 0)
	return left + ansi.ResetStyle + blank(x-ansi.StringWidthWc(left)) + box + blank(rest-ansi.StringWidthWc(right)) + right
}

// sliver is the least of the frame that is worth seeing beside a dialog.
const sliver = 8

// boxed puts lines into a box with a title.
func (a *App) boxed(title string, lines []string, n int) []string {
	rule := a.theme.rule
	title = cut(title, n-2)
	box := []string{rule.paint("┌ ") + a.theme.tone[strong].paint(title) + rule.paint(" "+strings.Repeat("─", max(n-width(title), 0))+"┐")}
	for _, l := range lines {
		l = ansi.TruncateWc(l, n, ellipsis)
		box = append(box, rule.paint("│ ")+l+blank(n-ansi.StringWidthWc(l))+rule.paint(" │"))
	}
	return append(box, rule.paint("└"+strings.Repeat("─", n+2)+"┘"))
}
