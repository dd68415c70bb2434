package tui

import "context"

// OpenFirst is the first start, to be run on a terminal of a test.
func OpenFirst(ctx context.Context, o FirstStartOptions) *App {
	var first *firstStart
	return New(ctx, o.config(&first))
}

// Moves tells whether the action only moves about.
func (a Action) Moves() bool { return a.moves }

// Depth is how many screens and dialogs lie over the first screen.
func (a *App) Depth() int { return len(a.screens) - 1 + len(a.dialogs) }
