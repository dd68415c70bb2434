package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// page is text that may be longer than the screen: it scrolls.
type page struct {
	lines  func(width int) []string
	top    int
	height int // last drawn
	total  int
}

// View draws what is in view.
func (p *page) View(size Size) string {
	lines := p.lines(size.Width)
	p.height, p.total = size.Height, len(lines)
	p.top = max(min(p.top, p.total-p.height), 0)
	return strings.Join(lines[p.top:min(p.top+p.height, p.total)], "\n")
}

// Note has nothing to say; Position tells that there is more than is in view.
func (p *page) Note() string { return "" }
func (p *page) Position() string {
	if p.total <= p.height {
		return ""
	}
	return fmt.Sprintf("lines %d–%d of %d", p.top+1, min(p.top+p.height, p.total), p.total)
}

// Update scrolls by the wheel.
func (p *page) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.MouseWheelMsg); ok {
		switch m.Button {
		case tea.MouseWheelUp:
			p.top -= 3
		case tea.MouseWheelDown:
			p.top += 3
		}
	}
	return nil
}

// Actions scroll.
func (p *page) Actions() []Action {
	by := func(n int) func() tea.Cmd { return now(func() { p.top = max(min(p.top+n, p.total-p.height), 0) }) }
	return []Action{
		{Key: shown("↑ k", "up", "k"), Name: "up", moves: true, Do: by(-1)},
		{Key: shown("↓ j", "down", "j"), Name: "down", moves: true, Do: by(1)},
		{Key: on("pgup", "ctrl+u"), Name: "page up", moves: true, Do: by(-max(p.height-1, 1))},
		{Key: on("pgdown", "ctrl+d"), Name: "page down", moves: true, Do: by(max(p.height-1, 1))},
		{Key: shown("g home", "g", "home"), Name: "first line", moves: true, Do: by(-p.total)},
		{Key: shown("G end", "G", "end"), Name: "last line", moves: true, Do: by(p.total)},
	}
}
