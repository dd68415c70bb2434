// Package mail writes and sends one e-mail by SMTP (RFC 5321). Its server may
// hang, lie and talk without end: each step has a time, and what is read a bound.
package mail

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain"
)

// Server is where mail goes to be sent.
type Server struct {
	host           string
	port           int
	tls            bool // from the first byte on (smtps); otherwise STARTTLS where it is offered
	user, password string
	from           string // an address; empty: made of the host by which we are reached

	Timeout time.Duration // of each step of a delivery; 0: 10 s
	roots   roots
}

// ParseURL reads smtp://[user:password@]host:port[?from=ADDRESS] or smtps://…. What
// is wrong is said without what was given: there may be a password in it.
func ParseURL(text string) (Server, error) {
	wrong := func(why string) (Server, error) {
		return Server{}, domain.Errorf(domain.Invalid, "bad_smtp", "the mail server's URL %s; it is smtp://[user:password@]host:port[?from=ADDRESS], or smtps://…", why)
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return wrong("can't be read (a password's special characters are written as %40 and so on)")
	}
	s := Server{host: u.Hostname(), tls: u.Scheme == "smtps"}
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return wrong("begins with neither smtp:// nor smtps://")
	case s.host == "":
		return wrong("names no host")
	case u.Path != "" && u.Path != "/" || u.Fragment != "":
		return wrong("has something after the port")
	}
	standard := map[bool]string{false: "587", true: "465"}[s.tls]
	if s.port, err = strconv.Atoi(cmp.Or(u.Port(), standard)); err != nil || s.port < 1 || s.port > 65535 {
		return wrong("has a port that is none")
	}
	if u.User != nil {
		s.user = u.User.Username()
		if s.password, _ = u.User.Password(); s.user == "" {
			return wrong("has a password and no user")
		}
	}
	query, err := url.ParseQuery(u.RawQuery)
	from := query["from"]
	switch {
	case err != nil, len(query) > len(from), len(from) > 1:
		return wrong("says something after ? that isn't from=ADDRESS")
	case len(from) == 1:
		if s.from, err = domain.ParseEmail(from[0]); err != nil {
			return wrong("has a sender that is no e-mail address")
		}
	}
	return s, nil
}

// String names the server without its password.
func (s Server) String() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }

// near tells whether the server is this machine, to which a password may go in the
// clear.
func (s Server) near() bool {
	a, err := netip.ParseAddr(s.host)
	return strings.EqualFold(s.host, "localhost") || err == nil && a.Unmap().IsLoopback()
}
