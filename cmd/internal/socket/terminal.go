package socket

import (
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"gatehouse/cmd/internal/sshchan"
)

// leaveScreen takes back what screens set on a terminal, for when whoever drew
// them is gone without having done it.
const leaveScreen = ansi.ResetModifyOtherKeys + "\x1b[<1u" + // the keyboard of kitty's protocol
	ansi.ResetModeAltScreenSaveCursor + ansi.ShowCursor + ansi.ResetModeBracketedPaste + ansi.ResetModeFocusEvent +
	ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr +
	ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore + ansi.ResetStyle

// WindowOf is the size of a terminal; zero if it isn't known.
func WindowOf(terminal *os.File) sshchan.Window {
	width, height, err := term.GetSize(terminal.Fd())
	if err != nil {
		return sshchan.Window{}
	}
	return sshchan.Window{Width: width, Height: height}
}

// draws gives the terminal to the screens, where some are wanted, until it is
// over. restore makes it again what it was, once.
func (h *Handed) draws(s Streams, over <-chan struct{}) (restore func()) {
	terminal, is := s.In.(*os.File)
	if !is {
		return func() {}
	}
	found, err := term.GetState(terminal.Fd())
	if err != nil {
		return func() {} // it is no terminal
	}
	restore = sync.OnceFunc(func() { _ = term.Restore(terminal.Fd(), found) }) // a question left it silent, say
	if !h.Screens() {
		return restore
	}
	_, _ = term.MakeRaw(terminal.Fd()) // without it the screens are still there
	go func() {                        // ends with the terminal, or with the process
		_, _ = io.Copy(h.keys, terminal) // what is typed after the end is lost
	}()
	changes, stop := resized()
	go func() { // ends when it is over
		defer stop()
		for {
			select {
			case <-over:
				return
			case <-changes:
			}
			if w := WindowOf(terminal); w.Width > 0 {
				_ = h.session.WindowChange(w.Height, w.Width) // or it is over
			}
		}
	}()
	return restore
}
