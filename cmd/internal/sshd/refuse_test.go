package sshd

import (
	"io"
	"net"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// unanswered is a channel whose refusal its client doesn't read.
type unanswered struct {
	gossh.NewChannel
	closed chan struct{}
}

func (u unanswered) Reject(gossh.RejectionReason, string) error { <-u.closed; return io.EOF }

// TestRefusalsThatNobodyReads: a client that opens channels and reads no answer
// is hung up on, before what waits for it is many.
func TestRefusalsThatNobodyReads(t *testing.T) {
	ours, theirs := net.Pipe()
	c := &client{Conn: ours, server: &Server{}}
	closed := make(chan struct{})
	for range maxRefused + 1 {
		go c.refuse(unanswered{closed: closed}) // ends when the connection is closed
	}
	if _, err := theirs.Read(make([]byte, 1)); err != io.EOF {
		t.Error(err)
	}
	close(closed)
}
