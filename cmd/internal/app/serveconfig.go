package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// serving is what serve is told, read and checked.
type serving struct {
	SSH       string   // where to listen
	HostKeys  []string // files
	PublicURL string
	UserCAs   []ssh.PublicKey
	LogFormat string
	LogLevel  slog.Level
	Limits    sshd.Limits
}

// setting is one thing that serve can be told: by a flag, in the environment,
// in the configuration file, the first of these that says something.
type setting struct {
	name     string // in the file; what is before a dot is the part of the file
	flag     string // empty: only in the file
	sentence string // with the kind of its value in back quotes
	initial  string // the default, for people
	set      func(*serving, string) error
}

// variable is its name in the environment.
func (s setting) variable() string {
	return "GATEHOUSE_" + strings.ToUpper(strings.ReplaceAll(s.flag, "-", "_"))
}

// settings is everything that serve can be told.
func settings() []setting {
	all := []setting{
		{"ssh", "ssh", "listen for SSH at this `address`, such as :2222 or 192.0.2.1:22", "off", setSSH},
		{"host_key", "host-key", "the host key's `file`; several, of different types, for a change of key", "beside the database", func(s *serving, v string) error {
			s.HostKeys = append(s.HostKeys, v)
			return nil
		}},
		{"public_url", "public-url", "the `URL` by which people reach this server; the commands that screens show have its name", "the address that is listened at, or this machine's name", setPublicURL},
		{"user_ca", "user-ca", "a `file` with a public key on each line: authorities whose certificates sign in", "none", setUserCAs},
		{"log.format", "log-format", "how the log is written, `text` or json", "text", setLogFormat},
		{"log.level", "log-level", "the least `level` of what is logged: debug, info, warn or error", "info", func(s *serving, v string) error {
			if s.LogLevel.UnmarshalText([]byte(v)) != nil {
				return errors.New("is debug, info, warn or error")
			}
			return nil
		}},
	}
	initial := sshd.DefaultLimits()
	for _, l := range sshd.LimitTable() {
		all = append(all, setting{"limits." + l.Name, "", l.Sentence, l.Value(initial), func(s *serving, v string) error { return l.Set(&s.Limits, v) }})
	}
	return all
}

func setSSH(s *serving, v string) error {
	host, port, err := net.SplitHostPort(v)
	n, bad := strconv.Atoi(port)
	if err != nil || bad != nil || n < 0 || n > 65535 || strings.ContainsAny(host, " /@") {
		return errors.New("is an address with a port, such as :2222 or 192.0.2.1:22")
	}
	s.SSH = v
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
	s := serving{LogFormat: "text", Limits: sshd.DefaultLimits()}
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
	if err != nil {
		return misconfigured(t.where, "%s %s, not %s", t.name, err, domain.CleanMax(strconv.Quote(t.value), 80))
	}
	return nil
}

func misconfigured(where, format string, args ...any) error {
	return domain.Errorf(domain.Invalid, "bad_configuration", "%s: %s", domain.CleanMax(where, 200), fmt.Sprintf(format, args...))
}
