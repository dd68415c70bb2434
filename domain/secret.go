package domain

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"strings"
)

// SecretKind is what a secret is for; its value is the prefix by which people
// and secret scanners know it.
type SecretKind string

const (
	APIKey          SecretKind = "gh8_sk_"
	InvitationToken SecretKind = "gh8_inv_" // also the token to enrol a login with
)

const (
	secretID   = 12 // base62 characters, stored and shown
	secretPart = 32 // base62 characters, 190 bits
	secretSum  = 6  // base62 characters, the CRC-32 of all before

	base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// words says what a kind is called in sentences, and the code of its errors.
func (k SecretKind) words() (noun, code string) {
	if k == APIKey {
		return "API key", "bad_key"
	}
	return "token", "bad_token"
}

func (k SecretKind) length() int { return len(k) + secretID + 1 + secretPart + secretSum }

// Secret is a key or token in clear. However it is printed, logged or encoded,
// it stays hidden; only Reveal gives it away.
type Secret struct {
	id   ID
	text *string // a pointer, since fmt prints the strings of unexported fields
}

const redacted = "[secret]"

// ID is the identifier inside the secret, by which it is found; not secret itself.
func (s Secret) ID() ID { return s.id }

// Reveal gives the secret in clear, "" for the zero value.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

func (s Secret) String() string               { return redacted }
func (s Secret) GoString() string             { return redacted }
func (s Secret) Format(f fmt.State, _ rune)   { _, _ = io.WriteString(f, redacted) }
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
func (s Secret) LogValue() slog.Value         { return slog.StringValue(redacted) }

// NewSecret makes a secret: prefix, identifier, "_", secret part, checksum.
// It fails only where the random source does.
func NewSecret(kind SecretKind, random io.Reader) (Secret, error) {
	drawn, err := drawBase62(random, secretID+secretPart)
	if err != nil {
		noun, _ := kind.words()
		return Secret{}, fmt.Errorf("drawing a new %s: %w", noun, err)
	}
	text := string(kind) + drawn[:secretID] + "_" + drawn[secretID:]
	text += checksum(text)
	return Secret{id: ID(drawn[:secretID]), text: &text}, nil
}

// ParseSecret reads a secret that someone typed or pasted and returns its
// identifier. It tells what is wrong with one that can't be right, never
// repeating any of it; whether it is the right one only Pepper.Matches knows, of
// the text without white space around it.
func ParseSecret(kind SecretKind, text string) (id string, err error) {
	noun, code := kind.words()
	bad := func(format string, args ...any) (string, error) {
		return "", Errorf(Invalid, code, format, args...)
	}
	text = strings.TrimSpace(text)
	body, found := strings.CutPrefix(text, string(kind))
	switch {
	case text == "":
		return bad("the %s is missing", noun)
	case strings.HasPrefix(text, string(APIKey)) && kind != APIKey:
		return bad("this is an API key: a token begins with %s", kind)
	case strings.HasPrefix(text, string(InvitationToken)) && kind != InvitationToken:
		return bad("this is an invitation or login token: an API key begins with %s", kind)
	case !found && len(text) < len(kind) && strings.HasPrefix(string(kind), text):
		return bad("the %s is cut off: it has %d characters of %d", noun, len(text), kind.length())
	case !found:
		return bad("this is no %s of gatehouse: one begins with %s", noun, kind)
	case strings.ContainsAny(body, " \t\r\n"):
		return bad("the %s has a space or a line break inside: it was copied in pieces", noun)
	}
	if at := misplaced(body); at >= 0 {
		return bad("character %d of the %s can't be right: was something else copied along?", len(kind)+at+1, noun)
	}
	switch n := len(text); {
	case n < kind.length():
		return bad("the %s is cut off: it has %d characters of %d", noun, n, kind.length())
	case n > kind.length():
		return bad("the %s has %d characters, and should have %d: was something else copied along?", noun, n, kind.length())
	}
	if end := len(text) - secretSum; checksum(text[:end]) != text[end:] {
		return bad("there is a typing error in the %s: its checksum doesn't fit", noun)
	}
	return body[:secretID], nil
}

// FindSecret finds the one secret of a kind in a text that may hold more, such
// as a line of a settings file or a header. Two that differ are refused; where
// there is none, the error tells what is wrong with what comes closest.
func FindSecret(kind SecretKind, text string) (Secret, error) {
	text = strings.TrimSpace(text)
	var found Secret
	closest := text
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r != '_' && !strings.ContainsRune(base62, r) }) {
		if !strings.HasPrefix(word, string(kind)) {
			continue
		}
		id, err := ParseSecret(kind, word)
		switch {
		case err != nil && closest == text && !strings.HasPrefix(text, word):
			closest = word
		case err == nil && found.text != nil && *found.text != word:
			noun, code := kind.words()
			return Secret{}, Errorf(Invalid, code, "there are several %ss in this: give one at a time", noun)
		case err == nil:
			found = Secret{id: ID(id), text: &word}
		}
	}
	if found.text != nil {
		return found, nil
	}
	_, err := ParseSecret(kind, closest)
	return Secret{}, err
}

// misplaced finds the first byte of a secret's body that no secret has there, or -1.
func misplaced(body string) int {
	for i := range len(body) {
		if i == secretID && body[i] == '_' || i != secretID && strings.IndexByte(base62, body[i]) >= 0 {
			continue
		}
		if i >= secretID+1+secretPart+secretSum {
			return -1 // too long anyway, and said so
		}
		return i
	}
	return -1
}

// checksum is the CRC-32 (IEEE) in base62, padded with zeros on the left.
func checksum(s string) string {
	sum := crc32.ChecksumIEEE([]byte(s))
	var out [secretSum]byte
	for i := secretSum - 1; i >= 0; i-- {
		out[i] = base62[sum%62]
		sum /= 62
	}
	return string(out[:])
}

var errNotRandom = errors.New("the random source isn't random")

// drawBase62 draws n characters, each as likely as any other: bytes that would
// favour some are thrown away, 8 of 256.
func drawBase62(random io.Reader, n int) (string, error) {
	out := make([]byte, 0, n)
	buf := make([]byte, n)
	for range 16 { // never so often, unless the source is broken
		if _, err := io.ReadFull(random, buf); err != nil {
			return "", err
		}
		for _, b := range buf {
			if b < 4*62 && len(out) < n {
				out = append(out, base62[b%62])
			}
		}
		if len(out) == n {
			return string(out), nil
		}
	}
	return "", errNotRandom
}
