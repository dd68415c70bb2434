package app

import (
	"context"
	"net"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
)

// checked is what serve --check prints where everything is right.
type checked struct {
	SSH      string            `json:"ssh"`
	Host     string            `json:"host"`
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
	found := checked{SSH: s.SSH, HostKeys: map[string]string{}, UserCAs: []string{}}
	lines := []string{"would serve SSH at " + s.SSH}
	if found.InUse, err = looksRight(ctx, f); err != nil {
		wrong = append(wrong, err)
	}
	if found.InUse {
		lines = append(lines, "the database is in use already, by a process that has to end first")
	}
	if s.SSH != "" {
		at, err := s.canListen(found.InUse)
		if err != nil {
			wrong = append(wrong, err)
		} else {
			found.Host = s.host(at)
		}
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

// canListen tries the address out, unless who listens there now may well be
// the server that the configuration is for.
func (s serving) canListen(inUse bool) (net.Addr, error) {
	at, err := net.ResolveTCPAddr("tcp", s.SSH)
	if err != nil {
		return nil, unheard(s.SSH, err)
	}
	if inUse {
		return at, nil
	}
	l, err := net.Listen("tcp", s.SSH)
	if err != nil {
		return nil, unheard(s.SSH, err)
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
