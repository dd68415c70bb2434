package object

import "gatehouse/domain"

// Event is an event of the audit trail.
type Event struct {
	Seq    uint64 `json:"seq" doc:"its number in the workspace, from 1 without gaps"`
	At     string `json:"at" format:"date-time"`
	Actor  string `json:"actor" doc:"the address or the name of who did it, as it was then"`
	Via    string `json:"via" enum:"local,ssh,http,time" doc:"the way in; time: it ended by the clock"`
	From   string `json:"from,omitempty" doc:"the network address, where there is one"`
	Key    string `json:"key,omitempty" doc:"what the actor signed in by: an SSH key's fingerprint or an API key's id"`
	Action string `json:"action" example:"members.role"`
	Target string `json:"target" doc:"KIND/NAME as it was called then; empty where it is about nothing else" example:"member/eva@example.com"`
	Result string `json:"result" enum:"done,denied"`
	Detail string `json:"detail" doc:"a sentence"`
}

// OfEvent makes the object of an event.
func OfEvent(e domain.Event) Event {
	return Event{e.Seq, Stamp(e.At), e.By, e.Via, e.From, e.Key, e.Action, e.Target.String(), e.Result, e.Detail}
}
