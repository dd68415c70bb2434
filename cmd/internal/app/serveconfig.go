package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/cmd/internal/mail"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// serving is what serve is told, read and checked.
type serving struct {
	SSH, HTTP, Metrics string   // where to listen; empty: not at all
	HostKeys           []string // files
	TLSCert, TLSKey    string   // files
	PublicURL          string
	TrustedProxies     []netip.Prefix
	Mail               *mail.Server   // nil: none is sent
	WebhookAllow       []netip.Prefix // private addresses that webhooks may reach
	UserCAs            []ssh.PublicKey
	LogFormat          string
	LogLevel           slog.Level
	Limits             sshd.Limits

	HTTPLimits httpapi.Limits
}

// setting is one thing that serve can be told: by a flag, in the environment,
// in the configuration file, the first of these that says something.
type setting struct {
	name     string // in the file; what is before a dot is the part of the file
	flag     string // empty: only in the file
	sentence string // with the kind of its value in back quotes
	initial  string // the default, for people
	set      func(*serving, string) error
	several  bool // it may be said more than once
}

// variable is its name in the environment.
func (s setting) variable() string {
	return "GATEHOUSE_" + strings.ToUpper(strings.ReplaceAll(s.flag, "-", "_"))
}

// settings is everything that serve can be told.
func settings() []setting {
	all := []setting{
		{"ssh", "ssh", "listen for SSH at this `address`, such as :2222 or 192.0.2.1:22", "off", address(func(s *serving) *string { return &s.SSH }), false},
		{"http", "http", "listen for HTTP at this `address`: the API, and the page of invitations", "off", address(func(s *serving) *string { return &s.HTTP }), false},
		{"metrics", "metrics", "listen for Prometheus at this `address`, which shouldn't be public", "off", address(func(s *serving) *string { return &s.Metrics }), false},
		{"public_url", "public-url", "the `URL` by which people reach this server; the commands that screens show have its name, and mails link to it where it is https or http", "the address that is listened at, or this machine's name", setPublicURL, false},
		{"host_key", "host-key", "the SSH host key's `file`; several, of different types, for a change of key", "beside the database", func(s *serving, v string) error {
			s.HostKeys = append(s.HostKeys, v)
			return nil
		}, true},
		{"user_ca", "user-ca", "a `file` with a public key on each line: authorities whose certificates sign in over SSH", "none", setUserCAs, false},
		{"tls.cert", "tls-cert", "a `file` with the certificate for HTTPS (PEM, with the chain after it), read again on SIGHUP", "none: HTTP, for a proxy before it", file(func(s *serving) *string { return &s.TLSCert }), false},
		{"tls.key", "tls-key", "the `file` with its private key", "none", file(func(s *serving) *string { return &s.TLSKey }), false},
		{"trusted_proxy", "trusted-proxy", "a `network` such as 10.0.0.0/8 whose X-Forwarded-For is believed; several", "none", network(func(s *serving) *[]netip.Prefix { return &s.TrustedProxies }), true},
		{"smtp", "smtp", "the mail server's `URL`: smtp://[user:password@]host:port[?from=ADDRESS] (STARTTLS when offered) or smtps://…; best given in the environment or the file, which others can't read", "no mail is sent", setSMTP, false},
		{"webhook_allow", "", "a `network` of private addresses that webhooks may reach, in the clear too; several", "none", network(func(s *serving) *[]netip.Prefix { return &s.WebhookAllow }), true},
		{"log.format", "log-format", "how the log is written, `text` or json", "text", setLogFormat, false},
		{"log.level", "log-level", "the least `level` of what is logged: debug, info, warn or error", "info", func(s *serving, v string) error {
			if s.LogLevel.UnmarshalText([]byte(v)) != nil {
				return errors.New("is debug, info, warn or error")
			}
			return nil
		}, false},
	}
	initial := sshd.DefaultLimits()
	for _, l := range sshd.LimitTable() {
		all = append(all, setting{"limits." + l.Name, "", l.Sentence, l.Value(initial), func(s *serving, v string) error { return l.Set(&s.Limits, v) }, false})
	}
	web := httpapi.DefaultLimits()
	for _, l := range httpapi.LimitTable() {
		all = append(all, setting{"http_limits." + l.Name, "", l.Sentence, l.Value(web), func(s *serving, v string) error { return l.Set(&s.HTTPLimits, v) }, false})
	}
	return all
}

// address is set by where to listen.
func address(of func(*serving) *string) func(*serving, string) error {
	return func(s *serving, v string) error {
		host, port, err := net.SplitHostPort(v)
		n, bad := strconv.Atoi(port)
		if err != nil || bad != nil || n < 0 || n > 65535 || strings.ContainsAny(host, " /@") {
			return errors.New("is an address with a port, such as :2222 or 192.0.2.1:22")
		}
		*of(s) = v
		return nil
	}
}

// file is set by the name of one.
func file(of func(*serving) *string) func(*serving, string) error {
	return func(s *serving, v string) error { *of(s) = v; return nil }
}

// network adds a range of addresses, or a single one.
func network(of func(*serving) *[]netip.Prefix) func(*serving, string) error {
	return func(s *serving, v string) error {
		p, err := netip.ParsePrefix(v)
		if err != nil {
			a, err := netip.ParseAddr(v)
			if err != nil {
				return errors.New("is a network such as 10.0.0.0/8, or an address")
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		*of(s) = append(*of(s), p.Masked())
		return nil
	}
}

// setSMTP never repeats what it was given: there may be a password in it.
// unsaid is what is wrong with a value that isn't repeated: it may hold a password.
type unsaid struct{ error }

func setSMTP(s *serving, v string) error {
	server, err := mail.ParseURL(v)
	if err != nil {
		return unsaid{errors.New(strings.TrimPrefix(err.Error(), "the mail server's URL "))}
	}
	s.Mail = &server
	return nil
}

func setPublicURL(s *serving, v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "ssh" {
		return errors.New("is a URL, such as https://gate.example.com")
	}
	s.PublicURL = v
	return nil
}

func setLogFormat(s *serving, v string) error {
	if v != "text" && v != "json" {
		return errors.New("is text or json")
	}
	s.LogFormat = v
	return nil
}

// told is a value with where it was said.
type told struct {
	name, value string
	where       string // a flag, a variable, or file:line
}

// configure puts together what serve is told, and tells everything that is
// wrong with it.
func configure(flags map[string][]string, env func(string) string, file string) (serving, []error) {
	s := serving{LogFormat: "text", Limits: sshd.DefaultLimits(), HTTPLimits: httpapi.DefaultLimits()}
	said := map[string]bool{}
	var wrong []error
	take := func(from []told) {
		fresh := map[string]bool{}
		for _, t := range from {
			if said[t.name] && !fresh[t.name] {
				continue // said where it counts more
			}
			said[t.name], fresh[t.name] = true, true
			if err := s.apply(t); err != nil {
				wrong = append(wrong, err)
			}
		}
	}
	var byFlag, byEnv []told
	for _, one := range settings() {
		for _, v := range flags[one.flag] {
			byFlag = append(byFlag, told{one.name, v, "--" + one.flag})
		}
		if v := env(one.variable()); one.flag != "" && v != "" {
			byEnv = append(byEnv, told{one.name, v, one.variable()})
		}
	}
	take(byFlag)
	take(byEnv)
	if file != "" {
		inFile, bad := readConfiguration(file)
		wrong = append(wrong, bad...)
		take(inFile)
	}
	return s, wrong
}

func (s *serving) apply(t told) error {
	all := settings()
	i := slices.IndexFunc(all, func(one setting) bool { return one.name == t.name })
	if i < 0 {
		names := make([]string, len(all))
		for i := range all {
			names[i] = all[i].name
		}
		hint := ""
		if near := rights.Nearest(t.name, names); len(near) > 0 {
			hint = "; did you mean " + domain.OrList(near) + "?"
		}
		return misconfigured(t.where, "%s is no setting%s", domain.CleanMax(t.name, 60), hint)
	}
	err := all[i].set(s, t.value)
	if named, is := errors.AsType[inFile](err); is {
		return misconfigured(t.where, "%s names %s", t.name, named)
	}
	if kept, is := errors.AsType[unsaid](err); is {
		return misconfigured(t.where, "%s %s", t.name, kept)
	}
	if err != nil {
		return misconfigured(t.where, "%s %s, not %s", t.name, err, domain.CleanMax(strconv.Quote(t.value), 80))
	}
	return nil
}

func misconfigured(where, format string, args ...any) error {
	return domain.Errorf(domain.Invalid, "bad_configuration", "%s: %s", domain.CleanMax(where, 200), fmt.Sprintf(format, args...))
}
