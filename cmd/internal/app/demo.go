package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/demo"
	"gatehouse/domain"
)

// demoFlags are the flags of demo.
type demoFlags struct {
	members  int
	model    string
	seedOnly bool
}

// seeded is what demo --seed-only prints.
type seeded struct {
	Workspace string `json:"workspace"`
	Model     string `json:"model"`
	Database  string `json:"database,omitempty"` // where it stays
	demo.Counts
}

func (p *program) demo(c *cli.Program) *cobra.Command {
	var d demoFlags
	cmd := &cobra.Command{
		Use: "demo", Short: "Try it on a throw-away workspace full of people", Args: cli.NoArgs,
		Long: "Makes a workspace of made-up people in a temporary file and opens the screens on it. When they\n" +
			"are left, all of it is gone. With --db FILE it stays there.",
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runDemo(cmd.Context(), c, d) },
	}
	f := cmd.Flags()
	f.IntVar(&d.members, "members", demo.Default, "how `many` people, up to 1,000,000")
	f.StringVar(&d.model, "model", "", "the role `model`: mtime, timetonic or timeneye (default mtime)")
	f.BoolVar(&d.seedOnly, "seed-only", false, "don't open the screens, only say what was made")
	return cmd
}

// runDemo makes the workspace and shows it. Only --db makes it stay: a
// database that the environment names is somebody's own.
func (p *program) runDemo(ctx context.Context, c *cli.Program, d demoFlags) (err error) {
	if !d.seedOnly && (!p.terminal || c.Flags().Plain) {
		e := domain.Errorf(domain.Invalid, "no_terminal", "without a terminal, or with --plain, there are no screens; make the workspace without them")
		e.Fix = []domain.Step{{Command: "gatehouse demo --seed-only --db FILE", Message: "make it in a file"}}
		return e
	}
	p.winding.Store(true)
	f := files(c.Flags(), "gatehouse demo")
	stays := f.DB != ""
	if !stays {
		dir, failed := os.MkdirTemp("", "gatehouse-demo-")
		if failed != nil {
			return unwritten(os.TempDir(), failed)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		f.DB = filepath.Join(dir, "demo.db")
		f.Pepper = f.DB + ".pepper"
	}
	var counts demo.Counts
	o, err := Create(ctx, f, func(o *Opened) (err error) {
		counts, err = demo.Make(ctx, o.Store, demo.Options{
			Members: d.members, Model: d.model, Now: time.Now(), Pepper: o.pepper, Secrets: rand.Reader, Loaded: p.progress(d.members),
		})
		return err
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if !d.seedOnly {
		flags := c.Flags()
		flags.DB, flags.Workspace = o.Files.DB, demo.Slug
		if err := p.show(ctx, o, flags); err != nil || stays {
			return err
		}
		c.Note("that workspace is gone; one of your own begins with  gatehouse init --name NAME --slug SLUG --owner EMAIL")
		return nil
	}
	made := seeded{Workspace: demo.Slug, Model: counts.Model, Counts: counts}
	if stays {
		made.Database = o.Files.DB
	}
	return c.Print(made, made.lines()...)
}

// worthShowing is how many people take long enough to show progress.
const worthShowing = 20_000

// progress shows on a terminal how far a large demo is.
func (p *program) progress(members int) func(int) {
	if !p.terminal || members < worthShowing {
		return nil
	}
	all := members * 19 / 10 // most have an employee record too
	return func(records int) {
		fmt.Fprintf(p.errs, "\rmaking %d people: %d %% ", members, min(99, records*100/all))
		if records >= all {
			fmt.Fprint(p.errs, "\r\x1b[K")
		}
	}
}

func (s seeded) lines() []string {
	lines := []string{fmt.Sprintf("%s, role model %s, owner %s", s.Workspace, s.Model, demo.Owner), ""}
	for _, of := range []struct {
		what string
		n    int
		more string
	}{
		{"people", s.People, fmt.Sprintf("accounts suspended %d, removed besides %d", s.Suspended, s.Removed)},
		{"employee records", s.Employees, fmt.Sprintf("not linked to an account %d", s.Unlinked)},
		{"service users", s.ServiceUsers, fmt.Sprintf("their keys %d", s.Keys)},
		{"invitations", s.Invitations, fmt.Sprintf("pending %d", s.Pending)},
		{"units", s.Units, ""}, {"groups", s.Groups, ""}, {"projects", s.Projects, fmt.Sprintf("time entries %d", s.Time)}, {"roles of its own", s.Roles, ""}, {"audit events", s.Events, ""},
	} {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%-18s%8d   %s", of.what, of.n, of.more)))
	}
	if s.Database == "" {
		return append(lines, "", "It is gone again; with --db FILE it stays.")
	}
	name := s.Database
	return append(lines, "", "Look at it:",
		"  gatehouse --db "+name, "  gatehouse --db "+name+" members list", "  gatehouse --db "+name+" audit list")
}
