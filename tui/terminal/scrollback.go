package terminal

import "strings"

// Scrollback is the text that left the screen upwards and can be read by
// scrolling back.
func (term *Terminal) Scrollback() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	var b strings.Builder
	for y := range term.screen.ScrollbackLen() {
		for x := range term.screen.Width() {
			if cell := term.screen.ScrollbackCellAt(x, y); cell != nil {
				b.WriteString(cell.Content)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
