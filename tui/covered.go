package tui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// covered is a secret that someone types or pastes. Of it only the last four
// characters are drawn, and only where that is little of the whole.
type covered struct{ text string }

const (
	mostCovered  = 400 // characters
	coveredTail  = 4
	coveredShows = 16 // from this length on the tail is drawn
	coveredDots  = 32 // the most that are drawn
)

// update takes a key or a paste, and tells whether the text changed. A paste
// takes the place of all: a secret comes in one piece.
func (c *covered) update(msg tea.Msg) bool {
	before := c.text
	switch m := msg.(type) {
	case tea.PasteMsg:
		c.text = strings.TrimSpace(m.Content)
	case tea.KeyPressMsg:
		switch {
		case m.Text != "":
			c.text += m.Text
		case m.String() == "backspace":
			_, size := utf8.DecodeLastRuneInString(c.text)
			c.text = c.text[:len(c.text)-size]
		case m.String() == "ctrl+u":
			c.text = ""
		}
	}
	if runes := []rune(c.text); len(runes) > mostCovered {
		c.text = string(runes[:mostCovered])
	}
	return c.text != before
}

// view draws it into n cells at most.
func (c *covered) view(n int) string {
	runes := []rune(c.text)
	tail := ""
	if len(runes) >= coveredShows {
		tail = domain.Clean(string(runes[len(runes)-coveredTail:]))
		runes = runes[:len(runes)-coveredTail]
	}
	return strings.Repeat("•", max(min(len(runes), coveredDots, n-width(tail)), 0)) + tail
}
