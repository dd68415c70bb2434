package tui

import (
	"time"

	"gatehouse/domain"
)

// longAnswer bounds the other side's words, in characters.
const longAnswer = 200

// posted is how far a message has come. The other side's words are cut before the
// time of the next try is.
func posted(m domain.Message, now time.Time) cell {
	said := ""
	if m.Answer != "" {
		said = ": " + domain.CleanMax(m.Answer, longAnswer)
	}
	switch m.Status {
	case domain.MessageSent:
		return cell{text: "sent " + since(m.SentAt, now)}
	case domain.MessageDelayed:
		return cell{text: "delayed" + said, tail: again(m, now), tone: warn}
	case domain.MessageFailed:
		return cell{text: "failed" + said, tone: warn}
	case domain.MessageDropped:
		return cell{text: "dropped" + said, tone: faint}
	}
	return cell{text: domain.Clean(m.Status)}
}

// again says when the next try is, if one is planned.
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
