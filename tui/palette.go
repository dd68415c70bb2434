package tui

import (
	"slices"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// picker is a list in a dialog that is searched by typing.
type picker[R any] struct {
	*list[R]
	title string
	rows  int // keeps the box as tall as it was opened, whatever is typed
}

func (p *picker[R]) Title() string { return p.title }

func (p *picker[R]) View(size Size) string {
	n := min(p.rows+1, size.Height)
	return strings.Join(room(p.list.View(Size{size.Width, n}), n), "\n")
}

// openPalette offers everything that can be done here, and everywhere to go.
func (a *App) openPalette() tea.Cmd {
	actions := slices.DeleteFunc(a.actions(), func(act Action) bool { return act.moves || act.Name == "go" })
	if a.Places != nil {
		actions = append(actions, a.Places(a)...)
	}
	mouse := "leave the mouse to the terminal"
	if a.NoMouse {
		mouse = "use the mouse"
	}
	actions = append(actions, Action{Name: mouse, Do: a.switchMouse}, Action{Key: on("ctrl+c"), Name: "quit", Do: a.quit})
	return a.pickAction("Go", "No such action. esc goes back.", actions)
}

// openHelp shows every key of this screen, with the command that does the same.
func (a *App) openHelp() tea.Cmd {
	actions := a.actions()
	if a.Local {
		actions = append(actions, Action{Key: on("ctrl+z"), Name: "suspend the program", Do: func() tea.Cmd { return tea.Suspend }})
	}
	actions = append(actions, Action{Key: on("ctrl+c"), Name: "quit", Do: a.quit})
	return a.pickAction("Keys of "+a.top().Title(), "No such key. esc goes back.", actions)
}

// pickAction lists actions; enter does the one under the cursor.
func (a *App) pickAction(title, empty string, actions []Action) tea.Cmd {
	p := &picker[Action]{title: title, rows: len(actions)}
	name := func(act Action) string { return act.Name }
	p.list = newList(a, listing[Action]{
		columns: []column[Action]{
			{min: 12, max: 26, cell: p.titled},
			{min: 6, max: 6, cell: func(act Action) cell { return cell{text: act.Key.Help().Key, tone: accent} }},
			{min: 14, drop: 1, cell: aside},
		},
		id:     func(act Action) string { return act.Key.Help().Key + " " + act.Name },
		name:   name,
		empty:  empty,
		picks:  true,
		opens:  "do it",
		source: func(q query) source[Action] { return slice[Action]{named(rank(actions, wanted, q.text), q.text), name} },
		open: func(act Action) tea.Cmd {
			a.close(p)
			return a.do(act)
		},
	})
	return a.overAtOnce(p)
}

// wanted is what an action is found by: its name, or the command that does the
// same.
func wanted(act Action) string {
	return strings.TrimSpace(act.Name + " " + strings.TrimPrefix(act.Command, "gatehouse "))
}

// named puts first what is called as was typed, and then the screens whose
// names begin so: one goes to more often than one does.
func named(actions []Action, typed string) []Action {
	typed = domain.FoldSearch(typed)
	far := func(act Action) int {
		switch name := domain.FoldSearch(act.Name); {
		case typed == "":
		case name == typed:
			return 0
		case act.place && strings.HasPrefix(name, typed):
			return 1
		}
		return 2
	}
	sort.SliceStable(actions, func(a, b int) bool { return far(actions[a]) < far(actions[b]) })
	return actions
}

// titled is an action's name with the letters that were typed.
func (p *picker[R]) titled(act Action) cell {
	c := cell{text: act.Name}
	if act.Off {
		c.tone = faint
	}
	c.found, _, _ = match(act.Name, p.query.text)
	return c
}

// aside is the command that does the same, or why the action is refused.
func aside(act Action) cell {
	if act.Off {
		return cell{text: act.reason(), tone: faint}
	}
	return cell{text: act.Command, tone: faint}
}
