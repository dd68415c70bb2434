package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
	"gatehouse/tui"
)

// isMissing tells whether there is no database at all.
func isMissing(err error) bool {
	e, is := errors.AsType[*domain.Error](err)
	return is && e.Code == "no_database"
}

// firstStart asks what to make, where there is no database yet. Nil is for
// someone who left.
func (p *program) firstStart(ctx context.Context, f cli.Flags) (*Opened, error) {
	made, err := files(f, screensName).resolved()
	if err != nil {
		return nil, err
	}
	p.winding.Store(true)
	opened := make(chan *Opened, 1)
	err = tui.FirstStart(ctx, tui.FirstStartOptions{
		Database: made.DB, Keys: ownKeys(), Local: true, NoColor: !p.colour(), Program: p.onTerminal(ctx),
		Create: func(ctx context.Context, c domain.CreateWorkspace) error {
			o, err := FirstStart(ctx, made, c)
			if err == nil {
				opened <- o
			}
			return err
		},
	})
	if errors.Is(err, tui.ErrLeft) {
		err = nil
	}
	select {
	case o := <-opened:
		return o, err
	default:
		return nil, err
	}
}

// ownKeys are the SSH public keys of whoever runs the program, in the order
// of their files' names.
func ownKeys() (keys []string) {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	dir := filepath.Join(home, ".ssh")
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, f := range files {
		name := filepath.Join(dir, f.Name())
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || filepath.Ext(name) != ".pub" { // opening a pipe would wait for its other end
			continue
		}
		if text, err := cli.ReadFile(name); err == nil {
			keys = append(keys, strings.TrimSpace(text))
		}
	}
	return keys
}
