package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// message is what the message line says. It stays until the next key.
type message struct {
	text string
	tone tone
	undo bool // u takes it back
}

// Undo takes back what was done.
type Undo func(context.Context) (Outcome, error)

// Outcome is what came of a change.
type Outcome struct {
	Text string // one line that says what happened
	Undo Undo   // nil where it can't be undone
	Made string // the id of what is new, to which the list on top goes; or empty
}

// made sends the list on top to a row that is new.
type made struct{ id string }

type outcome struct {
	Outcome
	err error
	job *job
}

// say puts a sentence on the message line.
func (a *App) say(t tone, text string) { a.said = message{text: domain.Clean(text), tone: t} }

// fail says what went wrong and, where it is known, what would help.
func (a *App) fail(err error) tea.Cmd {
	if text := words(err); text != "" {
		a.say(bad, text)
	}
	return nil
}

// words are an error's, with what would help; none for what was called off.
func words(err error) string {
	if err == nil || errors.Is(err, context.Canceled) {
		return ""
	}
	text := err.Error()
	if e, ok := errors.AsType[*domain.Error](err); ok && len(e.Fix) > 0 && !strings.Contains(text, e.Fix[0].Message) {
		text = strings.TrimSpace(ended(text) + " " + advice(e))
	}
	return text
}

// advice is what would help, or who can do it where the one who asks can't.
func advice(e *domain.Error) string {
	s := e.Fix[0]
	switch {
	case s.You || e.Answer == nil && len(s.By) == 0: // a fix without its makers is one's own to try
		return sentence(s.Message)
	case len(s.By) == 0:
		return ""
	}
	return sentence(byWhom(s) + " " + s.Message)
}

// act makes a change in the background and says what came of it.
func (a *App) act(work func(context.Context) (Outcome, error)) tea.Cmd {
	a.say(faint, "one moment …")
	return func() tea.Msg {
		o, err := work(a.ctx)
		return outcome{Outcome: o, err: err}
	}
}

// outcome says what came of a change, and has every screen look again.
func (a *App) outcome(o outcome) tea.Cmd {
	if o.job != nil && o.job == a.job {
		a.job = nil
	}
	switch {
	case errors.Is(o.err, context.Canceled):
		a.say(warn, strings.TrimSpace("Stopped. "+o.Text))
	case o.err != nil:
		a.said = message{}
		a.fail(o.err)
	default:
		a.say(good, o.Text)
	}
	if o.err == nil || o.Undo != nil { // what can't be undone hides what came before it
		a.undo, a.said.undo = o.Undo, o.Undo != nil
	}
	if o.err == nil && o.Made != "" {
		a.top().Update(made{o.Made}) // no command: the change below asks for the rows
	}
	return a.tell(Changed{})
}

func nothingToUndo() string { return "Nothing that was done here can be undone." }

// undoLast takes back the last change that can be.
func (a *App) undoLast() tea.Cmd {
	last := a.undo
	a.undo = nil
	return a.act(last)
}

// job is long work that shows how far it is and can be stopped, while the
// keyboard goes on working.
type job struct {
	name string
	far  atomic.Pointer[far] // nil before anything is known
	stop context.CancelFunc
}

// far is how far a job is.
type far struct{ done, of int }

type jobBeat struct{}

// work runs long work, which tells its progress as it goes.
func (a *App) work(name string, do func(ctx context.Context, progress func(done, of int)) (Outcome, error)) tea.Cmd {
	if a.job != nil {
		a.say(warn, "Still "+a.job.name+": one thing at a time. ctrl+x stops it.")
		return nil
	}
	j := &job{name: name}
	ctx, cancel := context.WithCancel(a.ctx)
	j.stop, a.job = cancel, j
	return tea.Batch(a.jobBeat(), func() tea.Msg {
		defer cancel()
		o, err := do(ctx, func(done, of int) { j.far.Store(&far{done, of}) })
		return outcome{Outcome: o, err: err, job: j}
	})
}

// jobBeat redraws the count.
func (a *App) jobBeat() tea.Cmd {
	if a.job == nil {
		return nil
	}
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return jobBeat{} })
}

func (j *job) String() string {
	f := j.far.Load()
	if f == nil {
		return j.name
	}
	return fmt.Sprintf("%s %s of %s", j.name, number(f.done), number(f.of))
}
