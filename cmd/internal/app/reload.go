package app

import (
	"cmp"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// settings are what the SSH server takes of the configuration.
func (s *server) settings() sshd.Settings {
	page := ""
	if s.as.HTTP != "" {
		page = s.as.web()
	}
	return sshd.Settings{Limits: s.as.Limits, UserCAs: s.as.UserCAs, Host: s.as.host(s.at.Addr()), Page: page}
}

// outside is what the pages say of how this server is reached.
type outside struct {
	host  string // of SSH, with its port; empty: it isn't served
	page  string // the URL below which the page of invitations is; empty: it isn't served
	https bool
}

// tell puts what the pages say up to date.
func (s *server) tell() {
	o := &outside{https: s.tls != nil || strings.HasPrefix(s.as.PublicURL, "https:")}
	if s.ssh != nil {
		o.host = s.settings().Host
	}
	if s.api != nil {
		o.page = s.as.web()
	}
	s.outside.Store(o)
}

// host is what people type after the @: the public URL's name, or the address
// that is listened at, or where that is every one this machine's name; with the
// port at which SSH is served.
func (s serving) host(at net.Addr) string {
	name, port, _ := net.SplitHostPort(at.String()) // a listener's own address
	if ip, err := netip.ParseAddr(name); err != nil || ip.IsUnspecified() {
		name = "localhost"
		if own, err := os.Hostname(); err == nil {
			name = own
		}
	}
	if u, err := url.Parse(s.PublicURL); err == nil {
		name = cmp.Or(u.Hostname(), name)
		if u.Scheme == "ssh" {
			port = cmp.Or(u.Port(), "22")
		}
	}
	return net.JoinHostPort(name, port)
}

// handler writes the log.
func (s serving) handler(to io.Writer, level slog.Leveler) slog.Handler {
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.NewJSONHandler(to, options)
	}
	return slog.NewTextHandler(to, options)
}

// reload reads the configuration anew and puts in force what can be, for
// whoever comes from now on. What is wrong with it changes nothing.
func (s *server) reload() {
	to, wrong := s.read()
	for _, err := range wrong {
		s.log.Error("the configuration stays as it was", "mistake", domain.CleanMax(err.Error(), 500))
	}
	if len(wrong) > 0 {
		return
	}
	for _, name := range s.as.keeps(&to) {
		s.log.Warn("this takes a restart", "setting", name)
	}
	if s.tls != nil {
		if err := s.tls.read(to); err != nil {
			s.log.Error("the certificate stays as it was", "mistake", domain.CleanMax(err.Error(), 500))
		}
	}
	s.as = to
	s.level.Set(to.LogLevel)
	if s.ssh != nil {
		s.ssh.Change(s.settings())
	}
	if s.api != nil {
		s.api.Change(to.api())
	}
	s.tell()
	s.log.Info("the configuration was read anew")
}

// keeps brings what can't change while a server runs from one configuration into
// the next, and names what would have.
func (s serving) keeps(to *serving) (names []string) {
	for _, fixed := range []struct {
		name    string
		differs bool
		keep    func()
	}{
		{"ssh", to.SSH != s.SSH, func() { to.SSH = s.SSH }},
		{"http", to.HTTP != s.HTTP, func() { to.HTTP = s.HTTP }},
		{"metrics", to.Metrics != s.Metrics, func() { to.Metrics = s.Metrics }},
		{"host_key", !slices.Equal(to.HostKeys, s.HostKeys), func() { to.HostKeys = s.HostKeys }},
		{"tls", (to.TLSCert == "") != (s.TLSCert == ""), func() { to.TLSCert, to.TLSKey = s.TLSCert, s.TLSKey }},
		{"smtp", !reflect.DeepEqual(to.Mail, s.Mail), func() { to.Mail = s.Mail }},
		{"webhook_allow", !slices.Equal(to.WebhookAllow, s.WebhookAllow), func() { to.WebhookAllow = s.WebhookAllow }},
		{"log.format", to.LogFormat != s.LogFormat, func() { to.LogFormat = s.LogFormat }},
		{"limits.handshake", to.Limits.Handshake != s.Limits.Handshake, func() { to.Limits.Handshake = s.Limits.Handshake }},
	} {
		if fixed.differs {
			names = append(names, fixed.name)
			fixed.keep()
		}
	}
	return names
}

// configured is configure for one who means to serve something.
func configured(flags map[string][]string, env func(string) string, file string) (serving, []error) {
	s, wrong := configure(flags, env, file)
	if len(wrong) > 0 {
		return s, wrong
	}
	if s.SSH == "" && s.HTTP == "" {
		wrong = append(wrong, domain.Errorf(domain.Invalid, "nothing_to_serve", "there is nothing to serve: say where to listen, such as --ssh :2222 or --http :8080"))
	}
	if s.TLSCert != "" || s.TLSKey != "" {
		if _, err := s.keyPair(); err != nil {
			wrong = append(wrong, err)
		}
	}
	return s, wrong
}
