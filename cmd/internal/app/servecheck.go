package app

import (
	"context"
	"errors"
	"io/fs"
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
	s, err := p.right(read())
	if err != nil {
		return err
	}
	f, err := files(c.Flags(), "gatehouse serve --check").resolved()
	if err != nil {
		return err
	}
	found := checked{SSH: s.SSH, HostKeys: map[string]string{}, UserCAs: []string{}}
	if found.InUse, err = looksRight(ctx, f); err != nil {
		return err
	}
	lines := []string{"would serve SSH at " + s.SSH}
	if found.InUse {
		lines = append(lines, "the database is in use already, by a process that has to end first")
	} else if l, err := net.Listen("tcp", s.SSH); err != nil {
		return unheard(s.SSH, err)
	} else if err := l.Close(); err != nil {
		return err
	}
	at, err := net.ResolveTCPAddr("tcp", s.SSH)
	if err != nil {
		return unheard(s.SSH, err)
	}
	found.Host = s.host(at)
	if len(s.HostKeys) == 0 {
		s.HostKeys = []string{f.hostKey()}
	}
	for _, name := range s.HostKeys {
		key, err := readHostKey(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			found.HostKeys[name] = ""
			lines = append(lines, "would make the host key "+name)
		case err != nil:
			return err
		default:
			found.HostKeys[name] = ssh.FingerprintSHA256(key.PublicKey())
			lines = append(lines, "the host key is "+found.HostKeys[name]+" ("+name+")")
		}
	}
	for _, ca := range s.UserCAs {
		found.UserCAs = append(found.UserCAs, ssh.FingerprintSHA256(ca))
		lines = append(lines, "certificates of "+ssh.FingerprintSHA256(ca)+" would sign in")
	}
	return c.Print(found, append(lines, "the configuration is right")...)
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
