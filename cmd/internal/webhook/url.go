package webhook

import (
	"net/url"
	"strconv"
	"strings"

	"gatehouse/domain"
)

const maxURL = 2000 // bytes

// CheckURL refuses what a webhook can't be sent to. Whether its host may be
// connected to shows when it is: names change what they stand for, and
// http is only for addresses that the server's configuration allows.
func CheckURL(text string) error {
	bad := func(why string) error { return domain.Errorf(domain.Invalid, "bad_url", "a webhook's URL %s", why) }
	u, err := url.Parse(text)
	switch {
	case len(text) > maxURL:
		return bad("has at most 2000 characters")
	case err != nil || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		return bad("is written as https://host/path, other characters as %XX, a host's as xn--…")
	case u.Scheme != "https" && u.Scheme != "http":
		return bad("begins with https://")
	case u.Hostname() == "" || u.Opaque != "":
		return bad("names a host: https://host/path")
	case u.User != nil:
		return bad("has no user or password: what is sent is signed")
	case strings.Contains(text, "#"):
		return bad("has no # part: that is never sent")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return bad("has a port from 1 to 65535, or none")
		}
	}
	return nil
}
