package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// task asks one question at a time in the background. An answer carries the
// task that asked and the number of the question: asking again, or dropping
// it, lets every earlier answer fall away.
type task[T any] struct {
	number uint64
	busy   bool
	stop   context.CancelFunc
}

type answer[T any] struct {
	to     *task[T]
	number uint64
	value  T
	err    error
}

// ask ends what is under way and starts anew. Work that minds its context ends
// with it.
func (t *task[T]) ask(ctx context.Context, work func(context.Context) (T, error)) tea.Cmd {
	t.drop()
	ctx, t.stop = context.WithCancel(ctx)
	t.busy = true
	number := t.number
	return func() tea.Msg {
		value, err := work(ctx)
		return answer[T]{t, number, value, err}
	}
}

// drop ends what is under way; nothing answers any more.
func (t *task[T]) drop() {
	if t.stop != nil {
		t.stop()
	}
	t.number++
	t.busy = false
}

// answer takes the answer to the latest question out of a message.
func (t *task[T]) answer(msg tea.Msg) (answer[T], bool) {
	a, ok := msg.(answer[T])
	if !ok || a.to != t || a.number != t.number {
		return answer[T]{}, false
	}
	t.drop()
	return a, true
}
