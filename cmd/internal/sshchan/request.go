package sshchan

import (
	"context"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Limits bound what a client may ask for.
type Limits struct {
	Variables int // of the environment
	Value     int // bytes of one of them
	Command   int // bytes
	Width     int // columns of a terminal
	Height    int // rows
}

// DefaultLimits are enough for a large screen and a long command line.
func DefaultLimits() Limits {
	return Limits{Variables: 32, Value: 256, Command: 64 << 10, Width: 320, Height: 120}
}

// Request is what the client wants to run, and on what.
type Request struct {
	Shell    bool     // nothing in particular: the screens
	Command  string   // otherwise
	Terminal bool     // the client has one, of the kind Term
	Term     string   // as terminfo names it
	Window   Window   // its size when it began
	Env      []string // KEY=value, only what says something about the terminal
}

// Window is the size of a terminal, in cells.
type Window struct{ Width, Height int }

// protocol answers the requests of one channel.
type protocol struct {
	limits  Limits
	fit     func(Window) Window // may be nil
	session *Session
	end     context.CancelCauseFunc
	begun   chan struct{}
	started bool
}

// answer goes on as long as the channel: requests that nobody read would stop
// the whole connection.
func (p *protocol) answer(requests <-chan *ssh.Request) {
	defer close(p.session.closed)
	defer p.end(ErrGone)
	for r := range requests {
		ok := p.take(r)
		if r.WantReply {
			_ = r.Reply(ok, nil) // a client that left isn't told
		}
		if ok && !p.started && (r.Type == "shell" || r.Type == "exec") {
			p.started = true
			close(p.begun)
		}
	}
}

// take tells whether a request was taken. Forwarding, agents and subsystems
// aren't.
func (p *protocol) take(r *ssh.Request) bool {
	s := p.session
	switch r.Type {
	case "pty-req":
		return !p.started && !s.Terminal && p.terminal(r.Payload)
	case "env":
		return !p.started && p.variable(r.Payload)
	case "shell":
		s.Shell = !p.started
		return !p.started
	case "exec":
		var exec struct{ Command string }
		if p.started || ssh.Unmarshal(r.Payload, &exec) != nil || len(exec.Command) > p.limits.Command {
			return false
		}
		s.Command = exec.Command
		return true
	case "window-change":
		var w struct{ Width, Height, X, Y uint32 }
		if !s.Terminal || ssh.Unmarshal(r.Payload, &w) != nil {
			return false
		}
		s.resize(p.window(w.Width, w.Height))
		return true
	case "signal":
		var signal struct{ Name string }
		if ssh.Unmarshal(r.Payload, &signal) != nil {
			return false
		}
		switch signal.Name {
		case "INT", "TERM", "HUP":
			p.end(Signalled{signal.Name})
			return true
		}
	}
	return false
}

// terminal reads a pty-req (RFC 4254, 6.2).
func (p *protocol) terminal(payload []byte) bool {
	var t struct {
		Term                string
		Width, Height, X, Y uint32
		Modes               string
	}
	if ssh.Unmarshal(payload, &t) != nil {
		return false
	}
	s := p.session
	s.Terminal, s.Window = true, p.window(t.Width, t.Height)
	switch s.Term = t.Term; {
	case t.Term == "":
		s.Term = "vt100" // what every terminal understands
	case !isTerm(t.Term):
		s.Term = Dumb
	}
	return true
}

// window keeps a size within the limits: its memory is ours.
func (p *protocol) window(width, height uint32) Window {
	w := Window{80, 24}
	if width != 0 && height != 0 {
		w = Window{int(min(width, uint32(p.limits.Width))), int(min(height, uint32(p.limits.Height)))}
	}
	if p.fit != nil {
		w = p.fit(w)
	}
	return w
}

// Dumb is a terminal that can only print.
const Dumb = "dumb"

// isTerm tells whether this could be the name of a kind of terminal.
func isTerm(name string) bool {
	return name != "" && len(name) <= 64 && strings.IndexFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-+._", r)
	}) < 0
}

// variable keeps what says something about the terminal, and nothing else.
func (p *protocol) variable(payload []byte) bool {
	var v struct{ Name, Value string }
	if ssh.Unmarshal(payload, &v) != nil || len(p.session.Env) >= p.limits.Variables || len(v.Value) > p.limits.Value {
		return false
	}
	switch {
	case v.Name == "COLORTERM", v.Name == "NO_COLOR", v.Name == "TERM_PROGRAM", v.Name == "LANG":
	case strings.HasPrefix(v.Name, "LC_") && isTerm(v.Name):
	default:
		return false
	}
	if strings.IndexFunc(v.Value, func(r rune) bool { return r < ' ' || r > '~' }) >= 0 {
		return false
	}
	p.session.Env = append(p.session.Env, v.Name+"="+v.Value)
	return true
}
