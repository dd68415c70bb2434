package domain

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
)

func newSecret(t testing.TB, kind SecretKind) Secret {
	t.Helper()
	s, err := NewSecret(kind, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNewSecret(t *testing.T) {
	for kind, form := range map[SecretKind]string{
		APIKey:          `^gh8_sk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$`,
		InvitationToken: `^gh8_inv_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$`,
	} {
		seen := map[string]bool{}
		for range 200 {
			s := newSecret(t, kind)
			if !regexp.MustCompile(form).MatchString(s.Reveal()) || seen[s.Reveal()] {
				t.Fatalf("a new %s: %q", kind, s.Reveal())
			}
			seen[s.Reveal()] = true
			if id, err := ParseSecret(kind, " \t"+s.Reveal()+"\r\n"); err != nil || ID(id) != s.ID() || !strings.HasPrefix(s.Reveal(), string(kind)+id+"_") {
				t.Fatalf("ParseSecret(%q) = %q, %v", s.Reveal(), id, err)
			}
		}
	}
}

// Written out once, so that neither the form nor the checksum can drift.
func TestSecretForm(t *testing.T) {
	s, err := NewSecret(APIKey, bytes.NewReader(make([]byte, 44)))
	if err != nil || s.Reveal() != "gh8_sk_000000000000_"+strings.Repeat("0", 32)+"2iEXqp" {
		t.Errorf("from zeros: %q, %v", s.Reveal(), err)
	}
	if got := checksum("123456789"); got != "3jZRME" { // 0xcbf43926, the check value of CRC-32
		t.Errorf("the checksum of 123456789 is %q", got)
	}
	if got := checksum(""); got != "000000" {
		t.Errorf("the checksum of nothing is %q", got)
	}
}

func TestParseSecretRefuses(t *testing.T) {
	key, token := newSecret(t, APIKey).Reveal(), newSecret(t, InvitationToken).Reveal()
	typo := []byte(key)
	if typo[30]++; !strings.Contains(base62, string(typo[30])) {
		typo[30] = '0'
	}
	swapped := strings.ToUpper(key[20:52])
	if swapped == key[20:52] {
		swapped = strings.ToLower(swapped)
	}
	for _, c := range []struct {
		kind      SecretKind
		text, why string
	}{
		{APIKey, "", "is missing"},
		{APIKey, " \n", "is missing"},
		{APIKey, token, "this is an invitation or login token"},
		{APIKey, token[:20], "this is an invitation or login token"},
		{InvitationToken, key, "this is an API key"},
		{APIKey, "gh8_", "cut off"},
		{APIKey, "gh8_sk_", "cut off: it has 7 characters of 58"},
		{APIKey, key[:57], "cut off: it has 57 characters of 58"},
		{InvitationToken, token[:40], "cut off: it has 40 characters of 59"},
		{APIKey, key[1:], "begins with gh8_sk_"},
		{APIKey, "sk_live_123", "begins with gh8_sk_"},
		{APIKey, "Bearer " + key, "begins with gh8_sk_"},
		{APIKey, key + "x", "has 59 characters, and should have 58"},
		{APIKey, key + key, "has 116 characters"},
		{APIKey, key[:30] + "\n" + key[30:], "a space or a line break"},
		{APIKey, key[:30] + "_" + key[31:], "character 31 of the API key can't be right"},
		{APIKey, key[:30] + "\u200b" + key[31:], "character 31"},
		{APIKey, key[:19] + "x" + key[20:], "character 20"},
		{APIKey, string(typo), "a typing error"},
		{APIKey, key[:20] + swapped + key[52:], "a typing error"},
	} {
		_, err := ParseSecret(c.kind, c.text)
		code := map[SecretKind]string{APIKey: "bad_key", InvitationToken: "bad_token"}[c.kind]
		refused(t, c.text, err, code, c.why)
		tellsNothing(t, c.text, err)
	}
}

// tellsNothing checks that an error holds no piece of what was typed.
func tellsNothing(t *testing.T, text string, err error) {
	t.Helper()
	body := strings.NewReplacer(string(APIKey), "", string(InvitationToken), "").Replace(text)
	for i := 0; i+6 <= len(body); i++ {
		if piece := body[i : i+6]; strings.Contains(err.Error(), piece) && strings.Trim(piece, base62) == "" {
			t.Errorf("the error %q tells %q", err, piece)
		}
	}
}

func TestSecretStaysHidden(t *testing.T) {
	type record struct {
		Key    Secret
		hidden Secret
		pepper Pepper
	}
	s := newSecret(t, APIKey)
	pepper, err := NewPepper(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r := record{Key: s, hidden: s, pepper: pepper}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb+verb, s, pepper); got != "[secret][secret]" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
		for _, v := range []any{s, &s, r, &r, []Secret{s}, map[string]Secret{"a": s}, pepper, &pepper, fmt.Errorf("with %v", s)} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("made", "key", s, "record", r, "pepper", pepper, "keys", []Secret{s})
	}
	if err := json.NewEncoder(&out).Encode(map[string]any{"key": s, "record": r, "pepper": pepper}); err != nil {
		t.Fatal(err)
	}
	hexed := fmt.Sprintf("%x", s.Reveal())
	for _, clear := range []string{s.Reveal()[20:], hexed[20:], strings.ToUpper(hexed[20:]), pepper.Reveal(), fmt.Sprint([]byte((*pepper.key)[:4]))[1:10], *pepper.key} {
		if strings.Contains(out.String(), clear) {
			t.Errorf("%q is to be seen in\n%s", clear, out.String())
		}
	}
}

func TestDrawBase62FavoursNoCharacter(t *testing.T) {
	var all []byte // every byte value, those to be thrown away first
	for b := range 256 {
		all = append(all, byte(b+248))
	}
	got, err := drawBase62(bytes.NewReader(append(all, all...)), 4*62)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range base62 {
		if n := strings.Count(got, string(r)); n != 4 {
			t.Errorf("%c came %d times", r, n)
		}
	}
}

type stuck byte

func (s stuck) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(s)
	}
	return len(b), nil
}

func TestNewSecretWithoutRandomness(t *testing.T) {
	gone := errors.New("gone")
	if _, err := NewSecret(APIKey, iotest.ErrReader(gone)); !errors.Is(err, gone) {
		t.Errorf("from a broken source: %v", err)
	}
	if _, err := NewSecret(APIKey, bytes.NewReader(make([]byte, 43))); err == nil {
		t.Error("a secret came from a source that ended early")
	}
	if _, err := NewSecret(APIKey, stuck(0xff)); !errors.Is(err, errNotRandom) {
		t.Errorf("from a stuck source: %v", err)
	}
}

func TestFindSecret(t *testing.T) {
	key, other, token := newSecret(t, APIKey).Reveal(), newSecret(t, APIKey).Reveal(), newSecret(t, InvitationToken).Reveal()
	for _, text := range []string{
		key, " " + key + "\r\n", `"` + key + `"`, "export KEY=" + key + "  # of payroll", "Authorization: Bearer " + key, `{"key": "` + key + `\n"}`,
		"KEY=" + key + "\nKEY=" + key, "# begins with gh8_sk_\nKEY=" + key + "\nTOKEN=" + token, "‘" + key + "’",
	} {
		if s, err := FindSecret(APIKey, text); err != nil || s.Reveal() != key || s.ID() != ID(key[7:19]) {
			t.Errorf("in %q: %q, %v", text, s.Reveal(), err)
		}
	}
	for text, why := range map[string]string{
		"":                              "is missing",
		"KEY=":                          "begins with gh8_sk_",
		"KEY=" + token:                  "begins with gh8_sk_",
		token:                           "this is an invitation or login token",
		"KEY=" + key + "\nOLD=" + other: "there are several API keys in this",
		"KEY=" + key[:40] + "  # cut":   "cut off: it has 40 characters of 58",
		`"` + key + `xyz"`:              "has 61 characters, and should have 58",
		key[:30] + "\n" + key[30:]:      "a space or a line break",
		key + other:                     "has 116 characters",
	} {
		_, err := FindSecret(APIKey, text)
		refused(t, text, err, "bad_key", why)
		tellsNothing(t, text, err)
	}
}

// FuzzFindSecret looks for a key in front of and behind anything.
func FuzzFindSecret(f *testing.F) {
	key, other := newSecret(f, APIKey).Reveal(), newSecret(f, APIKey).Reveal()
	for _, around := range [][2]string{{"", ""}, {"KEY='", "' # ours"}, {"gh8_sk_ ", "\xff"}, {other + "\n", ""}, {"gh8_", key[:20]}} {
		f.Add(around[0], around[1])
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		if s, err := FindSecret(APIKey, before); err == nil && (!strings.Contains(before, s.Reveal())) {
			t.Errorf("in %q: %q", before, s.Reveal())
		}
		s, err := FindSecret(APIKey, before+" "+key+" "+after)
		switch {
		case err != nil:
			refused(t, before, err, "bad_key", "there are several")
		case s.Reveal() != key:
			t.Errorf("between %q and %q: %q", before, after, s.Reveal())
		}
	})
}

func FuzzParseSecret(f *testing.F) {
	for _, kind := range []SecretKind{APIKey, InvitationToken} {
		s := newSecret(f, kind).Reveal()
		for _, text := range []string{s, s[:20], s + "\n", s + s, "\u00a0" + s, s[:25] + "\xff" + s[26:], string(kind), "gh8"} {
			f.Add(kind == APIKey, text)
		}
	}
	f.Fuzz(func(t *testing.T, key bool, text string) {
		kind, code := InvitationToken, "bad_token"
		if key {
			kind, code = APIKey, "bad_key"
		}
		id, err := ParseSecret(kind, text)
		if err != nil {
			refused(t, text, err, code, "")
			return
		}
		trimmed := strings.TrimSpace(text)
		if len(trimmed) != kind.length() || !strings.HasPrefix(trimmed, string(kind)+id+"_") || checksum(trimmed[:len(trimmed)-6]) != trimmed[len(trimmed)-6:] {
			t.Errorf("ParseSecret(%q) = %q", text, id)
		}
	})
}
