package invitepage

import (
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// tooLarge is the code of a form that is.
const tooLarge = "too_large"

// statusOf is the status of an error.
func statusOf(e *domain.Error) int {
	if e.Code == tooLarge {
		return http.StatusRequestEntityTooLarge
	}
	return object.Status(e.Kind)
}

// headline is what the page of a refusal is called.
func headline(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "This link isn’t whole"
	case http.StatusNotFound:
		return "No invitation here"
	case http.StatusGone:
		return "This invitation is over"
	case http.StatusForbidden, http.StatusConflict:
		return "This can’t be accepted"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return "Not now"
	case http.StatusMethodNotAllowed:
		return "Not like this"
	}
	return "Something went wrong"
}

// advice is what to do about a refusal, where its sentence leaves that open.
func advice(e *domain.Error, status int) string {
	if usedUp(e) {
		return "If it wasn’t you, tell whoever invited you: somebody else may have had the link."
	}
	switch status {
	case http.StatusBadRequest:
		return "Open the link in the mail once more. If your mail program has broken it in two, copy both parts into one line."
	case http.StatusNotFound:
		return "A link stops working when the invitation is sent again: the newest mail has the one that works."
	case http.StatusGone:
		return "Whoever invited you can send you a new one."
	case http.StatusServiceUnavailable, http.StatusInternalServerError:
		return "Nothing is lost: the link goes on working. Try again in a while."
	}
	return ""
}

// fieldOf is the field of the form that an error is about.
func fieldOf(err error) string {
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		return ""
	}
	switch e.Code {
	case "bad_name":
		return "name"
	case "bad_login", "weak_login", "private_key", "key_taken":
		return "key"
	}
	return ""
}

// sentence is what an error says, as a whole one. A private key that was pasted
// has left its machine.
func sentence(err error) string {
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		return ""
	}
	text := domain.Clean(e.Message)
	if first, _, _ := strings.Cut(text, " "); !strings.Contains(first, "@") { // an address stays as it is
		r, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	if e.Code == "private_key" {
		text += " Nothing kept it, but it has left your machine: make a new pair, and take this one out of use."
	}
	return text
}
