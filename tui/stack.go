package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// dialog is a screen in a box over the others. It hears nothing of what was
// typed before it could be seen, but for text into a field, which does nothing
// by itself.
type dialog struct {
	Screen
	hears bool
}

// heard says that a dialog has been on the screen long enough to be seen.
type heard struct{ Screen }

const glance = 150 * time.Millisecond

// top is the one that keys go to.
func (a *App) top() Screen {
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].Screen
	}
	return a.screens[len(a.screens)-1]
}

// show opens a screen over the one that is there.
func (a *App) show(s Screen) tea.Cmd {
	a.screens = append(a.screens, s)
	return s.Start()
}

// visit opens a screen in the place of all others, unless something would be
// lost with them.
func (a *App) visit(s Screen) tea.Cmd {
	return a.leaving(a.screens, func() tea.Cmd {
		for _, old := range a.screens {
			stop(old)
		}
		a.screens = []Screen{s}
		return s.Start()
	})
}

// over opens a dialog. Until it could be seen it takes no keys.
func (a *App) over(s Screen) tea.Cmd {
	a.dialogs = append(a.dialogs, dialog{Screen: s})
	return tea.Batch(s.Start(), tea.Tick(glance, func(time.Time) tea.Msg { return heard{s} }))
}

// overAtOnce opens a dialog that is typed into and changes nothing by itself.
func (a *App) overAtOnce(s Screen) tea.Cmd {
	a.dialogs = append(a.dialogs, dialog{Screen: s, hears: true})
	return s.Start()
}

func (a *App) hear(h heard) {
	for i := range a.dialogs {
		if a.dialogs[i].Screen == h.Screen {
			a.dialogs[i].hears = true
		}
	}
}

// deaf tells whether a dialog is on top that doesn't hear yet.
func (a *App) deaf() bool {
	n := len(a.dialogs)
	return n > 0 && !a.dialogs[n-1].hears
}

// back leaves the one on top; the first screen stays.
func (a *App) back() tea.Cmd {
	if len(a.dialogs) == 0 && len(a.screens) == 1 {
		return nil
	}
	s := a.top()
	return a.leaving([]Screen{s}, func() tea.Cmd { a.close(s); return nil })
}

// close takes a screen or dialog away without asking.
func (a *App) close(s Screen) {
	same := func(other Screen) bool { return other == s }
	a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog) bool { return same(d.Screen) })
	if len(a.screens) > 1 {
		a.screens = slices.DeleteFunc(a.screens, same)
	}
	stop(s)
}

// leaving asks first if something would be lost.
func (a *App) leaving(screens []Screen, then func() tea.Cmd) tea.Cmd {
	for _, s := range screens {
		if k, ok := s.(keeper); ok && k.Unsaved() != "" {
			return a.part(k.Unsaved(), then)
		}
	}
	return then()
}

// part asks whether to leave, once.
func (a *App) part(loss string, then func() tea.Cmd) tea.Cmd {
	if d, ok := a.top().(*confirmation); ok && d.parting {
		return nil
	}
	return a.confirm(confirm{title: "Leave it?", lines: []string{loss}, no: "Stay", yes: "Leave",
		parting: true, do: func(string) tea.Cmd { return then() }})
}

// quit ends the program.
func (a *App) quit() tea.Cmd {
	end := func() tea.Cmd {
		a.drop()
		a.end()
		if a.ending = true; a.copying > 0 {
			return nil
		}
		return tea.Quit
	}
	return a.leaving(a.all(), func() tea.Cmd {
		if a.job != nil {
			return a.part("The program is still "+a.job.String()+"; leaving stops that where it is.", end)
		}
		return end()
	})
}

// all are the screens and the dialogs.
func (a *App) all() []Screen {
	all := slices.Clone(a.screens)
	for _, d := range a.dialogs {
		all = append(all, d.Screen)
	}
	return all
}

// drop ends what all of them ask and lets go of every secret: what is drawn last
// has none.
func (a *App) drop() {
	for _, s := range a.all() {
		stop(s)
	}
}

func stop(s Screen) {
	if s, ok := s.(stopper); ok {
		s.Stop()
	}
}
