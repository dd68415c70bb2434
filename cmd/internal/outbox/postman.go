package outbox

import (
	"context"
	"net"
	"net/url"
	"time"

	"gatehouse/cmd/internal/mail"
	"gatehouse/domain"
)

// Postman writes mails with the links and lines by which this server is reached.
type Postman struct {
	Server  mail.Server
	Reached func() Reached // as it is now
}

// Reached is how this server is reached.
type Reached struct {
	URL  string // below which the page of invitations is; empty: it isn't served
	SSH  string // what joins by SSH, such as ssh -p 2222 join@gate.example.com; empty: it isn't served
	Host string // by which SSH is reached, with its port; empty: it isn't served
}

// Mail sends one mail.
func (p *Postman) Mail(ctx context.Context, m domain.Outgoing, workspace domain.ID) (answer string, forGood bool, err error) {
	at := p.Reached()
	words := mail.Words{Workspace: m.Workspace.Name, Expires: spell(m.ExpiresAt), SSH: at.SSH, Token: m.Secret.Reveal(), Of: m.Words}
	if t, err := time.Parse(time.RFC3339, m.Words["until"]); err == nil {
		m.Words["until"] = spell(t)
	}
	if at.URL != "" && words.Token != "" {
		words.Link = at.URL + "/join/" + words.Token
	}
	host := at.name()
	return p.Server.Send(ctx, mail.Message{
		ID: string(m.ID) + "." + string(workspace) + "@" + host, To: m.To, About: m.About, Words: words, Host: host,
	})
}

// name is one that can stand in an address.
func (r Reached) name() string {
	if u, err := url.Parse(r.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return "localhost"
}

// spell is a time as a letter says it.
func spell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("Monday, 2 January 2006, 15:04 UTC")
}
