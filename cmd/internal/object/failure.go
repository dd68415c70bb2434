package object

import (
	"errors"

	"gatehouse/domain"
)

// Failure is an error.
type Failure struct {
	Kind    domain.Kind `json:"kind" enum:"invalid,denied,notfound,conflict,expired,limit,unavailable,damaged,unexpected"`
	Code    string      `json:"code" doc:"a stable word for programs" example:"already_member"`
	Message string      `json:"message" doc:"a sentence that a person can act on"`
	Fix     []Step      `json:"fix" doc:"what would turn it, where something would"`
}

// Unexpected is the kind and the code of an error that isn't one of the domain's.
const Unexpected = "unexpected"

// maxMessage bounds a sentence that may hold what someone typed, in characters.
const maxMessage = 2000

// OfError makes the object of an error. Its sentence is clean and bounded, and
// secrets in it are masked.
func OfError(err error) Failure {
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		e = &domain.Error{Kind: Unexpected, Code: Unexpected, Message: err.Error()}
	}
	return Failure{Kind: e.Kind, Code: e.Code, Message: domain.CleanMax(domain.Masked(e.Message), maxMessage), Fix: List(e.Fix, OfStep)}
}
