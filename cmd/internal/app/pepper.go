package app

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"

	"gatehouse/domain"
)

// The codes of what can be wrong with a pepper.
const (
	codeNoPepper    = "no_pepper"
	codeOtherPepper = "other_pepper"
	codeBadPepper   = "bad_pepper"
)

// readPepper reads the pepper of an existing database. A lost one is an error,
// never a new one: every secret would stop working.
func readPepper(path string) (domain.Pepper, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return domain.Pepper{}, domain.Errorf(domain.Damaged, codeNoPepper,
			"the pepper %s is missing; keys and tokens can't be checked without it. Put it back from where you keep it", path)
	}
	if err != nil {
		return domain.Pepper{}, domain.Errorf(domain.Damaged, codeNoPepper, "the pepper %s can't be read", path)
	}
	pepper, err := domain.ParsePepper(string(text))
	if err != nil {
		return pepper, domain.Errorf(domain.Damaged, codeBadPepper, "the pepper %s is damaged: it should hold 64 hexadecimal digits", path)
	}
	return pepper, nil
}

// newPepper makes a pepper. One that lies there already may belong to a
// database that is elsewhere, so it isn't touched.
func newPepper(path string) (domain.Pepper, error) {
	pepper, err := domain.NewPepper(rand.Reader)
	if err != nil {
		return pepper, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return pepper, domain.Errorf(domain.Conflict, "exists", "a pepper %s exists already; move it away if it belongs to no database", path)
	}
	if err != nil {
		return pepper, domain.Errorf(domain.Invalid, "no_directory", "%s can't be written", path)
	}
	_, err = file.WriteString(pepper.Reveal() + "\n")
	return pepper, errors.Join(err, file.Sync(), file.Close())
}
