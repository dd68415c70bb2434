package tui

import (
	"context"
	"time"
)

// OpenFirst is the first start, to be run on a terminal of a test.
func OpenFirst(ctx context.Context, o FirstStartOptions) *App {
	var first *firstStart
	return New(ctx, o.config(&first))
}

// OpenJoin is the screen that asks for a token, by a clock of a test.
func OpenJoin(ctx context.Context, now func() time.Time, o JoinOptions) *App {
	var joined *join
	c := o.config(&joined)
	c.Now = now
	return New(ctx, c)
}

// Moves tells whether the action only moves about.
func (a Action) Moves() bool { return a.moves }

// Depth is how many screens and dialogs lie over the first screen.
func (a *App) Depth() int { return len(a.screens) - 1 + len(a.dialogs) }
