package app

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// maxAuthorities bounds a file of authorities, in bytes.
const maxAuthorities = 1 << 20

// inFile is what is wrong with a file that a setting names.
type inFile struct{ error }

// setUserCAs reads the authorities of a file: public keys as authorized_keys
// has them, with or without the option cert-authority. Any other option would
// narrow what an authority may do, and is refused, since it isn't kept to.
func setUserCAs(s *serving, name string) error {
	wrong := func(format string, args ...any) error {
		return inFile{fmt.Errorf("%s, %s", domain.CleanMax(name, 200), fmt.Sprintf(format, args...))}
	}
	text, err := readRegular(name, maxAuthorities)
	if err != nil {
		return wrong("which %s", unread(err))
	}
	found := false
	for n, line := range bytes.Split(text, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, err := authority(line)
		if err != nil {
			return wrong("line %d: %s", n+1, err)
		}
		s.UserCAs, found = append(s.UserCAs, key), true
	}
	if !found {
		return wrong("in which there is no public key")
	}
	return nil
}

func authority(line []byte) (ssh.PublicKey, error) {
	key, _, options, _, err := ssh.ParseAuthorizedKey(line)
	if err != nil {
		return nil, errors.New("this is no public key")
	}
	for _, o := range options {
		if !strings.EqualFold(o, "cert-authority") {
			return nil, fmt.Errorf("the option %s isn't supported; only cert-authority is", domain.CleanMax(o, 60))
		}
	}
	_, err = domain.ParseLogin(string(ssh.MarshalAuthorizedKey(key))) // too short, say
	return key, err
}
