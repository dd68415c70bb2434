package tui

import (
	"cmp"
	"time"

	"gatehouse/domain"
)

// longAnswer bounds the other side's words, in characters.
const longAnswer = 200

// answerOf is the other side's words at the last try, or why there was none.
func answerOf(m domain.Message) string { return domain.CleanMax(m.Answer, longAnswer) }

// state is how far a message has come, with the time of the next try as its tail.
func state(m domain.Message, now time.Time) cell {
	switch m.Status {
	case domain.MessageSent:
		return cell{text: "sent " + since(m.SentAt, now)}
	case domain.MessageDelayed:
		return cell{text: m.Status, tail: again(m, now), tone: warn}
	case domain.MessageFailed:
		return cell{text: m.Status, tone: bad}
	case domain.MessageDropped:
		return cell{text: m.Status, tone: faint}
	}
	return cell{text: domain.Clean(m.Status)}
}

// posted is the state with the other side's words where the message hasn't arrived.
func posted(m domain.Message, now time.Time) cell {
	c := state(m, now)
	if said := answerOf(m); said != "" && m.Status != domain.MessageSent && m.Status != domain.MessageQueued {
		c.text += ": " + said
	}
	return c
}

// again says when the next try is; none is planned of what is held back.
func again(m domain.Message, now time.Time) string {
	switch {
	case m.NextTryAt.IsZero():
		return ""
	case !m.NextTryAt.After(now):
		return ", again now"
	}
	return ", again in " + domain.Left(m.NextTryAt, now)
}

// since is how long ago something was, as a sentence says it.
func since(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < 10*24*time.Hour:
		return domain.Ago(t, now) + " ago"
	}
	return "on " + domain.Ago(t, now)
}

// tried counts the tries of a message that took more than one.
func tried(m domain.Message) string {
	if m.Tries < 2 {
		return ""
	}
	return "tried " + number(m.Tries) + " times"
}

// mailAbout is what a mail is about, in words.
func mailAbout(m domain.Message) string {
	return cmp.Or(map[string]string{
		domain.AboutInvitation:  "invitation",
		domain.AboutLogin:       "token for a login",
		domain.AboutTransfer:    "offered ownership",
		domain.AboutKeyExpiring: "key that expires",
		domain.AboutRole:        "new role",
		domain.AboutSuspended:   "suspension",
		domain.AboutTest:        "test",
	}[m.About], domain.Clean(m.About))
}
