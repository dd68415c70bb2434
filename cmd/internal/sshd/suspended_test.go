package sshd_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// worker is one of someone's sessions, at work until it is ended.
type worker struct {
	said strings.Builder
	code int // what its last command, or its screens, ended with
}

// commands gives someone one role after the other, until a command fails.
func (w *worker) commands(client *ssh.Client, whose string) {
	roles := [...]string{"employee", "manager"}
	for n := 0; ; n++ {
		s, err := client.NewSession()
		if err != nil {
			w.code = -1 // the connection is closed
			return
		}
		s.Stderr = &w.said
		err = s.Run("members role " + whose + " " + roles[n%2])
		_ = s.Close()
		if w.code = exit(err); w.code != 0 {
			return
		}
	}
}

// screens archives a group and takes it back, key by key.
func (w *worker) screens(client *ssh.Client) error {
	s, err := client.NewSession()
	if err != nil {
		return err
	}
	s.Stdout = &w.said
	keys, err := s.StdinPipe()
	if err != nil {
		return err
	}
	if err := s.RequestPty("xterm-256color", 30, 100, nil); err != nil {
		return err
	}
	if err := s.Shell(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Wait() }()
	words := []string{"\x10", "Groups", "\r"} // the palette
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for {
		if len(words) == 0 {
			words = []string{"A", "y", "\x1b[27u"}
		}
		select {
		case err := <-ended:
			w.code = exit(err)
			return nil
		case <-pace.C:
			_, _ = io.WriteString(keys, words[0]) // once it has ended nobody reads it
			words = words[1:]
		}
	}
}

// TestSuspendedAtWork suspends someone of whom a hundred sessions change what
// they can: nothing is changed after it, and all of them end and say why.
func TestSuspendedAtWork(t *testing.T) {
	const sessions, clients = 100, 10
	g := newGate(t)
	key := g.person("grace@acme.test", "admin")
	admin := g.local()
	if _, err := admin.AddGroup(t.Context(), domain.AddGroup{Name: "Games"}); err != nil {
		t.Fatal(err)
	}
	var working sync.WaitGroup
	var all [sessions]worker
	for c := range clients {
		client := g.connect("acme", key)
		for i := range sessions / clients {
			w, whose := &all[c*sessions/clients+i], fmt.Sprintf("m%d-%d@acme.test", c, i)
			if c%2 == 0 {
				g.person(whose, "manager")
				working.Go(func() { w.commands(client, whose) })
				continue
			}
			working.Go(func() {
				if err := w.screens(client); err != nil {
					t.Error(err)
				}
			})
		}
	}
	signals := admin.Watch(t.Context())
	for made := map[string]int{}; made["groups.archive"] < 10 || made["members.role"] < 50; <-signals {
		clear(made)
		for _, e := range g.since(admin, 0) {
			made[e.Action]++
		}
	}
	if _, err := admin.Suspend(t.Context(), domain.Suspend{Member: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	go func() { working.Wait(); close(over) }()
	select {
	case <-over:
	case <-time.After(10 * time.Second):
		t.Fatal("some of them go on")
	}
	var suspension uint64
	for _, e := range g.since(admin, 0) {
		if e.Action == "members.suspend" {
			suspension = e.Seq
		}
	}
	for _, e := range g.since(admin, suspension) {
		if e.Key != "" && e.Result == domain.ResultDone {
			t.Errorf("after the suspension: %+v", e)
		}
	}
	for i := range all {
		said, screens := all[i].said.String(), i/(sessions/clients)%2 == 1
		drawn := strings.Contains(said, "\x1b[?1049h") // a busy machine may begin some of them after the suspension
		if screens && (all[i].code != 4 || !strings.Contains(said, "suspended") || drawn != strings.Contains(said, "\x1b[?1049l")) {
			t.Errorf("screens %d: exit %d, %.500q", i, all[i].code, said[max(0, len(said)-500):])
		}
		if !screens && all[i].code != 4 && all[i].code != -1 {
			t.Errorf("commands %d: exit %d, %q", i, all[i].code, said)
		}
	}
	if there, err := admin.Sessions(t.Context()); err != nil || len(there) > 0 {
		t.Errorf("%v, %v", there, err)
	}
}

// since is what happened after an event, as far as it is among the newest 400,
// newest first.
func (g *gate) since(s *domain.Session, seq uint64) (all []domain.Event) {
	g.t.Helper()
	page, err := s.Events(g.t.Context(), domain.EventQuery{Limit: 400})
	if err != nil {
		g.t.Fatal(err)
	}
	for _, r := range page.Rows {
		if r.Item.Seq > seq {
			all = append(all, r.Item)
		}
	}
	return all
}
