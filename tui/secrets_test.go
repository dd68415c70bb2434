package tui

import (
	"context"
	"crypto/rand"
	"testing"

	"gatehouse/domain"
)

// fresh is a secret as one that was just made.
func fresh(t *testing.T, k domain.SecretKind) domain.Secret {
	t.Helper()
	s, err := domain.NewSecret(k, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestClosingDropsSecrets(t *testing.T) {
	a := New(t.Context(), config(crowd(3), nil))
	key := newFreshKey(a, nil, domain.FreshKey{Secret: fresh(t, domain.APIKey)})
	a.over(key)
	if !same(" "+key.secret+"\r\n", key.secret) || same(key.secret[1:], key.secret) || same("", key.secret) {
		t.Error("a paste is told apart wrongly")
	}
	a.close(key)
	if key.secret != "" {
		t.Error("a key that was left is still in memory")
	}
	token := fresh(t, domain.InvitationToken)
	letters := newSending(a, nil, []letter{{"lin@acme.test", false, func(context.Context) (domain.Invited, error) {
		return domain.Invited{Secret: token}, nil
	}}})
	a.Update(a.show(letters)())
	if s, ok := letters.current(); !ok || s.Secret.Reveal() != token.Reveal() {
		t.Fatal("the token isn't there")
	}
	a.close(letters)
	if letters.sent != nil {
		t.Error("tokens that were left are still in memory")
	}
}

func TestAddressesAreReadAsPeoplePasteThem(t *testing.T) {
	for text, want := range map[string]int{
		"a@x.test b@x.test,c@x.test;d@x.test\n\ne@x.test\t": 5,
		"A <a@x.test>, \"B, C\" <b@x.test>":                 2,
		"a@x.test A@X.TEST <a@x.test>":                      1,
	} {
		got, err := addresses(text)
		if err != nil || len(got) != want {
			t.Errorf("%q gives %q (%v)", text, got, err)
		}
	}
	for _, text := range []string{"", " , ", "a@x.test b", "<>", "a@x.test <b"} {
		if got, err := addresses(text); err == nil {
			t.Errorf("%q gives %q", text, got)
		}
	}
}
