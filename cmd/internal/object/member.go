package object

import (
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Member is a person or a service user of the workspace.
type Member struct {
	ID         string       `json:"id"`
	Kind       string       `json:"kind" enum:"person,service"`
	Name       string       `json:"name"`
	Email      string       `json:"email,omitempty" doc:"of a person; a service user has none"`
	Role       string       `json:"role" doc:"the role that counts now" example:"employee"`
	RoleUntil  string       `json:"role_until,omitempty" format:"date-time" doc:"when a temporary role ends and the one before comes back"`
	Status     string       `json:"status" enum:"active,suspended,removed"`
	Reason     string       `json:"reason,omitempty" doc:"why a suspended account is suspended, for those who may know"`
	Channel    string       `json:"channel" enum:"web+mobile,mobile,web,api" doc:"by which way the account comes in"`
	Options    *Options     `json:"options,omitempty" doc:"of a person: the options as they are set"`
	Employee   string       `json:"employee,omitempty" doc:"the number of the linked employee record, for those who may see it"`
	Unit       string       `json:"unit,omitempty" doc:"the organisation unit of the employee record"`
	Scoped     []ScopedRole `json:"scoped_roles,omitempty" doc:"what the member manages besides the role"`
	ExpiresAt  string       `json:"expires_at,omitempty" format:"date-time" doc:"when a temporary account ends"`
	JoinedAt   string       `json:"joined_at" format:"date-time"`
	LastSeenAt string       `json:"last_seen_at,omitempty" format:"date-time"`
	Version    uint64       `json:"version" doc:"rises with each change; what If-Match takes"`

	Switches map[string]Switch `json:"switches,omitempty" doc:"of a person shown alone: how each option stands, by its name"`
}

// Options are the options of a person as they are set; the owner's are all on.
type Options struct {
	MembersList bool `json:"members_list" doc:"sees the list of members"`
	Messages    bool `json:"messages" doc:"may write to other members"`
	API         bool `json:"api" doc:"may use the API"`
}

// Switch is how one of the options stands.
type Switch struct {
	On    bool   `json:"on" doc:"as it is set"`
	Works bool   `json:"works" doc:"it is on, and role and plan have a use for it"`
	Why   string `json:"why,omitempty" doc:"why it is off, or of no use"`
}

// ScopedRole is a role that counts for a part of the workspace.
type ScopedRole struct {
	Role string `json:"role" example:"project-manager"`
	On   string `json:"on" doc:"KIND/NAME; without a name where the asker can't see it" example:"project/Atlas"`
}

// OfMember makes the object of a member in a list.
func OfMember(l domain.Listed) Member {
	m := Member{
		ID: string(l.ID), Kind: "person", Name: l.Name, Email: l.Email, Role: l.RoleName, RoleUntil: Stamp(l.Until), Status: l.Standing,
		Channel: l.Ways.String(), Unit: l.Unit, ExpiresAt: Stamp(l.ExpiresAt), JoinedAt: Stamp(l.JoinedAt),
		LastSeenAt: Stamp(l.SeenAt), Version: l.Version,
	}
	if l.Employee != nil {
		m.Employee = l.Employee.Number
	}
	if l.ShowReason {
		m.Reason = l.Reason
	}
	if l.Kind == rights.ServiceUser {
		m.Kind, m.Channel = "service", rights.API.String()
	} else {
		m.Options = &Options{
			MembersList: l.Owner || l.Options&rights.MembersListOn != 0,
			Messages:    l.Owner || l.Options&rights.MessagesOn != 0,
			API:         l.Owner || l.Options&rights.APIOn != 0,
		}
	}
	for _, s := range l.Scoped {
		m.Scoped = append(m.Scoped, ScopedRole{s.Role, strings.TrimSuffix(s.On.String(), "/")}) // without a name: one that the asker can't see
	}
	return m
}

// OfCard makes the object of a member shown alone, with how the options stand.
func OfCard(c domain.Card) Member {
	m := OfMember(c.Listed)
	for _, s := range c.Switches {
		if m.Switches == nil {
			m.Switches = map[string]Switch{}
		}
		m.Switches[strings.ReplaceAll(s.Option.String(), "-", "_")] = Switch{s.On, s.Works, s.Why}
	}
	return m
}
