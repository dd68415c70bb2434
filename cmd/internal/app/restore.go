package app

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// restored is what restore made.
type restored struct {
	Database   string   `json:"database"`
	Workspaces []string `json:"workspaces"`
}

func (p *program) restore(c *cli.Program) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE|-", Short: "Make the database from a backup", Args: cli.ExactArgs(1),
		Long: "Makes the database from a backup; one that is there already stays as it is (--db names another\n" +
			"file). What was suspended, revoked or removed since the backup was made is undone by it.",
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := files(c.Flags(), "gatehouse restore").resolved()
			if err != nil {
				return err
			}
			if _, err := os.Lstat(f.DB); err == nil {
				return existing(f.DB)
			}
			undone := "whoever was suspended, removed or revoked since the backup was made gets in again: look at the audit trail"
			if err := c.Confirm("Restore "+args[0]+" to "+f.DB+"?", undone); err != nil {
				return err
			}
			p.winding.Store(true)
			if err := restoreTo(cmd.Context(), c, f, args[0]); err != nil {
				return err
			}
			if err := holdBack(cmd.Context(), f); err != nil {
				return err
			}
			c.Note(undone)
			return p.lookAtRestored(cmd.Context(), c, f)
		},
	}
}

func restoreTo(ctx context.Context, c *cli.Program, f Files, from string) error {
	in, err := c.File(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := f.directory(); err != nil {
		return err
	}
	return ofBackup(from, bolt.Restore(ctx, f.DB, in))
}

// ofBackup says of the backup what bolt says of the file that it made of it.
func ofBackup(from string, err error) error {
	e, is := errors.AsType[*domain.Error](err)
	if !is || e.Kind != domain.Damaged {
		return err
	}
	name := domain.CleanMax(from, 200)
	if from == "-" {
		name = "what came in"
	}
	said := map[string]string{"newer_version": "was written by a newer gatehouse: update gatehouse", "not_a_database": "is no backup of gatehouse's"}[e.Code]
	if said == "" {
		said = "is damaged or was cut short: nothing was restored"
	}
	found := domain.Errorf(domain.Damaged, e.Code, "%s %s", name, said)
	found.Err = e
	return found
}

// holdBack keeps what waits in a restored database from being sent: it may have
// gone out since the backup was made. It needs no pepper.
func holdBack(ctx context.Context, f Files) (err error) {
	engine, err := bolt.Open(f.DB, bolt.Options{Program: f.Program})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	return domain.NewDatabase(storage.New(engine), domain.World{Now: time.Now, Random: rand.Reader}).HoldMessages(ctx)
}

// lookAtRestored opens what was restored. That the pepper isn't beside it yet
// doesn't undo the restore.
func (p *program) lookAtRestored(ctx context.Context, c *cli.Program, f Files) (err error) {
	made := restored{Database: f.DB, Workspaces: []string{}}
	o, err := Open(ctx, f)
	switch e, is := errors.AsType[*domain.Error](err); {
	case is && (e.Code == codeNoPepper || e.Code == codeOtherPepper || e.Code == codeBadPepper):
		c.Note(e.Message)
		return c.Print(made, "restored "+f.DB)
	case err != nil:
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	all, err := o.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		made.Workspaces = append(made.Workspaces, w.Slug)
	}
	return c.Print(made, "restored "+f.DB+" with "+strings.Join(made.Workspaces, ", "))
}
