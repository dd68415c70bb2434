// Package terminal is for tests: it runs a program in a terminal emulator, or
// connects one that runs elsewhere, and drives it as a person would: it types,
// waits until something is on the screen, and reads it. Nothing in it waits for
// a time to pass.
package terminal

import (
	"fmt"
	"image/color"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// patience is how long a screen may take before a test fails.
const patience = 10 * time.Second

// Terminal is a running program and the screen that it draws on.
type Terminal struct {
	t       testing.TB
	program *tea.Program // nil: it runs elsewhere
	keys    io.Writer
	resized func(width, height int)
	ended   chan struct{}
	err     error

	mu     sync.Mutex
	screen *vt.Emulator
	drawn  chan struct{} // closed and replaced at each write
	raw    strings.Builder
}

// Start runs a program on a dark terminal of many colours. It is stopped when
// the test ends.
func Start(t testing.TB, model tea.Model, width, height int, options ...tea.ProgramOption) *Terminal {
	t.Helper()
	in, keys := io.Pipe()
	term := Connect(t, width, height, keys, nil)
	if _, err := term.screen.Write([]byte("\x1b[20h")); err != nil { // a line feed returns the carriage
		t.Fatal(err)
	}
	term.resized = func(width, height int) { term.program.Send(tea.WindowSizeMsg{Width: width, Height: height}) }
	options = append([]tea.ProgramOption{
		tea.WithInput(in), tea.WithOutput(term), tea.WithWindowSize(width, height),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor),
		tea.WithoutSignalHandler(),
	}, options...)
	term.program = tea.NewProgram(model, options...)
	go func() {
		_, err := term.program.Run()
		term.End(err)
	}()
	t.Cleanup(func() {
		term.program.Kill()
		_ = keys.Close()
		<-term.ended
	})
	return term
}

// Connect is a dark terminal of a program that runs elsewhere, to which keys
// and sizes go. What the program draws is to be written to the terminal, and
// then its end to be told.
func Connect(t testing.TB, width, height int, keys io.Writer, resized func(width, height int)) *Terminal {
	t.Helper()
	term := &Terminal{t: t, keys: keys, resized: resized, ended: make(chan struct{}), screen: vt.NewEmulator(width, height), drawn: make(chan struct{})}
	term.screen.SetDefaultBackgroundColor(color.Black)
	go term.reply()
	return term
}

// End says that the program has ended; it is called once.
func (term *Terminal) End(err error) {
	term.err = err
	close(term.ended)
}

// reply hands the terminal's own answers to the program; the emulator stands
// still when nobody reads them.
func (term *Terminal) reply() {
	buf := make([]byte, 1024)
	for {
		n, err := term.screen.Read(buf)
		if err != nil {
			return
		}
		if _, err := term.keys.Write(buf[:n]); err != nil {
			return
		}
	}
}

// Write is where the program draws.
func (term *Terminal) Write(p []byte) (int, error) {
	term.mu.Lock()
	defer term.mu.Unlock()
	term.raw.Write(p)
	n, err := term.screen.Write(p)
	close(term.drawn)
	term.drawn = make(chan struct{})
	return n, err
}

// Screen is the text on the screen, without blanks at line ends.
func (term *Terminal) Screen() string {
	text, _ := term.look()
	return text
}

// Output is every byte that the program wrote so far.
func (term *Terminal) Output() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.raw.String()
}

func (term *Terminal) look() (string, <-chan struct{}) {
	term.mu.Lock()
	defer term.mu.Unlock()
	lines := strings.Split(ansi.Strip(term.screen.Render()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n"), term.drawn
}

// WaitFor returns when the text is on the screen.
func (term *Terminal) WaitFor(text string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q on the screen", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// WaitGone returns when the text is not on the screen.
func (term *Terminal) WaitGone(text string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q off the screen", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// WaitScreen returns when the screen is exactly this.
func (term *Terminal) WaitScreen(whole string) {
	term.t.Helper()
	term.wait("this screen:\n"+whole+"\nand not", func(screen string) bool { return screen == whole })
}

// WaitOther returns when the screen is another than it was.
func (term *Terminal) WaitOther(before string) {
	term.t.Helper()
	term.wait("another screen", func(screen string) bool { return screen != before })
}

func (term *Terminal) wait(what string, there func(string) bool) {
	term.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		screen, drawn := term.look()
		if there(screen) {
			return
		}
		select {
		case <-drawn:
		case <-term.ended:
			term.t.Fatalf("the program ended (%v) before %s:\n%s", term.err, what, screen)
		case <-late.C:
			term.t.Fatalf("waited for %s:\n%s", what, screen)
		}
	}
}

// WaitOutput returns when the program has written a sequence, drawn or not.
func (term *Terminal) WaitOutput(sequence string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q written", sequence), func(string) bool { return strings.Contains(term.Output(), sequence) })
}

// WaitEnd returns when the program has ended, with its error.
func (term *Terminal) WaitEnd() error {
	term.t.Helper()
	select {
	case <-term.ended:
		return term.err
	case <-time.After(patience):
		term.t.Fatalf("the program didn't end:\n%s", term.Screen())
		return nil
	}
}

// Resize changes the size of the window.
func (term *Terminal) Resize(width, height int) {
	term.mu.Lock()
	term.screen.Resize(width, height)
	term.mu.Unlock()
	term.resized(width, height)
}

// Send gives the program a message.
func (term *Terminal) Send(msg tea.Msg) { term.program.Send(msg) }
