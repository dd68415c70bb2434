package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Config is what the frame needs from the one who runs it.
type Config struct {
	Header  func() Header       // asked for each frame: it must not wait
	Home    func(*App) Screen   // the first screen
	Places  func(*App) []Action // what the palette can go to from anywhere
	Changed <-chan struct{}     // coalesced: something in the workspace changed; nil for never
	Now     func() time.Time    // nil for the system's clock
	Local   bool                // the terminal's own shell is below, so ctrl+z suspends
	NoColor bool                // not a single colour is drawn
	NoMouse bool                // leaves the mouse to the terminal's own selection
	Claim   string              // as in [Options], like the next two
	Join    string
	Page    string
}

// App is the program: it draws the frame, keeps a stack of screens and one of
// dialogs over it, gives keys to the one on top and everything else to all.
type App struct {
	Config
	ctx     context.Context // ends with the program
	end     context.CancelFunc
	theme   theme
	on      background
	profile colorprofile.Profile
	size    Size
	screens []Screen
	dialogs []dialog
	body    area // where the screen was drawn last
	box     area // where the dialog was
	said    message
	undo    Undo
	job     *job
	copying int  // texts on their way to the terminal's clipboard
	ending  bool // the program ends when they are there
}

// area is a place on the terminal.
type area struct{ x, y, width, height int }

// New makes the program; run it with tea.NewProgram. What works in the
// background ends with ctx.
func New(ctx context.Context, c Config) *App {
	if c.Now == nil {
		c.Now = time.Now
	}
	a := &App{Config: c, size: Size{80, 24}, profile: colorprofile.TrueColor}
	a.ctx, a.end = context.WithCancel(ctx)
	a.dress()
	a.screens = []Screen{c.Home(a)}
	return a
}

// Init starts the first screen.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.screens[0].Start(), a.listen(0), a.beat())
}

// Update hands a message on.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.size = Size{msg.Width, msg.Height}
	case tea.BackgroundColorMsg:
		a.on = light
		if msg.IsDark() {
			a.on = dark
		}
		a.dress()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.dress()
	case tea.KeyPressMsg:
		return a, a.press(msg)
	case tea.PasteMsg:
		return a, a.paste(msg)
	case tea.MouseMsg:
		return a, a.point(msg)
	case heard:
		a.hear(msg)
	case outcome:
		return a, a.outcome(msg)
	case Changed:
		return a, tea.Batch(a.tell(msg), a.listen(pause))
	case Tick:
		return a, tea.Batch(a.tell(msg), a.beat())
	case jobBeat:
		return a, a.jobBeat()
	case written:
		return a, a.written()
	default:
		return a, a.tell(msg)
	}
	return a, nil
}

// tell gives a message to every screen and dialog.
func (a *App) tell(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.screens {
		cmds = append(cmds, s.Update(msg))
	}
	for _, d := range a.dialogs {
		cmds = append(cmds, d.Update(msg))
	}
	return tea.Batch(cmds...)
}

func (a *App) dress() { a.theme = newTheme(a.on, a.profile, !a.NoColor) }

// pause is the least time between two looks at what changed.
const pause = 100 * time.Millisecond

// listen waits for the next change.
func (a *App) listen(first time.Duration) tea.Cmd {
	if a.Config.Changed == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case <-time.After(first):
		case <-a.ctx.Done():
			return nil
		}
		select {
		case _, open := <-a.Config.Changed:
			if open {
				return Changed{}
			}
		case <-a.ctx.Done():
		}
		return nil
	}
}

// beat keeps what depends on the time up to date. It ends with the program,
// and nothing of the screens waits for the clock after that.
func (a *App) beat() tea.Cmd {
	return func() tea.Msg {
		clock := time.NewTimer(10 * time.Second)
		defer clock.Stop()
		select {
		case <-a.ctx.Done():
			return nil
		case <-clock.C:
			return Tick{}
		}
	}
}
