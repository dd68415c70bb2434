package domain

import (
	"errors"
	"fmt"

	"gatehouse/domain/rights"
)

// Kind sorts errors by what the one who gets them can do about it.
type Kind string

const (
	Invalid     Kind = "invalid"     // the input is wrong
	Denied      Kind = "denied"      // the rights don't allow it
	NotFound    Kind = "notfound"    // nothing answers to that name
	Conflict    Kind = "conflict"    // it exists already, or changed meanwhile
	Expired     Kind = "expired"     // it is over
	Limit       Kind = "limit"       // no seat left, too large, too many
	Unavailable Kind = "unavailable" // try later
	Damaged     Kind = "damaged"     // the database can't be read
)

// AboutTarget tells whether an error of the kind is about what was to be changed,
// so that others can go on: not one that would meet them all, nor one that
// isn't ours.
func (k Kind) AboutTarget() bool {
	switch k {
	case Invalid, Denied, NotFound, Conflict, Expired, Limit:
		return true
	}
	return false
}

// Error is what every use case returns when it doesn't do what was asked: a
// kind, a stable code for programs, and a sentence a person can act on.
type Error struct {
	Kind    Kind
	Code    string // stable, such as already_member or changed_meanwhile
	Message string
	Fix     []Step       // what would turn it, where something would
	Answer  *Explanation // for Denied: every gate, and the one that stopped it
	Changed []Event      // for Conflict: what changed meanwhile, and who did it
	Err     error        // the cause, for %w chains; never shown

	asked  *ask    // for Denied: what was asked
	target Mention // for Denied and Conflict: the record that it is about
	seen   uint64  // and the version that the caller saw
}

func (e *Error) Error() string { return e.Message }
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error of a kind with a code and a sentence.
func Errorf(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// KindOf tells the kind of an error, or "" for one that isn't ours.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// Step is one change that a fix asks for, as the command that makes it, with
// the addresses of people who may make it.
type Step struct {
	Command string   `json:"command"`
	Message string   `json:"message"`
	By      []string `json:"by"`
	You     bool     `json:"-"` // the one who asks may make it
}

// Explanation is a decision in words.
type Explanation struct {
	Allowed bool              `json:"allowed"`
	Right   string            `json:"right"`
	Subject string            `json:"subject"`
	On      string            `json:"on,omitempty"`
	Channel string            `json:"channel"`
	Gates   []rights.Sentence `json:"gates"`
	Fix     []Step            `json:"fix"`

	AlsoGets []string `json:"-"` // what the fix gives besides
}
