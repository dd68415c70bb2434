package domain

import (
	"strings"
	"unicode/utf8"
)

const (
	minSlug = 2
	maxSlug = 39
	joinAt  = "join" // ssh join@host accepts an invitation, so no workspace can be it
)

// ParseSlug reads the short name of a workspace, as in ssh SLUG@host: a letter,
// then 1 to 38 lower-case letters, digits and hyphens; join is reserved. White
// space around it is taken off.
func ParseSlug(s string) (string, error) {
	s = strings.TrimSpace(s)
	bad := func(why string) (string, error) {
		return "", Errorf(Invalid, "bad_slug", "“%s” can't be a slug: %s", CleanMax(s, 40), why)
	}
	switch {
	case s == "":
		return "", Errorf(Invalid, "bad_slug", "a slug is needed, such as acme")
	case s == joinAt:
		return bad("join is where invitations are accepted")
	case s[0] < 'a' || 'z' < s[0]:
		return bad("it begins with a letter from a to z")
	case strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || !slugByte(byte(r)) }):
		return bad("it has only lower-case letters, digits and hyphens")
	case len(s) < minSlug || len(s) > maxSlug:
		return bad("it has 2 to 39 characters")
	}
	return s, nil
}

// SlugFrom suggests a slug for a name: "Müller & Söhne" gives muller-sohne. It is
// always a good slug, if not always a telling one.
func SlugFrom(name string) string {
	out := make([]byte, 0, maxSlug)
	for _, r := range FoldSearch(CleanMax(name, 200)) {
		switch {
		case len(out) == maxSlug:
		case r < utf8.RuneSelf && slugByte(byte(r)) && r != '-':
			if len(out) > 0 || r > '9' { // digits can't come first
				out = append(out, byte(r))
			}
		case r == '\'' || r == '’':
		case len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		}
	}
	slug := strings.Trim(string(out), "-")
	switch {
	case len(slug) < minSlug:
		return "workspace"
	case slug == joinAt:
		return joinAt + "-workspace"
	}
	return slug
}

func slugByte(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '-' }
