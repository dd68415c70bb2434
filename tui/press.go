package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// press gives a key to the one on top: to an action of its table, or as it is.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "ctrl+c":
		return a.quit()
	case "ctrl+z":
		if a.Local {
			return tea.Suspend
		}
		return nil
	}
	if a.deaf() && (msg.Text == "" || !a.top().Typing()) {
		return nil
	}
	a.said = message{}
	top := a.top()
	if act, ok := find(a.actions(), msg, top.Typing()); ok {
		return a.do(act)
	}
	return top.Update(msg)
}

// do runs an action, or says why it is refused.
func (a *App) do(act Action) tea.Cmd {
	if act.Off {
		a.say(warn, act.reason())
		return nil
	}
	return act.Do()
}

// actions are those of the one on top, and behind them what works everywhere:
// a screen that needs a key for itself comes first.
func (a *App) actions() []Action {
	own := a.top().Actions()
	return append(own[:len(own):len(own)], a.others(own)...)
}

// others is what works everywhere and isn't the screen's own here.
func (a *App) others(own []Action) []Action {
	return slices.DeleteFunc(a.everywhere(), func(act Action) bool {
		return !slices.ContainsFunc(act.Key.Keys(), func(k string) bool { return !taken(own, k) })
	})
}

// taken tells whether an action has the key.
func taken(actions []Action, k string) bool {
	return slices.ContainsFunc(actions, func(a Action) bool { return slices.Contains(a.Key.Keys(), k) })
}

// everywhere is what works on each screen. A dialog and a text field own their
// keys; both can be left.
func (a *App) everywhere() []Action {
	back := Action{Key: on("esc"), Name: "back", Do: a.back}
	if len(a.dialogs) > 0 {
		return []Action{back}
	}
	back.moves = true
	if a.top().Typing() {
		return []Action{back}
	}
	quit := Action{Key: on("q"), Name: "back", Do: a.back, moves: true}
	if len(a.screens) == 1 {
		quit = Action{Key: on("q"), Name: "quit", Do: a.quit, moves: true}
	}
	actions := []Action{
		{Key: on("u"), Name: "undo", Off: a.undo == nil, Why: nothingToUndo, Do: a.undoLast, moves: a.undo == nil},
		{Key: on(":", "ctrl+p"), Name: "go", Do: a.openPalette},
		{Key: on("?"), Name: "keys", Do: a.openHelp},
		quit, back,
	}
	if a.job != nil {
		actions = append([]Action{{Key: on("ctrl+x"), Name: "stop", Do: now(a.job.stop)}}, actions...)
	}
	return actions
}

// paste goes to the top as one text.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.deaf() && !a.top().Typing() {
		return nil
	}
	a.said = message{}
	return a.top().Update(msg)
}

// point gives the mouse to the one on top, counted from its own corner.
func (a *App) point(msg tea.MouseMsg) tea.Cmd {
	room := a.body
	if len(a.dialogs) > 0 {
		room = a.box
	}
	m := msg.Mouse()
	m.X, m.Y = m.X-room.x, m.Y-room.y
	if a.deaf() || m.X < 0 || m.Y < 0 || m.X >= room.width || m.Y >= room.height {
		return nil
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return a.top().Update(tea.MouseWheelMsg(m))
	case tea.MouseClickMsg:
		a.said = message{}
		return a.top().Update(tea.MouseClickMsg(m))
	}
	return nil
}

// switchMouse turns the mouse on or off, so that the terminal's own selection works.
func (a *App) switchMouse() tea.Cmd {
	a.NoMouse = !a.NoMouse
	if a.NoMouse {
		a.say(good, "The mouse selects text again.")
	} else {
		a.say(good, "The mouse points and scrolls.")
	}
	return nil
}
