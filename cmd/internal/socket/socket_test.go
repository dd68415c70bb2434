//go:build linux || darwin

package socket

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// listens runs what is handed over, until the test ends.
func listens(t *testing.T, run func(context.Context, *Call) int) (*Holder, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db.sock")
	h, err := Listen(path, run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close(nil, nil) })
	return h, path
}

// soon is how long a test waits for what should come at once.
const soon = 30 * time.Second

// handOver hands a command line over.
func handOver(t *testing.T, path string, r Request) *Handed {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), soon)
	defer stop()
	h, err := HandOver(ctx, path, r)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// mixed is where both streams are printed, as on a terminal.
type mixed struct {
	mu   *sync.Mutex
	both *strings.Builder
	own  strings.Builder
}

func (m *mixed) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.both.Write(p)
	return m.own.Write(p)
}

// TestStreams: what is printed in turn arrives in turn, apart; files, standard
// input and answers come from where the command was typed; so does the exit
// code go there.
func TestStreams(t *testing.T) {
	_, path := listens(t, func(_ context.Context, c *Call) int {
		for range 500 {
			_, _ = io.WriteString(c.Out, "o")
			_, _ = io.WriteString(c.Err, "e")
		}
		in, err := io.ReadAll(c.In)
		if err != nil {
			t.Error(err)
		}
		name, err := c.Ask("name? ", false)
		if err != nil {
			t.Error(err)
		}
		hidden, err := c.Ask("key? ", true)
		if err != nil {
			t.Error(err)
		}
		file, err := c.Open("big")
		if err != nil {
			t.Error(err)
			return 1
		}
		defer file.Close()
		n, err := io.Copy(io.Discard, file)
		if err != nil || n != 3<<20 {
			t.Errorf("%d bytes, %v", n, err)
		}
		if _, err := c.Open("none"); err == nil || err.Error() != "there is no none" {
			t.Error(err)
		}
		_, _ = io.WriteString(c.Out, string(in)+name+hidden+strings.Join(c.Args, " "))
		return 7
	})
	var mu sync.Mutex
	var both strings.Builder
	out, errs := &mixed{mu: &mu, both: &both}, &mixed{mu: &mu, both: &both}
	code, err := handOver(t, path, Request{Args: []string{"a", strings.Repeat("b", 300_000)}}).Run(t.Context(), Streams{
		In: strings.NewReader("typed;"), Out: out, Err: errs,
		Open: func(name string) (io.ReadCloser, error) {
			if name == "none" {
				return nil, errors.New("there is no none")
			}
			return io.NopCloser(bytes.NewReader(make([]byte, 3<<20))), nil
		},
		Ask: func(prompt string, secret bool) (string, error) {
			return map[bool]string{false: "plain;", true: "hidden;"}[secret] + prompt, nil
		},
	})
	if code != 7 || err != nil {
		t.Errorf("exit %d, %v", code, err)
	}
	if !strings.HasPrefix(both.String(), strings.Repeat("oe", 500)) {
		t.Errorf("came out of order: %.40s", both.String())
	}
	want := strings.Repeat("o", 500) + "typed;plain;name? hidden;key? a " + strings.Repeat("b", 300_000)
	if out.own.String() != want || errs.own.String() != strings.Repeat("e", 500) {
		t.Errorf("printed %.600q and %q", out.own.String(), errs.own.String())
	}
}

// TestHalfAFile doesn't pass for a whole one.
func TestHalfAFile(t *testing.T) {
	read := make(chan error, 1)
	_, path := listens(t, func(_ context.Context, c *Call) int {
		_, err := io.ReadAll(c.In)
		read <- err
		return 0
	})
	in := io.MultiReader(strings.NewReader("half"), broken{})
	if _, err := handOver(t, path, Request{}).Run(t.Context(), Streams{In: in, Out: io.Discard, Err: io.Discard}); err != nil {
		t.Error(err)
	}
	if err := <-read; !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("read with %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is broken") }

// TestClientLeaves: what it had run is ended.
func TestClientLeaves(t *testing.T) {
	began, ended := make(chan struct{}), make(chan error, 1)
	_, path := listens(t, func(ctx context.Context, c *Call) int {
		close(began)
		<-ctx.Done()
		_, err := c.In.Read(make([]byte, 1))
		ended <- err
		return 0
	})
	h := handOver(t, path, Request{})
	<-began
	_ = h.conn.Close() // as the system does for a process that is killed
	select {
	case err := <-ended:
		if err == nil || err == io.EOF {
			t.Error("the input of someone who left seems whole")
		}
	case <-time.After(soon):
		t.Error("it goes on")
	}
}

// TestHolderEnds: screens end at once, commands may finish, and what doesn't is
// told why.
func TestHolderEnds(t *testing.T) {
	over, broken := errors.New("the screens are over"), errors.New("the command breaks off")
	began, finish := make(chan struct{}, 3), make(chan struct{})
	h, path := listens(t, func(ctx context.Context, c *Call) int {
		began <- struct{}{}
		why := broken
		switch {
		case c.Screens():
			why = over
			<-ctx.Done()
		case len(c.Args) > 0: // a command that takes its time, but not long
			<-finish
			if ctx.Err() != nil {
				t.Error("it wasn't let finish")
			}
			return 0
		default:
			<-ctx.Done()
		}
		if context.Cause(ctx) != why {
			t.Errorf("ended for %v", context.Cause(ctx))
		}
		return 3
	})
	var runs sync.WaitGroup
	for want, r := range map[int]Request{3: {Term: "xterm"}, 0: {Args: []string{"finish"}}, -3: {}} {
		handed := handOver(t, path, r)
		runs.Go(func() {
			code, err := handed.Run(t.Context(), Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
			if code != max(want, -want) || err != nil {
				t.Errorf("exit %d, %v", code, err)
			}
			if r.Screens() {
				close(finish)
			}
		})
		<-began
	}
	h.Close(over, broken)
	runs.Wait()
	if _, err := os.Lstat(path); err == nil {
		t.Error("the socket is still there")
	}
}

// TestHolderEndsWhileItReads what never comes: the connection is closed.
func TestHolderEndsWhileItReads(t *testing.T) {
	began := make(chan struct{})
	h, path := listens(t, func(_ context.Context, c *Call) int {
		close(began)
		_, err := io.ReadAll(c.In)
		if err == nil {
			t.Error("it came to an end")
		}
		return 0
	})
	never, in := io.Pipe()
	defer in.Close()
	handed, ended := handOver(t, path, Request{}), make(chan error)
	go func() {
		_, err := handed.Run(t.Context(), Streams{In: never, Out: io.Discard, Err: io.Discard})
		ended <- err
	}()
	<-began
	h.Close(nil, nil)
	if err := <-ended; err != ErrLeft {
		t.Error(err)
	}
}

// TestOnlyTheSameUser is let in, and only to the same user anything is handed
// over.
func TestOnlyTheSameUser(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db.sock")
	h, err := listen(path, os.Geteuid()+1, func(context.Context, *Call) int { t.Error("it ran"); return 0 })
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close(nil, nil)
	if _, err := HandOver(t.Context(), path, Request{}); err == nil {
		t.Error("somebody else was let in")
	}
	if conn, err := dial(t.Context(), path, os.Geteuid()+1); err == nil {
		_ = conn.Close()
		t.Error("a command line would go to somebody else")
	}
}

// TestDeafHolder: someone who gave up waiting has nothing run, even when the
// holder wakes up.
func TestDeafHolder(t *testing.T) {
	at, err := put(filepath.Join(t.TempDir(), "a.db.sock"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	if _, err := HandOver(ctx, at.path, Request{}); err == nil {
		t.Fatal("nobody answered, and yet")
	}
	var h Holder
	h.leaving, h.leave = context.WithCancelCause(t.Context())
	h.lasting, h.end = context.WithCancelCause(t.Context())
	woken, err := Listen(filepath.Join(t.TempDir(), "b.db.sock"), nil)
	if err != nil {
		t.Fatal(err)
	}
	h.config, h.uid, h.place = woken.config, woken.uid, at
	h.run = func(context.Context, *Call) int { t.Error("it ran"); return 0 }
	woken.Close(nil, nil)
	h.served.Go(h.accept)
	h.Close(nil, nil)
}

// TestNotAskedFor: a connection that never says begin has nothing run.
func TestNotAskedFor(t *testing.T) {
	_, path := listens(t, func(context.Context, *Call) int { t.Error("it ran"); return 0 })
	ctx, stop := context.WithCancel(t.Context())
	conn, err := dial(ctx, path, os.Geteuid())
	if err != nil {
		t.Fatal(err)
	}
	stop()
	var h Handed
	if err := h.begin(ctx, conn); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	_ = conn.Close()
}

// FuzzParts: whatever comes, it ends, and passes for whole only with its end.
func FuzzParts(f *testing.F) {
	f.Add([]byte("c\x00\x00\x00\x02hiz\x00\x00\x00\x00"))
	f.Add([]byte("c\x00\x00\x00\x09hi"))
	f.Add([]byte("c\xff\xff\xff\xffhi"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		got, err := io.ReadAll(&parts{from: bytes.NewReader(sent)})
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Error(err)
		}
		if len(got) > len(sent) || err == nil && len(sent) < 5 {
			t.Errorf("read %q of %q", got, sent)
		}
	})
}

// TestStoppedHolder: one that keeps the connection and says nothing counts as
// gone after a while.
func TestStoppedHolder(t *testing.T) {
	h, path := listens(t, nil)
	h.place.remove()
	at, err := put(path)
	if err != nil {
		t.Fatal(err)
	}
	defer at.remove()
	go func() { // ends when at is closed
		conn, err := at.Accept()
		if err != nil {
			return
		}
		_, _, _, _ = ssh.NewServerConn(conn, h.config) // and nothing more
	}()
	raw, err := dial(t.Context(), path, os.Geteuid())
	if err != nil {
		t.Fatal(err)
	}
	conn, channels, requests, err := ssh.NewClientConn(raw, "", &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	handed := &Handed{conn: ssh.NewClient(conn, channels, requests)}
	handed.stayAwake(nil, time.Millisecond, 50*time.Millisecond) // returns when it gave up
	if err := handed.conn.Wait(); err == nil {
		t.Error("the connection is still there")
	}
}

// TestNothingStays: neither goroutines nor connections, however many commands
// there were.
func TestNothingStays(t *testing.T) {
	before := runtime.NumGoroutine()
	h, path := listens(t, func(_ context.Context, c *Call) int {
		_, _ = io.Copy(c.Out, c.In)
		return 0
	})
	var all sync.WaitGroup
	for range 300 {
		all.Go(func() {
			var out strings.Builder
			handed, err := HandOver(t.Context(), path, Request{})
			if err != nil {
				t.Error(err)
				return
			}
			if code, err := handed.Run(t.Context(), Streams{In: strings.NewReader("hello"), Out: &out}); code != 0 || err != nil || out.String() != "hello" {
				t.Errorf("exit %d, %v, %q", code, err, out.String())
			}
		})
	}
	all.Wait()
	h.Close(nil, nil)
	for end := time.Now().Add(soon); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("there were %d goroutines before:\n%s", before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
