package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// JoinOptions say whose key is enrolled, and what a token is asked about.
type JoinOptions struct {
	Fingerprint string // of the key by which the connection came: SHA256:…

	Welcome func(ctx context.Context, token string) (domain.Welcome, error) // reads only
	Accept  func(ctx context.Context, token, name string) error             // the name is empty for an account that is there

	Idle    time.Duration // without a key or a paste it ends; zero: never
	NoColor bool          // as in [Options]
	Program []tea.ProgramOption
	Started func(*tea.Program)
}

// Join asks someone who came by a key for a token, shows what it offers, and
// has it accepted. It returns nil when it was, [ErrLeft] when the person left
// before, and an error of kind Expired when nobody typed for too long.
func Join(ctx context.Context, o JoinOptions) error {
	var joined *join
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	options := o.Program
	if o.Idle > 0 {
		touch, stop := idle(o.Idle, cancel)
		defer stop()
		options = append(options[:len(options):len(options)], tea.WithFilter(touching(touch)))
	}
	a := New(ctx, o.config(&joined))
	p := program(ctx, cancel, a, options)
	if o.Started != nil {
		o.Started(p)
	}
	_, err := p.Run()
	a.drop()
	switch err = reasonOf(context.Cause(ctx), err); {
	case joined.done: // what ended meanwhile undoes nothing
		return nil
	case err == nil:
		return ErrLeft
	}
	return err
}

// idle ends a program in which nobody types for some time: end is called by a
// timer, which touch winds up again and stop stops.
func idle(long time.Duration, end context.CancelCauseFunc) (touch func(), stop func() bool) {
	now := time.Now()
	t := time.AfterFunc(long, func() {
		end(domain.Errorf(domain.Expired, "idle", "this session ended because nobody typed for %s", domain.Left(now.Add(long), now)))
	})
	return func() { t.Reset(long) }, t.Stop
}

func (o JoinOptions) config(joined **join) Config {
	return Config{
		Home: func(a *App) Screen {
			*joined = &join{app: a, asks: o, name: newField(400)}
			return *joined
		},
		NoColor: o.NoColor, NoMouse: true,
	}
}

// join is the screen that asks for the token.
type join struct {
	app     *App
	asks    JoinOptions
	token   covered
	offer   domain.Welcome
	offered bool // the token was looked at, and offers something
	name    *field
	wrong   string
	look    task[domain.Welcome]
	accept  task[struct{}]
	done    bool
}

func (v *join) Title() string  { return "Join" }
func (v *join) Start() tea.Cmd { return nil }
func (v *join) Stop()          { v.look.drop(); v.accept.drop(); v.token = covered{} }

// Typing is always true: no letter does anything but write.
func (v *join) Typing() bool { return true }

// Unsaved guards the moment in which it is decided.
func (v *join) Unsaved() string {
	if v.accept.busy {
		return "The invitation is being accepted, and may be already."
	}
	return ""
}

// Update types, and takes what a token offers and what came of accepting it.
// What is refused is said at the question, and everything typed stays.
func (v *join) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.look.answer(msg); ok {
		if v.wrong = words(a.err); a.err == nil {
			if v.offer.Email != a.value.Email { // else the name stays as it was typed
				v.name.set(domain.NameFromAddress(a.value.Email))
			}
			v.offer, v.offered = a.value, true
		}
		return nil
	}
	if a, ok := v.accept.answer(msg); ok {
		if v.wrong = words(a.err); a.err == nil {
			v.done = true
			return v.app.quit()
		}
		return nil
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return v.typed(msg)
	}
	return nil
}

// typed gives a key or a paste to the field that there is.
func (v *join) typed(msg tea.Msg) tea.Cmd {
	switch {
	case v.look.busy || v.accept.busy:
	case !v.offered:
		if v.token.update(msg) {
			v.wrong = ""
		}
	case !v.offer.Existing:
		cmd, changed := v.name.update(msg)
		if changed {
			v.wrong = ""
		}
		return cmd
	}
	return nil
}

// Actions look at the token, then accept it.
func (v *join) Actions() []Action {
	quit := Action{Key: on("ctrl+c"), Name: "leave", Do: v.app.quit}
	if !v.offered {
		quit.moves = true
		return []Action{{Key: on("enter"), Name: "look at it", Do: v.open}, {Key: on("esc"), Name: "leave", Do: v.leave}, quit}
	}
	return []Action{{Key: on("enter"), Name: "accept", Do: v.agree}, {Key: on("esc"), Name: "another token", Do: v.back}, quit}
}

// open asks what the token offers.
func (v *join) open() tea.Cmd {
	if v.wrong = ""; v.look.busy {
		return nil
	}
	token := v.token.text
	return v.look.ask(v.app.ctx, func(ctx context.Context) (domain.Welcome, error) { return v.asks.Welcome(ctx, token) })
}

// agree accepts it, once.
func (v *join) agree() tea.Cmd {
	if v.accept.busy || v.done {
		return nil
	}
	name := ""
	if v.wrong = ""; !v.offer.Existing {
		var err error
		if name, err = domain.ParsePersonName(v.name.text()); err != nil {
			v.wrong = words(err)
			return nil
		}
	}
	token := v.token.text
	return v.accept.ask(v.app.ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, v.asks.Accept(ctx, token, name) })
}

// back goes to the token, which isn't used up.
func (v *join) back() tea.Cmd {
	if !v.accept.busy && !v.done {
		v.offered, v.wrong = false, ""
	}
	return nil
}

// leave asks first: the connection ends with it.
func (v *join) leave() tea.Cmd {
	v.look.drop()
	return v.app.part("Nothing is accepted, and the token goes on working: come again with it.", v.app.quit)
}
