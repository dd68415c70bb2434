package domain

import "time"

// MessageKind is by which way a message goes.
type MessageKind string

// The kinds of messages.
const (
	ByMail    MessageKind = "mail"
	ByWebhook MessageKind = "webhook"
)

// What a mail is about. Each has its text in the package that writes mails.
const (
	AboutInvitation  = "invitation"
	AboutLogin       = "login" // a token to enrol a login with
	AboutTransfer    = "transfer"
	AboutKeyExpiring = "key-expiring"
	AboutRole        = "role"
	AboutSuspended   = "suspended"
	AboutTest        = "test"
)

// Abouts are all of them.
func Abouts() []string {
	return []string{AboutInvitation, AboutLogin, AboutTransfer, AboutKeyExpiring, AboutRole, AboutSuspended, AboutTest}
}

// Status of a message: how far its delivery has come.
const (
	MessageQueued  = "queued"
	MessageSent    = "sent"
	MessageDelayed = "delayed" // a try has failed, another one follows
	MessageFailed  = "failed"  // given up
	MessageDropped = "dropped" // what it says isn't true any more; it never goes out
)

// Message waits to be sent, or was. It is queued in the commit of what it tells
// of, so that neither is there without the other.
type Message struct {
	ID      ID
	Version uint64
	Kind    MessageKind
	About   string // of a webhook's: the action of the event
	To      string // an e-mail address or a URL
	Hook    ID     // the webhook
	Of      ID     // the record that it is about: an invitation, a member, a key
	Event   uint64 // of a webhook's: the event that it tells of

	Sealed    []byte   // the token that it carries; erased once sent or dropped
	Words     []string // name=value, what its text says
	ExpiresAt time.Time

	QueuedAt  time.Time
	NextTryAt time.Time // zero: no try is planned
	SentAt    time.Time
	Tries     int
	Status    string
	Answer    string // the other side's words at the last try, or why it was dropped

	AskedAt    time.Time // when someone had it tried again; zero: nobody did
	AskedTries int       // the tries until then
}

// open tells whether the message may still go out.
func (m Message) open() bool { return m.Status == MessageQueued || m.Status == MessageDelayed }

// held tells whether a restore holds the message back: nobody tries it until
// someone says so.
func (m Message) held() bool { return m.open() && m.NextTryAt.IsZero() }

// again has the message tried as if it were new: how often and how long counts from
// here on.
func (m *Message) again(now time.Time) {
	m.Status, m.NextTryAt, m.AskedAt, m.AskedTries = MessageQueued, now, now, m.Tries
}

// RecordID is the key under which the record is kept.
func (m Message) RecordID() ID { return m.ID }
