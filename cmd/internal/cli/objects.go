package cli

import (
	"strings"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// stamp is a time in JSON: RFC 3339 in UTC; a zero one is left out.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// objects makes the JSON of a list.
func objects[D, T any](all []D, object func(D) T) []T {
	out := make([]T, 0, len(all))
	for _, d := range all {
		out = append(out, object(d))
	}
	return out
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func orDash(s string) string { return orElse(s, "–") }

// member is a member in JSON.
type member struct {
	ID         string       `json:"id"`
	Kind       string       `json:"kind"`
	Name       string       `json:"name"`
	Email      string       `json:"email,omitempty"`
	Role       string       `json:"role"`
	RoleUntil  string       `json:"role_until,omitempty"`
	Status     string       `json:"status"`
	Reason     string       `json:"reason,omitempty"`
	Channel    string       `json:"channel"`
	Options    *options     `json:"options,omitempty"`
	Employee   string       `json:"employee,omitempty"`
	Unit       string       `json:"unit,omitempty"`
	Scoped     []scopedRole `json:"scoped_roles,omitempty"`
	ExpiresAt  string       `json:"expires_at,omitempty"`
	JoinedAt   string       `json:"joined_at"`
	LastSeenAt string       `json:"last_seen_at,omitempty"`
	Version    uint64       `json:"version"`

	Switches map[string]option `json:"switches,omitempty"` // of a member shown alone
}

type options struct {
	MembersList bool `json:"members_list"`
	Messages    bool `json:"messages"`
	API         bool `json:"api"`
}

// option is how one of the options stands.
type option struct {
	On    bool   `json:"on"`
	Works bool   `json:"works"`
	Why   string `json:"why,omitempty"`
}

type scopedRole struct {
	Role string `json:"role"`
	On   string `json:"on"`
}

func memberObject(l domain.Listed) member {
	m := member{
		ID: string(l.ID), Kind: "person", Name: l.Name, Email: l.Email, Role: l.RoleName, RoleUntil: stamp(l.Until), Status: l.Standing,
		Channel: l.Ways.String(), Unit: l.Unit, ExpiresAt: stamp(l.ExpiresAt), JoinedAt: stamp(l.JoinedAt),
		LastSeenAt: stamp(l.SeenAt), Version: l.Version,
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
		m.Options = &options{
			MembersList: l.Owner || l.Options&rights.MembersListOn != 0,
			Messages:    l.Owner || l.Options&rights.MessagesOn != 0,
			API:         l.Owner || l.Options&rights.APIOn != 0,
		}
	}
	for _, s := range l.Scoped {
		m.Scoped = append(m.Scoped, scopedRole{s.Role, strings.TrimSuffix(s.On.String(), "/")}) // without a name: one that the asker can't see
	}
	return m
}

// granted is a right with its scope in JSON.
type granted struct {
	Right string `json:"right"`
	Scope string `json:"scope"`
}

func grantedObjects(list []rights.Granted) []granted {
	out := []granted{}
	for _, g := range list {
		out = append(out, granted{g.Right.String(), g.Scope.String()})
	}
	return out
}

// consequences are what --dry-run prints.
type consequences struct {
	Changes []string       `json:"changes"`
	Counts  map[string]int `json:"counts"`
	Refused []refusal      `json:"refused,omitempty"`
}

type refusal struct {
	Target  string      `json:"target"`
	Kind    domain.Kind `json:"kind"`
	Message string      `json:"message"`
}

func consequencesObject(c domain.Consequences) consequences {
	out := consequences{Changes: c.Changes, Counts: c.Counts}
	for _, r := range c.Refused {
		out.Refused = append(out.Refused, refusal{r.Target, r.Kind, r.Message})
	}
	return out
}
