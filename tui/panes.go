package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// The least room in which a list has a pane beside it, and the pane's own.
const (
	paneFrom = 78
	paneMin  = 26
	paneMax  = 48
)

// panes divides a room between a list and a pane beside it, or leaves it to
// the list.
func panes(size Size) (left, right Size, both bool) {
	if size.Width < paneFrom {
		return size, Size{}, false
	}
	n := max(min(size.Width/3, paneMax), paneMin)
	return Size{size.Width - n - 2, size.Height}, Size{n, size.Height}, true
}

// beside draws two views next to each other, with a rule between.
func (a *App) beside(left, right string, l, r Size) string {
	ls, rs := room(left, l.Height), room(right, r.Height)
	rule := a.theme.rule.paint("│") + " "
	for i := range ls {
		ls[i] = ls[i] + blank(l.Width-ansi.StringWidthWc(ls[i])) + rule + ansi.TruncateWc(rs[i], r.Width, ellipsis)
	}
	return strings.Join(ls, "\n")
}

// aim tells which of two panes the mouse points at, and counts from its corner.
func aim(msg tea.MouseMsg, left Size) (moved tea.Msg, right bool) {
	m := msg.Mouse()
	if right = m.X > left.Width; right {
		m.X -= left.Width + 2
	}
	switch msg.(type) {
	case tea.MouseClickMsg:
		return tea.MouseClickMsg(m), right
	case tea.MouseWheelMsg:
		return tea.MouseWheelMsg(m), right
	}
	return msg, right
}
