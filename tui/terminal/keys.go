package terminal

import (
	"fmt"
	"strings"
)

// sent is what a terminal sends for the keys that have names. Escape is sent as
// terminals do that speak kitty's protocol: alone it would join the next key.
var sent = map[string]string{
	"enter": "\r", "tab": "\t", "esc": "\x1b[27u", "space": " ", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "delete": "\x1b[3~",
	"shift+tab": "\x1b[Z",
}

// Press presses keys one after another, by the names that bindings use.
func (term *Terminal) Press(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		seq, named := sent[k]
		switch {
		case named:
		case strings.HasPrefix(k, "ctrl+") && len(k) == len("ctrl+x"):
			seq = string(rune(k[len(k)-1] & 0x1f))
		case len([]rune(k)) == 1:
			seq = k
		default:
			term.t.Fatalf("no key is called %q", k)
		}
		term.send(seq)
	}
}

// Type types a text.
func (term *Terminal) Type(text string) { term.t.Helper(); term.send(text) }

// Paste pastes a text as terminals do that bracket it.
func (term *Terminal) Paste(text string) {
	term.t.Helper()
	term.send("\x1b[200~" + text + "\x1b[201~")
}

// Click presses the left button on a cell, counted from 0.
func (term *Terminal) Click(x, y int) {
	term.t.Helper()
	term.send(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x+1, y+1, x+1, y+1))
}

// Wheel turns the wheel a notch over a cell.
func (term *Terminal) Wheel(x, y int, down bool) {
	term.t.Helper()
	button := 64
	if down {
		button = 65
	}
	term.send(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
}

func (term *Terminal) send(seq string) {
	term.t.Helper()
	if _, err := term.keys.Write([]byte(seq)); err != nil {
		term.t.Fatalf("the program reads no keys any more: %v", err)
	}
}
