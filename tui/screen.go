package tui

import tea "charm.land/bubbletea/v2"

// Size is a room on the terminal, in cells.
type Size struct{ Width, Height int }

// Screen is what it shows and what one can do there. It never draws the frame
// and never knows what lies below it. A dialog is a screen too, drawn in a box.
type Screen interface {
	Title() string          // its part of the path in the header
	Start() tea.Cmd         // asks for what it shows, when it is opened
	Update(tea.Msg) tea.Cmd // keys only while it is on top, everything else always
	View(Size) string       // at most that many lines of that many cells
	Actions() []Action      // what can be done here and now, most wanted first
	Typing() bool           // letters are letters
}

// noter is a screen with something standing to say where the frame has room
// for it: on the message line while there is no message, and at the right end
// of the footer.
type noter interface {
	Note() string
	Position() string
}

// keeper is a screen that holds something which leaving would lose.
type keeper interface {
	Unsaved() string // a sentence that names it, or ""
}

// stopper is a screen with work in the background to end when it is left.
type stopper interface{ Stop() }

// Changed reaches every open screen when something in the workspace changed:
// each asks again for the window that it shows.
type Changed struct{}

// Tick reaches every open screen now and then, for what depends on the time.
type Tick struct{}
