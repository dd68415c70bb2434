package tui

import (
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// What a server says is drawn clean and short, wherever it was kept.
func TestAnswersAreCleanedAndCut(t *testing.T) {
	now := time.Now()
	m := domain.Message{Status: domain.MessageDelayed, NextTryAt: now.Add(15 * time.Minute), Answer: "\x1b]0;pwned\x07\u202e" + strings.Repeat("no ", 1000)}
	text := posted(m, now).all()
	if strings.ContainsAny(text, "\x1b\x07\u202e") || width(text) > longAnswer+100 {
		t.Errorf("drawn as %q", text)
	}
	c := cell{text: "delayed: mailbox full", tail: ", again in 15 min"}
	for n, want := range map[int]string{
		38: "delayed: mailbox full, again in 15 min", 32: "delayed: mailb…, again in 15 min", 28: "delayed: mailbox full, agai…", 4: "del…",
	} {
		if got := c.fit(n); got != want {
			t.Errorf("in %d cells it is %q", n, got)
		}
	}
}
