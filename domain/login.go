package domain

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
)

// loginTypes are the kinds of SSH public key that sign in.
var loginTypes = map[string]bool{
	"ssh-ed25519": true, "ecdsa-sha2-nistp256": true, "ecdsa-sha2-nistp384": true, "ecdsa-sha2-nistp521": true,
	"sk-ssh-ed25519@openssh.com": true, "sk-ecdsa-sha2-nistp256@openssh.com": true, "ssh-rsa": true,
}

// ParseLogin reads a public key in the authorized_keys form (RFC 4253, 6.6,
// in base64): type, key, comment. RSA keys need 2048 bits.
func ParseLogin(line string) (Login, error) {
	bad := Errorf(Invalid, "bad_login", "this is no SSH public key; it looks like: ssh-ed25519 AAAA… name@host")
	fields := strings.Fields(line)
	if len(fields) < 2 || len(line) > 16<<10 {
		return Login{}, bad
	}
	if strings.Contains(line, "PRIVATE KEY") {
		return Login{}, Errorf(Invalid, "private_key", "this is a private key; give the public one, whose file ends in .pub")
	}
	if strings.ContainsAny(strings.TrimSpace(line), "\r\n") {
		return Login{}, Errorf(Invalid, "bad_login", "give one key, on one line")
	}
	kind := fields[0]
	blob, err := base64.StdEncoding.DecodeString(fields[1])
	if err != nil {
		return Login{}, bad
	}
	inner, rest, ok := wireString(blob)
	if !ok || string(inner) != kind {
		return Login{}, bad
	}
	if !loginTypes[kind] {
		return Login{}, Errorf(Invalid, "bad_login", "keys of type %s don't sign in; use ssh-ed25519", CleanMax(kind, 40))
	}
	if kind == "ssh-rsa" {
		_, rest, _ = wireString(rest)
		if n, _, ok := wireString(rest); !ok || len(n) < 2048/8 {
			return Login{}, Errorf(Invalid, "weak_login", "this RSA key is shorter than 2048 bits; use ssh-ed25519")
		}
	} else if first, _, ok := wireString(rest); !ok || len(first) == 0 {
		return Login{}, bad
	}
	sum := sha256.Sum256(blob)
	return Login{
		ID:        ID("SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])),
		Type:      kind,
		Comment:   CleanMax(strings.Join(fields[2:], " "), 80),
		PublicKey: kind + " " + fields[1],
	}, nil
}

// wireString reads one length-prefixed string (RFC 4251, 5).
func wireString(b []byte) (s, rest []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	n := binary.BigEndian.Uint32(b)
	if uint64(n) > uint64(len(b)-4) {
		return nil, nil, false
	}
	return b[4 : 4+n], b[4+n:], true
}

// NameFromAddress guesses a name from an address: jo.mueller → Jo Mueller.
func NameFromAddress(email string) string {
	local, _, _ := strings.Cut(email, "@")
	local, _, _ = strings.Cut(local, "+")
	words := strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-", r) })
	for i, w := range words {
		r := []rune(w)
		words[i] = strings.ToUpper(string(r[0])) + string(r[1:])
	}
	return cmp.Or(strings.Join(words, " "), local, email)
}
