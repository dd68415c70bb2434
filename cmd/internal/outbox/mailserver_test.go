package outbox_test

import (
	"bufio"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// The steps of a delivery, as a server sees them: a command, or one of these.
const (
	greeting = "GREETING"
	dot      = "DOT" // the end of a mail
)

// What a server does at a step instead of what a good one does; anything else is
// what it says.
const (
	hangs = "hangs"
	drops = "drops"
)

// got is a mail that a server has in full, whatever it answered.
type got struct{ id, to, text string }

// mailServer speaks SMTP over raw TCP as behave has it: what it does at a step of a
// mail to somebody; "" is what a good server does.
type mailServer struct {
	addr    string
	behave  func(step, to string) string
	reached chan string // steps that were hung at
	mails   chan got    // those that it took
	over    chan struct{}
}

func serveMail(t *testing.T, behave func(step, to string) string) *mailServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &mailServer{addr: l.Addr().String(), behave: behave, reached: make(chan string, 100), mails: make(chan got, 1000), over: make(chan struct{})}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.speak(c) })
		}
	})
	t.Cleanup(func() {
		close(s.over)
		_ = l.Close() // ends the goroutine above
		all.Wait()
	})
	return s
}

// next is the next mail that the server gets in full.
func (s *mailServer) next(t *testing.T) got {
	t.Helper()
	select {
	case m := <-s.mails:
		return m
	case <-time.After(limit):
		t.Fatal("no mail comes")
		return got{}
	}
}

// none tells that no more mail has come.
func (s *mailServer) none(t *testing.T) {
	t.Helper()
	select {
	case m := <-s.mails:
		t.Errorf("there is one more mail: %s to %s", m.id, m.to)
	default:
	}
}

func (s *mailServer) speak(c net.Conn) {
	defer c.Close()
	in := textproto.NewReader(bufio.NewReader(c))
	var m got
	// at answers a step, and tells whether it goes on.
	at := func(step, answer string) bool {
		switch does := s.behave(step, m.to); does {
		case "":
		case drops:
			return false
		case hangs:
			s.reached <- step
			<-s.over
			return false
		default:
			answer = does
		}
		_, err := fmt.Fprintf(c, "%s\r\n", answer)
		return err == nil
	}
	for on := at(greeting, "220 mail.test"); on; {
		line, err := in.ReadLine()
		if err != nil {
			return
		}
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch verb {
		case "RCPT":
			m.to = strings.Trim(line[len("RCPT TO:"):], "<>")
			on = at(verb, "250 ok")
		case "DATA":
			if on = at(verb, "354 go on"); !on || s.behave(verb, m.to) != "" {
				continue
			}
			lines, err := in.ReadDotLines()
			if err != nil {
				return
			}
			m.text = strings.ReplaceAll(strings.Join(lines, "\n"), "=\n", "")
			for _, l := range lines {
				if id, is := strings.CutPrefix(l, "Message-ID: "); is {
					m.id = id
				}
			}
			s.mails <- m
			on = at(dot, "250 taken")
		case "QUIT":
			at(verb, "221 bye")
			return
		default:
			on = at(verb, "250 ok")
		}
	}
}
