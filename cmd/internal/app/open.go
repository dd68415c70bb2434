package app

import (
	"context"
	"errors"
	"strings"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// open opens the database and a session in the workspace that is meant.
func (p *program) open(ctx context.Context, f cli.Flags) (*domain.Session, func() error, error) {
	o, err := p.database(ctx, f, "gatehouse")
	if err != nil {
		return nil, nil, err
	}
	s, err := session(ctx, o, f)
	if err != nil {
		return nil, nil, errors.Join(err, o.Close())
	}
	return s, o.Close, nil
}

// database opens the database under the name that others read who find it in
// use. Where another process holds it, that one runs the command line, and the
// error is its exit code.
func (p *program) database(ctx context.Context, f cli.Flags, name string) (*Opened, error) {
	if p.elsewhere != nil {
		return nil, p.elsewhere // completing asks more than once
	}
	o, handed, err := p.reach(ctx, files(f, name), name == screensName, p.args)
	switch {
	case err != nil:
		return nil, err
	case handed != nil:
		p.winding.Store(handed.Screens()) // they restore the terminal
		p.exposed(files(f, name))
		return nil, p.elsewhereWas(p.follow(ctx, handed, p.out))
	}
	if p.held == nil {
		o.SendsMail(p.env("GATEHOUSE_SMTP") != "") // who serves the database sends what is queued here
	}
	p.opened(ctx, o)
	return o, nil
}

// opened is done with a database that was just opened.
func (p *program) opened(ctx context.Context, o *Opened) {
	if p.held == nil {
		p.exposed(o.Files)
	}
	o.erase(ctx)
}

// exposed says which of the database's files others can read.
func (p *program) exposed(f Files) {
	if f, err := f.resolved(); err == nil {
		for _, line := range f.exposed() {
			p.note(line)
		}
	}
}

// note says something beside the result.
func (p *program) note(line string) { (&cli.Program{Surface: cli.Surface{Err: p.errs}}).Note(line) }

func files(f cli.Flags, name string) Files { return Files{DB: f.DB, Pepper: f.Pepper, Program: name} }

func session(ctx context.Context, o *Opened, f cli.Flags) (*domain.Session, error) {
	w, err := workspace(ctx, o, f.Workspace)
	if err != nil {
		return nil, err
	}
	return w.Local(ctx, f.As)
}

// workspace opens the one that is named, or the only one there is.
func workspace(ctx context.Context, o *Opened, slug string) (*domain.Workspace, error) {
	if slug != "" {
		return ready(ctx, o, slug)
	}
	all, err := o.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	var here, deleted []string
	for _, w := range all {
		switch {
		case w.DeletedAt.IsZero():
			here = append(here, w.Slug)
		case w.Slug != "":
			deleted = append(deleted, w.Slug)
		}
	}
	switch len(here) {
	case 0:
		if len(deleted) > 0 {
			e := domain.Errorf(domain.NotFound, "no_workspace", "there is no workspace any more; deleted: %s", strings.Join(deleted, ", "))
			e.Fix = []domain.Step{{Command: domain.Command("workspaces", "restore", deleted[0]), Message: "bring it back, within 30 days of its deletion"}}
			return nil, e
		}
		e := domain.Errorf(domain.NotFound, "no_workspace", "there is no workspace yet")
		e.Fix = []domain.Step{{Command: "gatehouse workspaces create --name NAME --slug SLUG --owner EMAIL", Message: "make one"}}
		return nil, e
	case 1:
		return ready(ctx, o, here[0])
	}
	return nil, domain.Errorf(domain.Invalid, "which_workspace", "there are several workspaces; name one with --workspace: %s", domain.OrList(here))
}

// ready opens a workspace, finishes first what broke off in it, and notes what
// ended since someone last did.
func ready(ctx context.Context, o *Opened, slug string) (*domain.Workspace, error) {
	w, err := o.Workspace(ctx, slug)
	if err != nil {
		return nil, err
	}
	if err := w.FinishSwitch(ctx); err != nil {
		return nil, err
	}
	note(ctx, w)
	return w, nil
}

// erasedAtOnce is how many commits of an erasure a command or a beat of the
// screens makes: few enough that nobody waits for it.
const erasedAtOnce = 2

// erase goes on with erasing what was deleted long ago. Whether that can be
// done now matters to no command.
func (o *Opened) erase(ctx context.Context) { _ = o.EraseDeleted(ctx, erasedAtOnce) }

// note writes down what has ended by the clock; nothing depends on it.
func note(ctx context.Context, w *domain.Workspace) { _ = w.NoteLapses(ctx) }
