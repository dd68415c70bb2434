package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
	"gatehouse/tui"
)

// The same question has the same answer through the use case, the command line
// and the screen.
func TestWhoIsTheSameEverywhere(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.run("import", write(t, h.path("people.csv"), "email,name,role,employee_number,unit\nmia@acme.test,Mia Manager,manager,E-3,Design\n"+
		"bo@acme.test,Bo Berg,employee,E-2,Design\nann@acme.test,Ann Admin,admin,,\ndev@acme.test,Dev Eloper,developer,,\n")).exits(0)
	h.run("units", "manager", "Design", "mia@acme.test").exits(0)
	h.run("members", "role", "dev@acme.test", "admin", "--until", "3d").exits(0)
	for _, q := range []domain.WhoQuestion{
		{Right: "members.suspend"}, {Right: "timeoff.approve", On: "member/bo@acme.test"}, {Right: "employees.view", On: "member/bo@acme.test"},
		{Right: "workspace.view", Channel: "mobile"}, {Right: "timesheet.view", On: "any"},
	} {
		args := []string{"rights", "who", q.Right, "--json"}
		if q.On != "" {
			args = append(args, "--on", q.On)
		}
		if q.Channel != "" {
			args = append(args, "--channel", q.Channel)
		}
		ran := h.run(args...)
		ran.exits(0)
		var printed []struct{ Name, Through string }
		if err := json.Unmarshal([]byte(ran.out), &printed); err != nil {
			t.Fatal(err)
		}
		var byCommand []string
		for _, w := range printed {
			byCommand = append(byCommand, w.Name+": "+w.Through)
		}
		o, err := Open(t.Context(), Files{DB: db})
		if err != nil {
			t.Fatal(err)
		}
		s, err := session(t.Context(), o, cli.Flags{})
		if err != nil {
			t.Fatal(err)
		}
		page, err := s.Who(t.Context(), q, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		var byUseCase []string
		for _, r := range page.Rows {
			byUseCase = append(byUseCase, r.Item.Name+": "+r.Item.Through)
		}
		onScreen := whoOnScreen(t, s, q, page.Total)
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
		if len(byUseCase) == 0 || !slices.Equal(byCommand, byUseCase) || !slices.Equal(onScreen, byUseCase) {
			t.Errorf("%+v\nby use case   %q\nby command    %q\non the screen %q", q, byUseCase, byCommand, onScreen)
		}
	}
}

// whoOnScreen asks on the screen, and reads its rows.
func whoOnScreen(t *testing.T, s *domain.Session, q domain.WhoQuestion, total int) (rows []string) {
	t.Helper()
	screen := &screen{emulator: vt.NewEmulator(200, 40)}
	if _, err := screen.Write([]byte("\x1b[20h")); err != nil { // a line feed returns the carriage
		t.Fatal(err)
	}
	in, keys := io.Pipe()
	go func() { _, _ = io.Copy(keys, screen.emulator) }() // the terminal's own answers; ends with the pipe
	ended := make(chan error, 1)
	go func() {
		ended <- tui.Run(t.Context(), tui.Options{Session: s, Program: []tea.ProgramOption{
			tea.WithInput(in), tea.WithOutput(screen), tea.WithWindowSize(200, 40), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler(),
		}})
	}()
	press := func(keystrokes, then string) {
		t.Helper()
		if _, err := io.WriteString(keys, keystrokes); err != nil {
			t.Fatal(err)
		}
		screen.waitFor(t, then)
	}
	screen.waitFor(t, "? keys")
	press(":who can\r", "Who may … what?")
	press(q.Right+"\r", "who may  "+q.Right)
	if q.On != "" {
		_, name, named := strings.Cut(q.On, "/")
		if !named {
			name = q.On
		}
		press("t", "About what?")
		press(name+"\r", "on "+q.On)
	}
	if q.Channel != "" {
		press("cc", "by "+q.Channel)
	}
	screen.waitFor(t, fmt.Sprintf("1 of %d", total))
	text := screen.text()
	at := strings.Index(text, "THROUGH")
	if at < 0 {
		t.Fatalf("no rows:\n%s", text)
	}
	column := len([]rune(text[strings.LastIndex(text[:at], "\n")+1 : at]))
	for _, line := range strings.Split(text[at:], "\n")[1 : total+1] {
		cells := []rune(strings.TrimRight(line, " "))
		name, _, _ := strings.Cut(string(cells[3:]), "  ")
		rows = append(rows, name+": "+string(cells[column:]))
	}
	if _, err := io.WriteString(keys, "\x03"); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil && t.Context().Err() == nil {
		t.Fatal(err)
	}
	return rows
}

// screen is a terminal that can be looked at while a program draws.
type screen struct {
	mu       sync.Mutex
	emulator *vt.Emulator
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emulator.Write(p)
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ansi.Strip(s.emulator.Render())
}

func (s *screen) waitFor(t *testing.T, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !strings.Contains(s.text(), text) {
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("waited for %q:\n%s", text, s.text())
		}
	}
}
