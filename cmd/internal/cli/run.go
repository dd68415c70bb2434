package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

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
		return do(&run{p, cmd.Context(), session, cmd, args})
	}
}

// asked resolves a member that a question names; a unique beginning will do.
func (r *run) asked(text string) (domain.Ref, error) { return r.Resolve(r, text) }

// meant resolves a member that a change names. Someone at a terminal may write
// a unique beginning; a script may not.
func (r *run) meant(text string) (domain.Ref, error) {
	if !r.Terminal {
		return domain.Ref(text), nil
	}
	ref, err := r.Resolve(r, text)
	if domain.KindOf(err) == domain.NotFound {
		return domain.Ref(text), nil // the use case says what is missing, or refuses
	}
	return ref, err
}

// confirm asks before what takes something away. Without a terminal it takes
// --yes.
func (r *run) confirm(question string, c domain.Consequences) error {
	return r.Program.confirm(question, c.Changes)
}

func (p *Program) confirm(question string, consequences []string) error {
	if p.flags.Yes {
		return nil
	}
	if !p.Terminal {
		return domain.Errorf(domain.Invalid, "needs_yes", "this asks first, and there is no terminal to ask at; say --yes if you mean it")
	}
	for _, line := range consequences {
		fmt.Fprintln(p.Err, "  "+line)
	}
	fmt.Fprintf(p.Err, "%s [y/N] ", question)
	answer, err := bufio.NewReader(p.In).ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		return domain.Errorf(domain.Invalid, "not_confirmed", "nothing was changed")
	}
	return nil
}

// maxSecret bounds what is read where a token or a key is expected.
const maxSecret = 64 << 10

// secret reads a token or key from standard input.
func (p *Program) secret() (string, error) {
	text, err := io.ReadAll(io.LimitReader(p.In, maxSecret))
	return strings.TrimSpace(string(text)), err
}

// open opens a file argument, or standard input for "-".
func (p *Program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.In), nil
	}
	if !p.Files {
		return nil, domain.Errorf(domain.Invalid, "no_files", "files are read from standard input here; write - and pipe the file in")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "no_file", "the file %s can't be read", domain.CleanMax(name, 200))
	}
	return f, nil
}

func env(name string) string { return os.Getenv(name) }
