package app

import (
	"context"
	"net"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
)

// checked is what serve --check prints where everything is right.
type checked struct {
	SSH      string            `json:"ssh,omitempty"`
	HTTP     string            `json:"http,omitempty"`
	Metrics  string            `json:"metrics,omitempty"`
	TLS      bool              `json:"tls"`  // HTTP is HTTPS
	Mail     bool              `json:"mail"` // is sent
	Host     string            `json:"host,omitempty"`
	HostKeys map[string]string `json:"host_keys"` // files, and fingerprints: empty for one that will be made
	UserCAs  []string          `json:"user_cas"`
	InUse    bool              `json:"in_use"` // a process has the database already
}

// checkServe tells everything that is wrong with a configuration, or what it
// would serve. It makes nothing and changes nothing.
func (p *program) checkServe(ctx context.Context, c *cli.Program, read func() (serving, []error)) error {
	s, wrong := read()
	f, err := files(c.Flags(), "gatehouse serve --check").resolved()
	if err != nil {
		return p.all(append(wrong, err))
	}
	found := checked{
		SSH: s.SSH, HTTP: s.HTTP, Metrics: s.Metrics, TLS: s.TLSCert != "", Mail: s.Mail != nil, HostKeys: map[string]string{}, UserCAs: []string{},
	}
	if found.InUse, err = looksRight(ctx, f); err != nil {
		wrong = append(wrong, err)
	}
	var lines []string
	for _, part := range []struct{ name, address string }{{"SSH", s.SSH}, {s.webName(), s.HTTP}, {"metrics", s.Metrics}} {
		if part.address == "" {
			continue
		}
		lines = append(lines, "would serve "+part.name+" at "+part.address)
		at, err := canListen(part.address, found.InUse)
		if err != nil {
			wrong = append(wrong, err)
		} else if part.name == "SSH" {
			found.Host = s.host(at)
		}
	}
	if found.Mail {
		lines = append(lines, "would send mail")
	}
	if found.InUse {
		lines = append(lines, "the database is in use already, by a process that has to end first")
	}
	if s.SSH == "" {
		if err := p.all(wrong); err != nil {
			return err
		}
		return c.Print(found, append(lines, "the configuration is right")...)
	}
	keys, bad := readHostKeys(s, f)
	if err := p.all(append(wrong, bad...)); err != nil {
		return err
	}
	for _, key := range keys {
		if key.Signer == nil {
			found.HostKeys[key.file] = ""
			lines = append(lines, "would make the host key "+key.file)
			continue
		}
		p.exposedHostKey(key)
		found.HostKeys[key.file] = ssh.FingerprintSHA256(key.PublicKey())
		lines = append(lines, "the host key is "+found.HostKeys[key.file]+" ("+key.file+")")
	}
	for _, ca := range s.UserCAs {
		found.UserCAs = append(found.UserCAs, ssh.FingerprintSHA256(ca))
		lines = append(lines, "certificates of "+ssh.FingerprintSHA256(ca)+" would sign in")
	}
	return c.Print(found, append(lines, "the configuration is right")...)
}

// webName is what is spoken over HTTP's address.
func (s serving) webName() string {
	if s.TLSCert != "" {
		return "HTTPS"
	}
	return "HTTP"
}

// canListen tries the address out, unless who listens there now may well be
// the server that the configuration is for.
func canListen(address string, inUse bool) (net.Addr, error) {
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, unheard(address, err)
	}
	if inUse {
		return at, nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, unheard(address, err)
	}
	return at, l.Close()
}

// looksRight opens the database and its pepper, unless another process has it.
func looksRight(ctx context.Context, f Files) (inUse bool, err error) {
	f.Wait = -1
	o, err := Open(ctx, f)
	if isInUse(err) {
		_, err := readPepper(f.Pepper)
		return true, err
	}
	if err != nil {
		return false, err
	}
	return false, o.Close()
}
