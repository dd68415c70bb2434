package domain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

const (
	maxLocal = 64  // octets before the @ (RFC 5321, 4.5.3.1.1)
	maxEmail = 254 // octets in all (RFC 5321, 4.5.3.1.3, less the angle brackets)
)

// ParseEmail reads an address and returns the one form in which equal addresses
// are equal: trimmed, NFC, lower case, the domain in ASCII as mail servers write
// it (xn--…). Dots and + are kept. Addresses are
// shown as they are kept.
func ParseEmail(s string) (string, error) {
	s = strings.TrimSpace(s)
	bad := func(why string) (string, error) {
		return "", Errorf(Invalid, "bad_email", "“%s” is not an e-mail address: %s", CleanMax(s, 60), why)
	}
	switch {
	case s == "":
		return "", Errorf(Invalid, "bad_email", "an e-mail address is needed")
	case len(s) > 4*maxEmail: // before any work on it
		return bad("it is too long")
	}
	if what, found := invisible(s); found {
		return bad("it holds " + what)
	}
	local, domain, found := strings.Cut(s, "@")
	switch {
	case !found:
		return bad("it has no @")
	case strings.ContainsAny(s, "<>,;"):
		return bad("give only the address, one at a time, without a name or brackets")
	case strings.Contains(domain, "@"):
		return bad("it has more than one @")
	}
	local = norm.NFC.String(strings.ToLower(norm.NFC.String(local)))
	if why := badLocal(local); why != "" {
		return bad(why)
	}
	domain, why := asciiDomain(domain)
	if why != "" {
		return bad(why)
	}
	if len(local)+1+len(domain) > maxEmail {
		return bad("it is longer than 254 bytes")
	}
	return local + "@" + domain, nil
}

// invisible is stricter than Unclean: an address has no joiners and selectors at all.
func invisible(s string) (what string, found bool) {
	if what, found = Unclean(s); found {
		return what, true
	}
	for _, r := range s {
		if r == zwj || r == zwnj || unicode.Is(unicode.Variation_Selector, r) {
			return whatIs(r, utf8.RuneLen(r), escape), true
		}
	}
	return "", false
}

// badLocal says why the part before the @ can't be one, or "". It is a dot-atom
// (RFC 5322, 3.2.3) that may have letters of all scripts (RFC 6531).
func badLocal(local string) string {
	switch {
	case local == "":
		return "nothing stands before the @"
	case len(local) > maxLocal:
		return "the part before the @ is longer than 64 bytes"
	case local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, ".."):
		return "a dot stands at an end of the part before the @, or beside another"
	}
	for _, r := range local {
		if unicode.IsSpace(r) {
			return "it has a space in it"
		}
		if r < utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~", r) {
			return "“" + string(r) + "” can't stand before the @"
		}
	}
	return ""
}

// asciiDomain gives the domain as the DNS has it, or says why it can't be one.
func asciiDomain(domain string) (ascii, why string) {
	switch {
	case domain == "":
		return "", "nothing stands after the @"
	case strings.HasPrefix(domain, "["):
		return "", "it needs a domain, not a number"
	}
	ascii, err := domainProfile().ToASCII(domain)
	if err != nil || ascii == "" || strings.HasSuffix(ascii, ".") {
		return "", "“" + CleanMax(domain, 60) + "” can't be a domain"
	}
	return ascii, ""
}

// domainProfile is IDNA2008 with the mapping of UTS 46, as browsers look names up.
func domainProfile() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.VerifyDNSLength(true))
}
