package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// run is one command being run: its session, arguments and where it prints.
type run struct {
	*Program
	context.Context
	*domain.Session
	cmd  *cobra.Command
	args []string
}

// run opens a session, runs the command, and lets go of the file.
func (p *Program) run(do func(*run) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		session, done, err := p.Open(cmd.Context(), p.flags)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, done()) }()
		return p.helped(do(&run{p, cmd.Context(), session, cmd, args}))
	}
}

// asked resolves a member that a question names; a unique beginning will do.
// Where nothing is found the use case says what is missing, or refuses.
func (r *run) asked(text string) (domain.Ref, error) {
	ref, err := r.Resolve(r, text)
	if domain.KindOf(err) == domain.NotFound {
		return domain.Ref(text), nil
	}
	return ref, err
}

// meant resolves a member that a change names. Someone at a terminal may write
// a unique beginning; a script may not.
func (r *run) meant(text string) (domain.Ref, error) {
	if !r.Terminal {
		return domain.Ref(text), nil
	}
	return r.asked(text)
}

// future reads the TIME of a flag that may be absent.
func (r *run) future(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return domain.ParseFuture(text, r.Now())
}

// endOrNever reads a TIME or the word never, which is no time.
func (r *run) endOrNever(text string) (time.Time, error) {
	if text == "never" {
		return time.Time{}, nil
	}
	return domain.ParseFuture(text, r.Now())
}

// each makes a change for each name: several are the first arguments. One that
// is refused is reported at once and doesn't keep the others from being made;
// the exit code is that of the first.
func each[N, T any](r *run, names []N, do func(N) (T, error)) ([]T, error) {
	var done []T
	var failed error
	for i, name := range names {
		item, err := do(name)
		switch kind := domain.KindOf(err); {
		case err == nil:
			done = append(done, item)
		case len(names) == 1, kind == "", kind == domain.Damaged, kind == domain.Unavailable:
			return done, err // it would be the same with the others
		default:
			if code := Report(r.cmd.Root(), about(r.args[i], err)); failed == nil {
				failed = answer{code}
			}
		}
	}
	return done, failed
}

// change makes a change for each name and prints what it left.
func change[N, T any](r *run, names []N, columns []column[T], do func(N) (T, error)) error {
	done, failed := each(r, names, do)
	if err := printChanged(r.Program, done, len(names) > 1, columns); err != nil {
		return err
	}
	return failed
}

// one is change for one thing.
func one[T any](r *run, columns []column[T], do func() (T, error)) error {
	return change(r, []struct{}{{}}, columns, func(struct{}) (T, error) { return do() })
}

// Confirm asks before what takes something away: the consequences first, then
// the question. Without a terminal it takes --yes.
func (p *Program) Confirm(question string, consequences ...string) error {
	if p.flags.Yes {
		return nil
	}
	if !p.Terminal {
		return domain.Errorf(domain.Invalid, "needs_yes", "this asks first, and there is no terminal to ask at; say --yes if you mean it")
	}
	for _, line := range consequences {
		println(p.Err, "  "+line)
	}
	answer, err := p.ask(domain.Clean(question)+" [y/N] ", false)
	if err != nil {
		return err
	}
	if a := strings.ToLower(answer); a != "y" && a != "yes" {
		return domain.Errorf(domain.Invalid, "not_confirmed", "nothing was changed")
	}
	return nil
}

// ask asks whoever sits there, and reads a line; at the end of input it is
// empty.
func (p *Program) ask(prompt string, secret bool) (answer string, err error) {
	if p.Ask != nil {
		answer, err = p.Ask(prompt, secret)
	} else {
		fmt.Fprint(p.Err, prompt)
		answer, err = bufio.NewReader(p.In).ReadString('\n')
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return strings.TrimSpace(answer), err
}

// secret asks for a token or key, or reads it from standard input.
func (p *Program) secret(what string) (string, error) {
	if p.Ask != nil && p.Terminal {
		return p.ask(what+": ", true)
	}
	text, err := io.ReadAll(io.LimitReader(p.In, maxText))
	return strings.TrimSpace(string(text)), err
}

// println prints a line that may hold what came from outside.
func println(w io.Writer, text string) { fmt.Fprintln(w, domain.Clean(text)) }

// given is a flag's value if the flag was written at all.
func given[T any](c *cobra.Command, flag string, value *T) *T {
	if c.Flags().Changed(flag) {
		return value
	}
	return nil
}
