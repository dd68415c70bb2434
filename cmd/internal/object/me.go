package object

import "gatehouse/domain"

// Me is who asks, and what they may do.
type Me struct {
	Workspace WorkspaceName `json:"workspace"`
	Member    Member        `json:"member"`
	Key       *Key          `json:"key,omitempty" doc:"the API key by which they came"`
	Rights    []Granted     `json:"rights" doc:"what they may do now, under today's plan and options"`
}

// WorkspaceName is how a workspace is called.
type WorkspaceName struct {
	Slug string `json:"slug" doc:"its name in addresses" example:"acme"`
	Name string `json:"name"`
}

// OfMe makes the object of who asks.
func OfMe(m domain.Me) Me {
	me := Me{Workspace: WorkspaceName(m.Workspace), Member: OfMember(m.Member), Rights: List(m.Rights, OfGranted)}
	if m.Key != nil {
		me.Key = new(OfKey(*m.Key))
	}
	return me
}
