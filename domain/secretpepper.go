package domain

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Pepper is the key that is kept outside the database: without it nobody can
// test a guess against what is stored, or open what is sealed. However it is
// printed, logged or encoded, it stays hidden; only Reveal gives it away.
type Pepper struct {
	key *string // 32 bytes; a pointer for the same reason as in Secret
}

const pepperSize = 32

// NewPepper draws a pepper.
func NewPepper(random io.Reader) (Pepper, error) {
	key := make([]byte, pepperSize)
	if _, err := io.ReadFull(random, key); err != nil {
		return Pepper{}, fmt.Errorf("drawing a pepper: %w", err)
	}
	return pepper(key), nil
}

// ParsePepper reads what Reveal gave: 64 hexadecimal digits, white space around
// them allowed. Anything else is damaged.
func ParsePepper(text string) (Pepper, error) {
	b, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(b) != pepperSize {
		return Pepper{}, Errorf(Damaged, "bad_pepper", "the pepper is damaged: it should be 64 hexadecimal digits")
	}
	return pepper(b), nil
}

func pepper(key []byte) Pepper {
	text := string(key)
	return Pepper{key: &text}
}

// Reveal gives the pepper in clear, for the file that keeps it.
func (p Pepper) Reveal() string { return hex.EncodeToString([]byte(*p.key)) }

func (p Pepper) String() string               { return redacted }
func (p Pepper) GoString() string             { return redacted }
func (p Pepper) Format(f fmt.State, _ rune)   { _, _ = io.WriteString(f, redacted) }
func (p Pepper) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
func (p Pepper) MarshalText() ([]byte, error) { return []byte(redacted), nil }
func (p Pepper) LogValue() slog.Value         { return slog.StringValue(redacted) }

// MAC is what the database stores of a secret: HMAC-SHA-256 over all of it.
func (p Pepper) MAC(secret string) []byte {
	mac := hmac.New(sha256.New, []byte(*p.key))
	mac.Write([]byte(secret))
	return mac.Sum(nil)
}

// Matches tells, in a time that doesn't depend on how much of it fits, whether a
// stored MAC is of this secret. White space around the secret doesn't count.
func (p Pepper) Matches(mac []byte, secret string) bool {
	return hmac.Equal(p.MAC(strings.TrimSpace(secret)), mac)
}

// Fingerprint recognises the pepper and says nothing about it: 32 hexadecimal
// digits that the database keeps.
func (p Pepper) Fingerprint() string {
	return hex.EncodeToString(p.derive("gatehouse pepper fingerprint v1", 16))
}

const sealVersion = 1

var errSealed = errors.New("this wasn't sealed under this pepper, or not for this place")

// Seal encrypts and authenticates what must be sent or signed with later
// (AES-256-GCM; its random nonces are good for some four thousand million
// seals). The place, such as "mail/" and an id, must be given again to open it:
// what was sealed for one record opens in no other.
func (p Pepper) Seal(random io.Reader, plain []byte, place string) ([]byte, error) {
	aead := p.aead()
	out := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(plain)+aead.Overhead())
	out[0] = sealVersion
	if _, err := io.ReadFull(random, out[1:]); err != nil {
		return nil, fmt.Errorf("drawing a nonce: %w", err)
	}
	return aead.Seal(out, out[1:], plain, []byte(place)), nil
}

// Open gives back what was sealed for this place under this pepper.
func (p Pepper) Open(sealed []byte, place string) ([]byte, error) {
	aead := p.aead()
	if len(sealed) < 1+aead.NonceSize() || sealed[0] != sealVersion {
		return nil, errSealed
	}
	nonce, body := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, body, []byte(place))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

func (p Pepper) aead() cipher.AEAD {
	block, err := aes.NewCipher(p.derive("gatehouse seal v1", 32))
	if err != nil {
		panic(err) // only for a key of a wrong size
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // only for a block of a wrong size
	}
	return aead
}

// derive gives a key for one purpose (HKDF, RFC 5869), so that no two uses of
// the pepper can be played against each other.
func (p Pepper) derive(purpose string, size int) []byte {
	key, err := hkdf.Key(sha256.New, []byte(*p.key), nil, purpose, size)
	if err != nil {
		panic(err) // only for a size beyond 255 hashes
	}
	return key
}
