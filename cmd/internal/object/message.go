package object

import "gatehouse/domain"

// Message is a mail that waits to be sent, or was.
type Message struct {
	ID        string `json:"id"`
	To        string `json:"to" doc:"an e-mail address; of a webhook's delivery the URL"`
	About     string `json:"about" doc:"what it tells of; of a webhook's delivery the event's action" example:"invitation"`
	Status    string `json:"status" enum:"queued,sent,delayed,failed,dropped" doc:"delayed: a try has failed and another one follows; failed: given up; dropped: what it says isn't true any more"`
	QueuedAt  string `json:"queued_at" format:"date-time"`
	Tries     int    `json:"tries" doc:"how often it was tried"`
	SentAt    string `json:"sent_at,omitempty" format:"date-time"`
	NextTryAt string `json:"next_try_at,omitempty" format:"date-time" doc:"left out where no try is planned"`
	Answer    string `json:"answer,omitempty" doc:"the other side's words at the last try, or why it was dropped"`
}

// OfMessage makes the object of a message.
func OfMessage(m domain.Message) Message {
	return Message{
		ID: string(m.ID), To: m.To, About: m.About, Status: m.Status, QueuedAt: Stamp(m.QueuedAt), Tries: m.Tries,
		SentAt: Stamp(m.SentAt), NextTryAt: Stamp(m.NextTryAt), Answer: m.Answer,
	}
}

// Retried tells how much is tried again.
type Retried struct {
	Retried int `json:"retried" doc:"how many messages are tried again now"`
}
