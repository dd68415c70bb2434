package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/tui"
)

// seated is someone at the screens.
type seated struct {
	*testing.T
	screen *screen
	keys   io.Writer
}

// sits opens the screens of a session; they are left when the test ends.
func sits(t *testing.T, s *domain.Session) seated {
	t.Helper()
	out := &screen{emulator: vt.NewEmulator(200, 60)}
	if _, err := out.Write([]byte("\x1b[20h")); err != nil { // a line feed returns the carriage
		t.Fatal(err)
	}
	in, keys := io.Pipe()
	go func() { _, _ = io.Copy(keys, out.emulator) }() // the terminal's own answers; ends with the pipe
	ended := make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		defer close(ended)
		err := tui.Run(ctx, tui.Options{Session: s, Program: []tea.ProgramOption{
			tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(200, 60), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler(),
		}})
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() { leave(); <-ended })
	p := seated{t, out, keys}
	p.sees("? keys")
	return p
}

// types types, and waits until all the texts are there.
func (p seated) types(keys string, texts ...string) {
	p.Helper()
	if _, err := io.WriteString(p.keys, keys); err != nil {
		p.Fatal(err)
	}
	p.sees(texts...)
}

// sees waits until all of the texts are on the screen, however they are broken
// into lines.
func (p seated) sees(texts ...string) {
	p.Helper()
	late := time.NewTimer(10 * time.Second)
	defer late.Stop()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		flat, missing := flat(p.screen.text()), ""
		for _, text := range texts {
			if !strings.Contains(flat, text) {
				missing = text
			}
		}
		if missing == "" {
			return
		}
		select {
		case <-look.C:
		case <-late.C:
			p.Fatalf("waited for %q:\n%s", missing, p.screen.text())
		}
	}
}

// flat is a text in one line, with a space after each word.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") + " " }

// compareScreens asks everyone's card some of the questions, on the screen of
// why, and looks for all of the answer on it.
func (w *town) compareScreens() {
	w.Helper()
	s := w.as("")
	p := sits(w.T, s)
	for n, who := range w.who {
		if n%3 > 0 || who == "rex@acme.test" { // who was removed is in no list
			continue
		}
		p.types("/"+who+"\r", " 1 of 1 ", "w why")
		p.types("w", "… what?")
		channel := ""
		for k := range 3 {
			if k > 0 {
				p.types("/", "… what?")
			}
			e := rights.Catalogue()[(n*11+k*17)%len(rights.Catalogue())]
			q := domain.Question{Subject: domain.Ref(who), Right: e.Name, Channel: channel}
			p.types(e.Name+"\r", w.answered(s, q)...)
			if k == 1 { // the next way in, which stays
				channel = map[string]string{"robot": "web", "probe": "web"}[who]
				q.Channel, channel = cmp.Or(channel, "mobile"), cmp.Or(channel, "mobile")
				p.types("c", w.answered(s, q)...)
			}
		}
		p.types("\x1b[27u", "› Members", " 1 of 1 ")
		p.types("\x1b[27u", fmt.Sprintf(" of %d ", len(w.who)-1))
	}
}

// answered is what the screen shows of an answer: yes or no, each gate with its
// sign and its sentence, and the way out.
func (w *town) answered(s *domain.Session, q domain.Question) []string {
	w.Helper()
	e, err := s.Check(w.Context(), q)
	if err != nil {
		w.Fatal(err)
	}
	texts := []string{flat(e.Right + "  by " + e.Channel + "   " + map[bool]string{true: "yes", false: "no"}[e.Allowed])}
	for _, g := range e.Gates {
		sign := map[bool]string{true: "✓", false: "✗"}[g.OK]
		if !g.Asked {
			sign = "–"
		}
		texts = append(texts, flat(g.Gate+" "+sign+" "+g.Message))
	}
	for i, f := range e.Fix {
		texts = append(texts, flat(fmt.Sprint(i+1, " ", f.Message)), flat(f.Command))
	}
	if !e.Allowed && len(e.Fix) == 0 {
		texts = append(texts, "Nothing can be changed so that this is allowed.")
	}
	return texts
}
