package app

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/socket"
	"gatehouse/domain"
	"gatehouse/storage/bolt"
)

// One process at a time holds the database. A command that finds it held hands
// its whole command line over to the holder, if that listens, and else waits.

const (
	patience = 5 * time.Second // for a database that is held
	retry    = 20 * time.Millisecond
)

// reach opens the database, or hands a command line over to whoever holds it:
// then there is no database, and what runs there is the caller's to follow.
func (p *program) reach(ctx context.Context, f Files, screens bool, args []string) (*Opened, *socket.Handed, error) {
	if p.held != nil {
		o, err := p.share()
		return o, nil, err
	}
	f, err := f.resolved()
	if err != nil {
		return nil, nil, err
	}
	f.Wait = -1
	waiting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for {
		o, err := Open(ctx, f)
		if !isInUse(err) {
			return o, nil, err
		}
		r, wrong := p.request(f, screens, args)
		if wrong != nil {
			return nil, nil, wrong
		}
		if h, failed := socket.HandOver(waiting, socket.Path(f.DB), r); failed == nil {
			p.holder = named(err)
			return nil, h, nil
		}
		select { // nobody listens, or not any more
		case <-waiting.Done():
			return nil, nil, cmp.Or(ctx.Err(), err)
		case <-time.After(retry):
		}
	}
}

// isInUse tells whether another process holds the database.
func isInUse(err error) bool {
	e, is := errors.AsType[*domain.Error](err)
	return is && e.Code == "in_use"
}

// named is who holds the database, where that is known.
func named(inUse error) string {
	if by, is := errors.AsType[*bolt.InUse](inUse); is && by.PID != 0 {
		return fmt.Sprintf("%s (process %d)", domain.CleanMax(by.Program, 60), by.PID)
	}
	return ""
}

// counting is what counts of the environment for a command that runs
// elsewhere: the rest of it is that of the process that runs it.
var counting = [...]string{
	"GATEHOUSE_WORKSPACE", "NO_COLOR", "TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "TMUX", "STY", "SSH_TTY", "WT_SESSION",
}

// request is a command line with what it needs of this process. A pepper that
// can't be read, or is another, is as wrong as without a holder.
func (p *program) request(f Files, screens bool, args []string) (socket.Request, error) {
	pepper, err := readPepper(f.Pepper)
	if err != nil {
		return socket.Request{}, err
	}
	r := socket.Request{Args: args, Terminal: p.terminal, DB: f.DB, Pepper: f.Pepper, Fingerprint: pepper.Fingerprint()}
	for _, name := range counting {
		if value := p.env(name); value != "" {
			r.Env = append(r.Env, name+"="+value)
		}
	}
	if file, is := p.out.(*os.File); is && screens {
		r.Term, r.Window = cmp.Or(p.env("TERM"), "dumb"), socket.WindowOf(file)
	}
	return r, nil
}

// follow passes on what comes of a command line that was handed over, and
// returns its exit code.
func (p *program) follow(ctx context.Context, h *socket.Handed, out io.Writer) (int, error) {
	code, err := h.Run(ctx, socket.Streams{In: p.in, Out: out, Err: p.errs, Open: p.openFile, Ask: p.asks})
	if errors.Is(err, socket.ErrLeft) {
		return 0, holderLeft(cmp.Or(p.holder, "another process"), h.Screens())
	}
	return code, err
}

// asks asks whoever sits at the process's terminal. At the end of input the
// answer is empty.
func (p *program) asks(prompt string, secret bool) (string, error) {
	fmt.Fprint(p.errs, prompt)
	if file, is := p.in.(*os.File); is && secret {
		text, err := term.ReadPassword(file.Fd())
		fmt.Fprintln(p.errs)
		return string(text), err
	}
	line, err := bufio.NewReader(p.in).ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// elsewhereWas notes what came of a command line that was handed over. Nothing
// more is printed: whoever ran it has printed it all.
func (p *program) elsewhereWas(code int, err error) error {
	p.elsewhere = cmp.Or(err, cli.Exit(code))
	if err == nil {
		p.root.SetOut(io.Discard)
		p.root.SetErr(io.Discard)
	}
	return p.elsewhere
}
