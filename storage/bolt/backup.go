package bolt

import (
	"context"
	"io"

	"go.etcd.io/bbolt"
)

// Backup writes a copy of the database to w, of one moment, while it stays in
// use. The copy is a database file: Restore or Open takes it. An error of w
// comes back as it is.
func (e *Engine) Backup(ctx context.Context, w io.Writer) error {
	return e.view(ctx, func(tx *bbolt.Tx, s *snapshot) error {
		out := &contextWriter{ctx: ctx, w: w}
		_, err := tx.WriteTo(out)
		switch {
		case out.err != nil:
			return out.err
		case err != nil:
			return damaged(e.path, "it can't be read to its end", err)
		}
		return nil
	})
}

// Size is how many bytes a backup would have.
func (e *Engine) Size(ctx context.Context) (size int64, err error) {
	err = e.view(ctx, func(tx *bbolt.Tx, s *snapshot) error {
		size = tx.Size()
		return nil
	})
	return size, err
}

// contextWriter ends when its context does, and remembers why writing ended.
type contextWriter struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (w *contextWriter) Write(p []byte) (n int, err error) {
	if w.err = w.ctx.Err(); w.err != nil {
		return 0, w.err
	}
	n, w.err = w.w.Write(p)
	return n, w.err
}
