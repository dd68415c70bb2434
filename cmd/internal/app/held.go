package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/socket"
	"gatehouse/domain"
)

// hold opens the database for a process that stays, and lets others act
// through it until Close.
func (p *program) hold(ctx context.Context, f cli.Flags, name string, sendsMail bool) (*Opened, error) {
	if p.held != nil {
		return nil, domain.Errorf(domain.Unavailable, "in_use", "%s is in use by another process", p.call.DB)
	}
	o, err := Open(ctx, files(f, name))
	if err != nil {
		return nil, err
	}
	o.SendsMail(sendsMail)
	p.opened(ctx, o)
	p.listen(o)
	return o, nil
}

// listen lets other processes act through the database until o is closed.
// Where that can't be, they wait as long as it is held, which is said.
func (p *program) listen(o *Opened) {
	if p.held != nil {
		return // whoever holds it listens
	}
	at, err := os.Stat(o.Files.DB)
	if err == nil {
		held := *o // as it stays
		held.lies, held.shared = at, true
		o.listens, err = socket.Listen(socket.Path(o.Files.DB), func(ctx context.Context, c *socket.Call) int { return answer(ctx, &held, c) })
	}
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		p.note("while this runs, other commands on the database can't: " + err.Error())
	}
}

// answer runs a command line that another process has handed over, as if it
// ran there.
func answer(ctx context.Context, o *Opened, c *socket.Call) int {
	p := &program{
		in: c.In, out: c.Out, errs: c.Err, args: append([]string{}, c.Args...), env: variables(c.Env), openFile: opensFor(c),
		terminal: c.Terminal, held: o, call: c,
	}
	if c.Terminal {
		p.ask = c.Ask
	}
	p.root = p.tree()
	return run(ctx, p.root)
}

// share is the database that this process holds, for whoever handed a command
// over. It is refused where that process would have been: with another pepper,
// or when the file at that name isn't the one any more that is held.
func (p *program) share() (*Opened, error) {
	o := *p.held
	o.Files.DB, o.Files.Pepper = p.call.DB, p.call.Pepper
	if p.call.Fingerprint != o.pepper.Fingerprint() {
		return nil, otherPepper(o.Files.Pepper)
	}
	if now, err := os.Stat(p.held.Files.DB); err != nil || !os.SameFile(now, o.lies) {
		return nil, domain.Errorf(domain.Unavailable, "moved", "%s isn't the file any more that the process which holds it has opened: end that process", o.Files.DB)
	}
	return &o, nil
}

// variables looks into a list of KEY=value.
func variables(env []string) func(string) string {
	return func(name string) string {
		for _, e := range env {
			if value, is := strings.CutPrefix(e, name+"="); is {
				return value
			}
		}
		return ""
	}
}

// opensFor opens files in the process that handed a command over.
func opensFor(c *socket.Call) func(string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		file, err := c.Open(name)
		if no, is := errors.AsType[*socket.Refused](err); is {
			return nil, domain.Errorf(domain.Invalid, "no_file", "%s", no.Message)
		}
		return file, err
	}
}

// holderLeft is what commands of other processes, and screens, hear when the
// one that holds the database isn't there any more.
func holderLeft(who string, screens bool) error {
	what := "look what was done before you try again"
	if screens {
		what = "open the screens again"
	}
	return domain.Errorf(domain.Unavailable, "holder_left", "%s held the database and has ended, or doesn't answer any more: %s", who, what)
}

// itself is how a process names itself to those who act through it.
func itself(program string) string {
	return fmt.Sprintf("%s (process %d)", cmp.Or(program, "gatehouse"), os.Getpid())
}
