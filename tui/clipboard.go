package tui

import tea "charm.land/bubbletea/v2"

// written says that what was sent to the terminal's clipboard is written.
type written struct{}

// copy sends a text to the terminal's clipboard (OSC 52). The program doesn't
// end before it is written: whoever copies a secret and quits at once has it.
func (a *App) copy(text string) tea.Cmd {
	a.copying++
	return tea.Sequence(tea.SetClipboard(text), func() tea.Msg { return written{} })
}

// written ends the program if it waited for that.
func (a *App) written() tea.Cmd {
	if a.copying--; a.copying == 0 && a.ending {
		return tea.Quit
	}
	return nil
}
