package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/demo"
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
	p.winding.Store(true)
	f := files(c.Flags(), "gatehouse demo")
	stays := f.DB != ""
	if !stays {
		dir, err := os.MkdirTemp("", "gatehouse-demo-")
		if err != nil {
			return unwritten(os.TempDir(), err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		f.DB = filepath.Join(dir, "demo.db")
		f.Pepper = f.DB + ".pepper"
	}
	o, err := Create(ctx, f)
	if err != nil {
		return err
	}
	counts, err := demo.Make(ctx, o.Store, demo.Options{
		Members: d.members, Model: d.model, Now: time.Now(), Pepper: o.pepper, Secrets: rand.Reader, Loaded: p.progress(d.members),
	})
	if err != nil {
		return errors.Join(err, o.discard())
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if !d.seedOnly {
		flags := c.Flags()
		flags.Workspace = demo.Slug
		return p.show(ctx, o, flags)
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
	lines := []string{
		fmt.Sprintf("%s, role model %s, owner %s", s.Workspace, s.Model, demo.Owner),
		fmt.Sprintf("%d people; %d accounts are suspended, %d more were removed", s.People, s.Suspended, s.Removed),
		fmt.Sprintf("%d employee records, %d of them not linked to an account", s.Employees, s.Unlinked),
		fmt.Sprintf("%d service users with %d keys", s.ServiceUsers, s.Keys),
		fmt.Sprintf("%d invitations, %d of them pending", s.Invitations, s.Pending),
		fmt.Sprintf("%d units, %d groups, %d projects", s.Units, s.Groups, s.Projects),
		fmt.Sprintf("%d events in the audit trail", s.Events),
	}
	if s.Database == "" {
		return append(lines, "", "It is gone again; with --db FILE it stays.")
	}
	name := s.Database
	return append(lines, "", "Look at it:",
		"  gatehouse --db "+name, "  gatehouse --db "+name+" members list", "  gatehouse --db "+name+" audit list")
}
