package app

import (
	"context"
	"errors"
	"io"
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
			if args[0] != "-" {
				return p.backupTo(cmd.Context(), c, args[0])
			}
			if file, is := p.out.(*os.File); is && term.IsTerminal(file.Fd()) {
				return domain.Errorf(domain.Invalid, "terminal", "a backup is no text for a terminal; send it into a file or a pipe")
			}
			return p.backupOut(cmd.Context(), c, p.out)
		},
	}
}

// backupTo writes a backup to a file. Whoever runs the command writes it, not
// who holds the database: it is their file.
func (p *program) backupTo(ctx context.Context, c *cli.Program, path string) error {
	f, err := files(c.Flags(), "gatehouse").resolved()
	if err != nil {
		return err
	}
	made := copied{Backup: path, Apart: f.apart()}
	made.Bytes, err = written(path, func(to io.Writer) error { return p.backupOut(ctx, c, to) })
	if err != nil {
		return err
	}
	return c.Print(made, "backed up to "+path)
}

// backupOut writes a backup, as it comes from whoever holds the database.
func (p *program) backupOut(ctx context.Context, c *cli.Program, to io.Writer) (err error) {
	f, args := files(c.Flags(), "gatehouse"), []string{"backup", "-"}
	if c.Flags().JSON {
		args = append(args, "--json")
	}
	o, handed, err := p.reach(ctx, f, false, args)
	switch {
	case err != nil:
		return err
	case handed != nil:
		p.exposed(f)
		code, err := p.follow(ctx, handed, to)
		if err == nil && code != 0 {
			err = cli.Exit(code)
		}
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	p.opened(ctx, o)
	if err := o.Engine.Backup(ctx, to); err != nil {
		return err
	}
	c.Note("the backup holds neither " + o.Files.Pepper + ", without which no key or token works after a restore, nor " +
		o.Files.hostKey() + ", by which people know the SSH server: keep copies of both")
	return nil
}

// apart are the files that no backup holds.
func (f Files) apart() []string { return []string{f.Pepper, f.hostKey()} }

func (f Files) hostKey() string { return f.DB + ".hostkey" }

// written writes a file under another name, and gives it its own when it is
// complete and on the disk.
func written(path string, write func(io.Writer) error) (size int64, err error) {
	if _, err := os.Lstat(path); err == nil {
		return 0, existing(path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return 0, unwritten(path, err)
	}
	defer os.Remove(file.Name())
	err = write(file)
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
