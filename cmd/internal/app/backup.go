package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// copied is what backup made.
type copied struct {
	Backup string   `json:"backup"`
	Bytes  int64    `json:"bytes"`
	Apart  []string `json:"not_in_it"`
}

func (p *program) backup(c *cli.Program) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE|-", Short: "Copy the database, as of one moment", Args: cli.ExactArgs(1),
		Long: "Writes a copy of the whole database, while it stays in use. The pepper and the host key\n" +
			"aren't in it: keep copies of those elsewhere. A file that exists stays as it is.",
		RunE: func(cmd *cobra.Command, args []string) error {
			p.winding.Store(true)
			if args[0] == "-" && term.IsTerminal(p.out.Fd()) {
				return domain.Errorf(domain.Invalid, "terminal", "a backup is no text for a terminal; send it into a file or a pipe")
			}
			return p.with(cmd.Context(), c, func(o *Opened) error {
				made := copied{Backup: args[0], Apart: o.Files.apart()}
				var err error
				if args[0] == "-" {
					err = o.Engine.Backup(cmd.Context(), p.out)
				} else {
					made.Bytes, err = o.backupTo(cmd.Context(), args[0])
				}
				if err != nil {
					return err
				}
				c.Note("the backup holds neither " + o.Files.Pepper + ", without which no key or token works after a restore, nor " +
					o.Files.hostKey() + ", by which people know the SSH server: keep copies of both")
				if args[0] == "-" {
					return nil
				}
				return c.Print(made, "backed up to "+args[0])
			})
		},
	}
}

// apart are the files that no backup holds.
func (f Files) apart() []string { return []string{f.Pepper, f.hostKey()} }

func (f Files) hostKey() string { return f.DB + ".hostkey" }

// backupTo writes a backup under another name, and gives it its own when it
// is complete and on the disk.
func (o *Opened) backupTo(ctx context.Context, path string) (size int64, err error) {
	if _, err := os.Lstat(path); err == nil {
		return 0, existing(path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return 0, unwritten(path, err)
	}
	defer os.Remove(file.Name())
	err = o.Engine.Backup(ctx, file)
	if info, bad := file.Stat(); bad == nil {
		size = info.Size()
	}
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return 0, unwritten(path, err)
	}
	switch err := os.Link(file.Name(), path); { // a rename would replace what came meanwhile
	case errors.Is(err, fs.ErrExist):
		return 0, existing(path)
	case err != nil:
		return 0, unwritten(path, err)
	}
	return size, nil
}

func existing(path string) error {
	return domain.Errorf(domain.Conflict, "exists", "%s exists already: it stays as it is", domain.CleanMax(path, 200))
}

// unwritten says why there is no file at path; an error of the database's own
// says more.
func unwritten(path string, cause error) error {
	if domain.KindOf(cause) != "" {
		return cause
	}
	reason := cause
	if p, is := errors.AsType[*fs.PathError](cause); is {
		reason = p.Err
	} else if l, is := errors.AsType[*os.LinkError](cause); is {
		reason = l.Err
	}
	e := domain.Errorf(domain.Unavailable, "not_written", "%s can't be written: %s", domain.CleanMax(path, 200), domain.Clean(reason.Error()))
	e.Err = cause
	return e
}
