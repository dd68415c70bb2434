package mail

import (
	"bufio"
	"cmp"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// script is how a bad server behaves. A step is a command, GREETING, TLS or DOT,
// the end of a mail.
type script struct {
	at      string                         // where it listens; "": at 127.0.0.1
	hangs   string                         // the step at which it says nothing more
	drops   string                         // the step at which it closes the connection
	reads   bool                           // it hangs by never ending its reply
	floods  string                         // the step at which it talks without end
	drips   bool                           // it says everything a byte at a time
	drools  string                         // the step at which it says a byte now and then, without end
	ext     []string                       // what EHLO offers
	replies map[string]func(string) string // by step; otherwise what a good one says
}

// bad is a server that follows a script, over raw TCP.
type bad struct {
	t      *testing.T
	script script
	port   int

	mu    sync.Mutex
	mails []string // that it has taken, each with what it answered
	tries int      // ends of mails that it has seen
	over  chan struct{}
	all   sync.WaitGroup
}

// play serves until the test is over, and waits for its connections.
func play(t *testing.T, s script) *bad {
	t.Helper()
	l, err := net.Listen("tcp", cmp.Or(s.at, "127.0.0.1:0"))
	if err != nil {
		t.Fatal(err)
	}
	b := &bad{t: t, script: s, port: l.Addr().(*net.TCPAddr).Port, over: make(chan struct{})}
	b.all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			b.all.Go(func() { b.speak(c) })
		}
	})
	t.Cleanup(func() {
		close(b.over)
		_ = l.Close() // ends the goroutine above
		b.all.Wait()
	})
	return b
}

func (b *bad) server() Server {
	return Server{host: "127.0.0.1", port: b.port, from: "gate@acme.test", Timeout: patience}
}

// taken is how many mails it has taken, and how often it was given one.
func (b *bad) taken() (mails, tries int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.mails), b.tries
}

// standard is what a good server says.
var standard = map[string]string{
	"GREETING": "220 mail.test", "HELO": "250 mail.test", "MAIL": "250 2.1.0 ok", "RCPT": "250 2.1.5 ok", "DATA": "354 go on", "DOT": "250 2.0.0 taken", "RSET": "250 2.0.0 ok", "QUIT": "221 2.0.0 bye", "STARTTLS": "220 go on",
}

// speak is one connection; it ends when the client closes it.
func (b *bad) speak(c net.Conn) {
	stop := make(chan struct{})
	defer close(stop)
	go func() { // until speak is over, or the test is
		select {
		case <-b.over:
		case <-stop:
		}
		_ = c.Close()
	}()
	in := bufio.NewReader(c)
	if !b.reply(c, in, "GREETING", "") {
		return
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		step := strings.ToUpper(strings.Fields(line + " ?")[0])
		if !b.reply(c, in, step, line) {
			return
		}
		if step == "STARTTLS" { // it offers what it can't do: its handshake says nothing
			for err == nil {
				_, err = in.ReadByte()
			}
			return
		}
		if step != "DATA" || !strings.HasPrefix(b.answer("DATA", line), "354") {
			continue
		}
		var mail strings.Builder
		for line = ""; line != ".\r\n"; mail.WriteString(line) {
			if line, err = in.ReadString('\n'); err != nil {
				return
			}
		}
		b.mu.Lock()
		b.tries++
		b.mu.Unlock()
		if strings.HasPrefix(b.answer("DOT", ""), "250") {
			b.mu.Lock()
			b.mails = append(b.mails, mail.String())
			b.mu.Unlock()
		}
		if !b.reply(c, in, "DOT", "") {
			return
		}
	}
}

func (b *bad) answer(step, line string) string {
	if f := b.script.replies[step]; f != nil {
		return f(line)
	}
	if step == "EHLO" {
		lines := append([]string{"mail.test"}, b.script.ext...)
		for i := range lines {
			lines[i] = "250" + map[bool]string{true: " ", false: "-"}[i == len(lines)-1] + lines[i]
		}
		return strings.Join(lines, "\r\n")
	}
	if text := standard[step]; text != "" {
		return text
	}
	return "502 5.5.1 what?"
}

// reply says what is due at a step, and tells whether the connection goes on.
func (b *bad) reply(c net.Conn, in *bufio.Reader, step, line string) bool {
	say := func(text string) bool { _, err := c.Write([]byte(text)); return err == nil }
	switch step {
	case b.script.drops:
		return false
	case b.script.floods:
		for say("250-" + strings.Repeat("x", 4000) + "\r\n") {
		}
		return false
	case b.script.drools:
		for beat := time.NewTicker(time.Millisecond); say("2"); <-beat.C {
		}
		return false
	case b.script.hangs:
		if b.script.reads { // it says so much that one could think the rest will come
			say("250-mail.test\r\n250")
		}
		for {
			if _, err := in.ReadByte(); err != nil {
				return false
			}
		}
	}
	text := b.answer(step, line) + "\r\n"
	if !b.script.drips {
		return say(text)
	}
	for i := range len(text) {
		if !say(text[i : i+1]) {
			return false
		}
	}
	return true
}
