package app

import (
	"cmp"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// settings are what the SSH server takes of the configuration.
func (s *server) settings() sshd.Settings {
	return sshd.Settings{Limits: s.as.Limits, UserCAs: s.as.UserCAs, Host: s.as.host(s.at.Addr())}
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
	for _, fixed := range []struct {
		name string
		same bool
	}{
		{"ssh", to.SSH == s.as.SSH}, {"host_key", slices.Equal(to.HostKeys, s.as.HostKeys)}, {"log.format", to.LogFormat == s.as.LogFormat},
		{"limits.handshake", to.Limits.Handshake == s.as.Limits.Handshake},
	} {
		if !fixed.same {
			s.log.Warn("this takes a restart", "setting", fixed.name)
		}
	}
	to.SSH, to.HostKeys, to.LogFormat = s.as.SSH, s.as.HostKeys, s.as.LogFormat
	to.Limits.Handshake = s.as.Limits.Handshake
	s.as = to
	s.level.Set(to.LogLevel)
	s.ssh.Change(s.settings())
	s.log.Info("the configuration was read anew")
}

// configured is configure for one who means to serve something.
func configured(flags map[string][]string, env func(string) string, file string) (serving, []error) {
	s, wrong := configure(flags, env, file)
	if len(wrong) == 0 && s.SSH == "" {
		wrong = append(wrong, domain.Errorf(domain.Invalid, "nothing_to_serve", "there is nothing to serve: say where to listen, such as --ssh :2222"))
	}
	return s, wrong
}
