package domain

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func newPepper(t *testing.T) Pepper {
	t.Helper()
	p, err := NewPepper(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPepperFile(t *testing.T) {
	p := newPepper(t)
	q, err := ParsePepper(p.Reveal() + "\n")
	if err != nil || q.Reveal() != p.Reveal() || q.Fingerprint() != p.Fingerprint() {
		t.Errorf("read back: %v, %v", q.Reveal() == p.Reveal(), err)
	}
	for _, text := range []string{"", "00", strings.Repeat("0", 63), strings.Repeat("0", 66), strings.Repeat("g", 64), p.Reveal() + "\n" + p.Reveal()} {
		if _, err := ParsePepper(text); KindOf(err) != Damaged || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("ParsePepper(%q): %v", text, err)
		}
	}
	if _, err := NewPepper(iotest.ErrReader(errors.New("gone"))); err == nil {
		t.Error("a pepper came from a broken source")
	}
}

func TestMAC(t *testing.T) {
	// RFC 4231, test case 1, has a key of 20 bytes; HMAC pads keys with zeros.
	p, err := ParsePepper(strings.Repeat("0b", 20) + strings.Repeat("00", 12))
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(p.MAC("Hi There")); got != "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" {
		t.Errorf("MAC = %s", got)
	}
	key := newSecret(t, APIKey).Reveal()
	mac := p.MAC(key)
	if !p.Matches(mac, key) || !p.Matches(mac, " "+key+"\n") {
		t.Error("a key doesn't match its own MAC")
	}
	for i := range len(key) { // all of it counts
		other := key[:i] + string(key[i]^1) + key[i+1:]
		if p.Matches(mac, other) {
			t.Errorf("a key with another character %d matches", i)
		}
	}
	if p.Matches(nil, key) || p.Matches(mac[:31], key) || p.Matches(nil, "") || newPepper(t).Matches(mac, key) {
		t.Error("a MAC that isn't there, is short, or of another pepper matches")
	}
}

func TestFingerprint(t *testing.T) {
	p := newPepper(t)
	if f := p.Fingerprint(); len(f) != 32 || strings.Contains(p.Reveal(), f) || f == newPepper(t).Fingerprint() || f != p.Fingerprint() {
		t.Errorf("the fingerprint is %s", f)
	}
}

// What a database holds depends on how keys are derived: HKDF-SHA-256 without
// salt, worked out apart from this code.
func TestDerivedKeys(t *testing.T) {
	p, err := ParsePepper(strings.Repeat("0b", 20) + strings.Repeat("00", 12))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Fingerprint(); got != "0afc9ae83820fcbb55f65cffeb89e62b" {
		t.Errorf("the fingerprint is %s", got)
	}
	key, err := hex.DecodeString("a127eafa973286bf4ee244641c65f09ef955a340c976bd20a7659f7645234d67")
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := p.Seal(rand.Reader, []byte("token"), "mail/1")
	if err != nil || sealed[0] != 1 {
		t.Fatalf("sealed: %x, %v", sealed, err)
	}
	if plain, err := gcm.Open(nil, sealed[1:13], sealed[13:], []byte("mail/1")); err != nil || string(plain) != "token" {
		t.Errorf("opened with the key itself: %q, %v", plain, err)
	}
}

func TestSeal(t *testing.T) {
	p, plain := newPepper(t), []byte(newSecret(t, InvitationToken).Reveal())
	sealed, err := p.Seal(rand.Reader, plain, "mail/1")
	if err != nil || bytes.Contains(sealed, plain[:8]) {
		t.Fatalf("sealed: %q, %v", sealed, err)
	}
	if got, err := p.Open(sealed, "mail/1"); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("opened: %q, %v", got, err)
	}
	if again, err := p.Seal(rand.Reader, plain, "mail/1"); err != nil || bytes.Equal(again, sealed) {
		t.Errorf("sealed twice, it is the same: %v", err)
	}
	if _, err := p.Open(sealed, "mail/2"); err == nil {
		t.Error("it opens in another place")
	}
	if _, err := newPepper(t).Open(sealed, "mail/1"); err == nil {
		t.Error("it opens under another pepper")
	}
	for i := range sealed {
		bent := bytes.Clone(sealed)
		bent[i] ^= 1
		if _, err := p.Open(bent, "mail/1"); err == nil {
			t.Errorf("it opens with byte %d changed", i)
		}
		if _, err := p.Open(sealed[:i], "mail/1"); err == nil {
			t.Errorf("its first %d bytes open", i)
		}
	}
	if _, err := p.Seal(iotest.ErrReader(errors.New("gone")), plain, ""); err == nil {
		t.Error("it was sealed without randomness")
	}
}
