package sshd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// joinUser is the SSH user name under which tokens are accepted; no workspace
// has it.
const joinUser = "join"

// identity is who has proved to be at the other end.
type identity struct {
	slug      string // the workspace, or joinUser
	key       gossh.PublicKey
	principal domain.Principal // zero at joinUser
	authority gossh.PublicKey  // of a certificate; else nil
}

// identified is under what the permissions of a connection have its identity:
// they belong to the key that was proved, and not to one that was offered.
func identified() contextKey { return contextKey{"gatehouse.identity"} }

func identityOf(conn *gossh.ServerConn) (identity, bool) {
	id, is := conn.Permissions.ExtraData[identified()].(identity)
	return id, is
}

// errRefused is the answer to every key that doesn't sign in, whatever the
// reason.
var errRefused = errors.New("this key doesn't sign in here")

// protocol is the SSH side of one connection: modern algorithms only, public
// keys only.
func (s *Server) protocol(ctx ssh.Context) *gossh.ServerConfig {
	c := ctx.Value(theClient()).(*client)
	now := s.inForce()
	return &gossh.ServerConfig{
		Config: gossh.Config{
			KeyExchanges: []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519},
			Ciphers:      []string{gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM, gossh.CipherAES128GCM},
			MACs:         []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM},
		},
		PublicKeyAuthAlgorithms: []string{
			gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256, gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521,
			gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512,
		},
		MaxAuthTries: now.Limits.Tries + 3, // the three times that OpenSSH asks what to say
		PublicKeyCallback: func(meta gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
			c.refused.of(meta.User())
			id, options, err := s.recognise(ctx, meta.User(), key, now)
			if err != nil {
				c.refused.add(key, now.Limits.Tries)
				return nil, errRefused
			}
			return &gossh.Permissions{CriticalOptions: options, ExtraData: map[any]any{identified(): id}}, nil
		},
		VerifiedPublicKeyCallback: func(meta gossh.ConnMetadata, _ gossh.PublicKey, p *gossh.Permissions, _ string) (*gossh.Permissions, error) {
			c.proved(now.Limits.Handshake)
			if meta.User() != joinUser {
				c.signed()
			}
			return p, nil
		},
		KeyboardInteractiveCallback: func(meta gossh.ConnMetadata, tell gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
			if words := c.refused.words(meta.User()); words != "" {
				if _, err := tell("", words, nil, nil); err != nil {
					return nil, err
				}
			}
			return nil, errRefused
		},
	}
}

// recognise finds who a key is, before it is proved. Nothing is written.
func (s *Server) recognise(ctx ssh.Context, user string, key gossh.PublicKey, now *Settings) (identity, map[string]string, error) {
	id := identity{slug: user, key: key}
	if cert, is := key.(*gossh.Certificate); is {
		return s.certified(ctx, id, cert, now)
	}
	if user == joinUser {
		_, err := domain.ParseLogin(string(gossh.MarshalAuthorizedKey(key)))
		return id, nil, err
	}
	var err error
	id.principal, err = s.config.Database.Recognise(ctx, user, gossh.FingerprintSHA256(key))
	return id, nil, err
}

// certified finds who a certificate is for: one of its principals is the
// address of a member. It doesn't join anything.
func (s *Server) certified(ctx ssh.Context, id identity, cert *gossh.Certificate, now *Settings) (identity, map[string]string, error) {
	if cert.CertType != gossh.UserCert || len(cert.ValidPrincipals) == 0 || !now.knows(cert.SignatureKey) || id.slug == joinUser {
		return id, nil, errRefused
	}
	if cert.Signature.Format == gossh.KeyAlgoRSA { // SHA-1
		return id, nil, errRefused
	}
	if _, err := domain.ParseLogin(string(gossh.MarshalAuthorizedKey(cert.Key))); err != nil { // too short, say
		return id, nil, err
	}
	checker := gossh.CertChecker{SupportedCriticalOptions: []string{"source-address"}} // which x/crypto holds against the connection
	if err := checker.CheckCert(cert.ValidPrincipals[0], cert); err != nil {
		return id, nil, err
	}
	var err error
	if id.principal, err = s.config.Database.RecogniseAddress(ctx, id.slug, cert.ValidPrincipals); err != nil {
		return id, nil, err
	}
	id.authority = cert.SignatureKey
	id.key, id.principal.Key = cert.Key, domain.ID(gossh.FingerprintSHA256(cert.Key))
	if cert.ValidBefore != gossh.CertTimeInfinity {
		id.principal.Until = time.Unix(int64(min(cert.ValidBefore, 1<<40)), 0).UTC()
	}
	return id, cert.CriticalOptions, nil
}

// knows tells whether a key is one of the authorities.
func (in *Settings) knows(ca gossh.PublicKey) bool {
	return slices.ContainsFunc(in.UserCAs, func(k gossh.PublicKey) bool { return string(k.Marshal()) == string(ca.Marshal()) })
}

// trusts refuses a certificate whose authority was taken away since.
func (s *Server) trusts(id identity) error {
	if id.authority == nil || s.inForce().knows(id.authority) {
		return nil
	}
	return domain.Errorf(domain.Denied, "authority", "the authority of your certificate doesn't count here any more")
}

// offers are the keys that a client offered for a user name and that didn't
// sign in.
type offers struct {
	user         string
	fingerprints []string
	told         bool
}

// of begins anew for another user name.
func (o *offers) of(user string) {
	if o.user != user {
		*o = offers{user: user}
	}
}

func (o *offers) add(key gossh.PublicKey, most int) {
	if f := gossh.FingerprintSHA256(key); len(o.fingerprints) < most && !slices.Contains(o.fingerprints, f) {
		o.fingerprints = append(o.fingerprints, f)
	}
}

// words are one sentence and the fingerprints, once: the same whether the
// workspace exists or not.
func (o *offers) words(user string) string {
	o.of(user)
	if o.told {
		return ""
	}
	o.told = true
	if len(o.fingerprints) == 0 {
		return "Your SSH client offered no public key. Make one with ssh-keygen -t ed25519, or name it with -i."
	}
	return fmt.Sprintf("None of the keys that your SSH client offered signs in here. With a token from an invitation come as join@ and paste it; without one ask an admin. It offered:\n  %s", strings.Join(o.fingerprints, "\n  "))
}
