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
	Server    mail.Server
	PublicURL string // of the page of invitations; empty: it isn't served
	SSH       string // what joins by SSH, such as ssh -p 2222 join@gate.example.com; empty: it isn't served
	Host      string // the name by which this server is known
}

// Mail sends one mail.
func (p *Postman) Mail(ctx context.Context, m domain.Outgoing, workspace domain.ID) (answer string, forGood bool, err error) {
	words := mail.Words{Workspace: m.Workspace.Name, Expires: spell(m.ExpiresAt), SSH: p.SSH, Token: m.Secret.Reveal(), Of: m.Words}
	if t, err := time.Parse(time.RFC3339, m.Words["until"]); err == nil {
		m.Words["until"] = spell(t)
	}
	if p.PublicURL != "" {
		words.Link = p.PublicURL + "/join/" + words.Token
	}
	host := p.host()
	return p.Server.Send(ctx, mail.Message{
		ID: string(m.ID) + "." + string(workspace) + "@" + host, To: m.To, About: m.About, Words: words, Host: host,
	})
}

// host is a name that can stand in an address.
func (p *Postman) host() string {
	if u, err := url.Parse(p.PublicURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	if host, _, err := net.SplitHostPort(p.Host); err == nil {
		return host
	}
	if p.Host != "" {
		return p.Host
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
