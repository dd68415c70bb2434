package object

import (
	"time"

	"gatehouse/domain"
)

// Session is someone who is here: a screen, or a command that runs.
type Session struct {
	ID          string `json:"id"`
	Member      string `json:"member" doc:"the member's address"`
	Via         string `json:"via" enum:"local,ssh"`
	From        string `json:"from" doc:"the network address; empty on the machine itself"`
	Fingerprint string `json:"fingerprint,omitempty" doc:"of the SSH key that signed in"`
	StartedAt   string `json:"started_at" format:"date-time"`
	IdleSeconds int64  `json:"idle_seconds" doc:"since somebody typed"`
}

// OfSession makes the object of a session.
func OfSession(l domain.LiveSession) Session {
	return Session{
		ID: string(l.ID), Member: l.Member.Handle(), Via: l.Via, From: l.From, Fingerprint: l.Key,
		StartedAt: Stamp(l.StartedAt), IdleSeconds: int64(l.Idle / time.Second),
	}
}
