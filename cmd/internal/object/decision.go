package object

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Decision is whether someone may do something, gate by gate, and what would
// turn a no.
type Decision struct {
	Allowed bool   `json:"allowed"`
	Right   string `json:"right" example:"data.export"`
	Subject string `json:"subject" doc:"who was asked about: an address or a name"`
	On      string `json:"on,omitempty" doc:"what was asked about: KIND/NAME or any" example:"member/eva@example.com"`
	Channel string `json:"channel" enum:"web,mobile,console,api"`
	Gates   []Gate `json:"gates" doc:"all eight, in the order in which they are asked"`
	Fix     []Step `json:"fix" doc:"of a no: the smallest change that would turn it"`
}

// Gate is what one gate of a decision says.
type Gate struct {
	Gate    string `json:"gate"`
	OK      bool   `json:"ok"`
	Message string `json:"message" doc:"a sentence"`
}

// Step is one change that a fix asks for.
type Step struct {
	Command string   `json:"command" doc:"the command that makes it"`
	Message string   `json:"message" doc:"what it does, a sentence"`
	By      []string `json:"by" doc:"the addresses of people who may make it"`
}

// OfDecision makes the object of an explained decision.
func OfDecision(e domain.Explanation) Decision {
	return Decision{
		Allowed: e.Allowed, Right: e.Right, Subject: e.Subject, On: e.On, Channel: e.Channel,
		Gates: List(e.Gates, OfGate), Fix: List(e.Fix, OfStep),
	}
}

// OfGate makes the object of a gate's sentence.
func OfGate(s rights.Sentence) Gate { return Gate{s.Gate, s.OK, s.Message} }

// OfStep makes the object of a step of a fix.
func OfStep(s domain.Step) Step { return Step{s.Command, s.Message, s.By} }
