package domain

import (
	"strings"
	"testing"
)

func TestParseSlug(t *testing.T) {
	for _, s := range []string{"acme", "a1", "a-", "joiner", "a" + strings.Repeat("b", 38)} {
		if got, err := ParseSlug(" " + s + "\n"); err != nil || got != s {
			t.Errorf("ParseSlug(%q) = %q, %v", s, got, err)
		}
	}
	for in, why := range map[string]string{
		"":                            "is needed",
		"join":                        "invitations",
		"a":                           "2 to 39",
		"a" + strings.Repeat("b", 39): "2 to 39",
		"1a":                          "begins with a letter",
		"-a":                          "begins with a letter",
		"Acme":                        "begins with a letter",
		"acMe":                        "lower-case",
		"ac me":                       "lower-case",
		"ac_me":                       "lower-case",
		"acš":                         "lower-case", // U+0161, whose low byte is an a
		"acmé":                        "lower-case",
		"ac\x1bme":                    "lower-case",
		"ac\u202eme":                  "lower-case",
		"élan":                        "begins with a letter",
		strings.Repeat("a", 1<<20):    "2 to 39",
	} {
		_, err := ParseSlug(in)
		refused(t, in, err, "bad_slug", why)
	}
}

func TestSlugFrom(t *testing.T) {
	for in, want := range map[string]string{
		"Acme":                          "acme",
		"Müller & Söhne GmbH":           "muller-sohne-gmbh",
		"O'Neil’s  Shop!":               "oneils-shop",
		"3M Company":                    "m-company",
		"Join":                          "join-workspace",
		"李":                             "workspace",
		"":                              "workspace",
		"x":                             "workspace",
		"a" + strings.Repeat(" b", 500): "a" + strings.Repeat("-b", 19),
		strings.Repeat("ab ", 1<<20):    strings.TrimSuffix(strings.Repeat("ab-", 13), "-"),
	} {
		got := SlugFrom(in)
		if _, err := ParseSlug(got); err != nil || got != want {
			t.Errorf("SlugFrom(%.40q) = %q, %v; want %q", in, got, err, want)
		}
	}
}
