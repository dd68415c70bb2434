package object_test

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// TestFailuresAreFitToBeSeen: an error may hold what someone typed.
func TestFailuresAreFitToBeSeen(t *testing.T) {
	secret, err := domain.NewSecret(domain.APIKey, rand.NewChaCha8([32]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	f := object.OfError(domain.Errorf(domain.NotFound, "no_member", "nobody is called %s", "\x1b[2J"+strings.Repeat("x", 5000)))
	if what, found := domain.Unclean(f.Message); found || len(f.Message) > 2010 {
		t.Errorf("%s in %q", what, f.Message)
	}
	if f.Kind != domain.NotFound || f.Code != "no_member" || !strings.HasPrefix(f.Message, "nobody is called ") {
		t.Errorf("%+v", f)
	}
	if f := object.OfError(domain.Errorf(domain.NotFound, "no_member", "nobody is called %s", secret.Reveal())); strings.Contains(f.Message, secret.Reveal()) {
		t.Errorf("%q", f.Message)
	}
	if f := object.OfError(io.ErrUnexpectedEOF); f.Kind != object.Unexpected || f.Code != object.Unexpected || f.Message != "unexpected EOF" || f.Fix == nil {
		t.Errorf("%+v", f)
	}
}
