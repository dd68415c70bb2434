package domain

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseEmail(t *testing.T) {
	for in, want := range map[string]string{
		"ada@acme.test":                        "ada@acme.test",
		" \tAda@ACME.test\r\n":                 "ada@acme.test",
		"a.d.a+gate@acme.test":                 "a.d.a+gate@acme.test",
		"jo@müller.example":                    "jo@xn--mller-kva.example",
		"jo@mu\u0308ller.example":              "jo@xn--mller-kva.example",
		"jo@MÜLLER.example":                    "jo@xn--mller-kva.example",
		"jo@XN--Mller-KVA.example":             "jo@xn--mller-kva.example",
		"jo@müller。example":                    "jo@xn--mller-kva.example",
		"jo@straße.example":                    "jo@xn--strae-oqa.example",
		"Mu\u0308ller@acme.test":               "müller@acme.test",
		"MÜLLER@acme.test":                     "müller@acme.test",
		"\u212Aim@acme.test":                   "kim@acme.test", // the Kelvin sign is a K
		"o'neil_x/y=z@acme.test":               "o'neil_x/y=z@acme.test",
		"İ@acme.test":                          "i@acme.test",
		"I\u0307@acme.test":                    "i@acme.test",
		"root@localhost":                       "root@localhost",
		strings.Repeat("a", 64) + "@acme.test": strings.Repeat("a", 64) + "@acme.test",
	} {
		got, err := ParseEmail(in)
		if err != nil || got != want {
			t.Errorf("ParseEmail(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestParseEmailRefuses(t *testing.T) {
	for _, c := range []struct{ in, why string }{
		{"", "is needed"},
		{" \n", "is needed"},
		{"ada", "has no @"},
		{"@acme.test", "before the @"},
		{"ada@", "after the @"},
		{"ada@b@acme.test", "more than one @"},
		{"Ada <ada@acme.test>", "only the address"},
		{"ada@acme.test, bo@acme.test", "only the address"},
		{"a da@acme.test", "a space"},
		{"a\u00a0da@acme.test", "a space"},
		{".ada@acme.test", "a dot"},
		{"ada.@acme.test", "a dot"},
		{"a..da@acme.test", "a dot"},
		{`"ada"@acme.test`, "can't stand before"},
		{"ada@acme .test", "can't be a domain"},
		{"ada@acme..test", "can't be a domain"},
		{"ada@acme.test.", "can't be a domain"},
		{"ada@-acme.test", "can't be a domain"},
		{"ada@ac_me.test", "can't be a domain"},
		{"ada@xn--a.test", "can't be a domain"},
		{"ada@0א.example", "can't be a domain"},         // RFC 5893: it would be drawn in another order
		{"ada@xn--ab-m1t.example", "can't be a domain"}, // a joiner in Punycode
		{"ada@[127.0.0.1]", "not a number"},
		{"ada@" + strings.Repeat("a", 64) + ".test", "can't be a domain"},
		{"ada@acme\n.test", "U+000A, a line break"},
		{"a\u202eda@acme.test", "U+202E, a right-to-left override"},
		{"a\u200bda@acme.test", "U+200B, a zero-width space"},
		{"a\u00adda@acme.test", "U+00AD, a soft hyphen"},
		{"❤\ufe0f@acme.test", "U+FE0F, a variation selector"},
		{"می\u200cخ@acme.test", "U+200C, an invisible non-joiner"},
		{"ada\xff@acme.test", "bytes that aren't UTF-8"},
		{"ada@acme.test\x00", "U+0000, a null character"},
		{strings.Repeat("a", 65) + "@acme.test", "longer than 64"},
		{"ada.lovelace@" + strings.Repeat("a23456789.", 24) + "test", "longer than 254"},
		{strings.Repeat("ü", 33) + "@acme.test", "longer than 64"},
		{strings.Repeat("a", 10<<20), "too long"},
	} {
		_, err := ParseEmail(c.in)
		refused(t, c.in, err, "bad_email", c.why)
	}
}

// refused checks that an input was refused in a sentence fit to print.
func refused(t *testing.T, in string, err error, code, why string) {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok:
		t.Errorf("%.80q: %v, want a refusal", in, err)
	case e.Kind != Invalid || e.Code != code || !strings.Contains(e.Message, why):
		t.Errorf("%.80q: %s %s %q, want %s and %q", in, e.Kind, e.Code, e.Message, code, why)
	case Clean(e.Message) != e.Message:
		t.Errorf("%.80q: the sentence %q isn't clean", in, e.Message)
	case utf8.RuneCountInString(e.Message) > 250:
		t.Errorf("%.80q: the sentence has %d characters", in, utf8.RuneCountInString(e.Message))
	}
}

func FuzzParseEmail(f *testing.F) {
	for _, s := range []string{"Ada@ACME.test", "jo@müller.example", "İ@acme.test", "ΑΣ@acme.test", "a@b@c", "a@\u200d.x", "ǅ\u0345@x", "a@١.example", "jo@xn--mller-kva.example", "x@faß.de"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		email, err := ParseEmail(s)
		if err != nil {
			refused(t, s, err, "bad_email", "e-mail address")
			return
		}
		if again, err := ParseEmail(email); err != nil || again != email {
			t.Errorf("%q became %q, and again %q, %v", s, email, again, err)
		}
		if len(email) > maxEmail || Clean(email) != email {
			t.Errorf("%q became %q", s, email)
		}
	})
}
