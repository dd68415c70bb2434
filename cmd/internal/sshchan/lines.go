package sshchan

import (
	"bytes"
	"io"
)

// Lines writes to a client's terminal, where there is no tty driver in between:
// each line begins at the left. Bubble Tea counts on that too, where its input
// is no tty.
func Lines(to io.Writer) io.Writer { return lines{to} }

type lines struct{ to io.Writer }

func (l lines) Write(p []byte) (int, error) {
	if _, err := l.to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
