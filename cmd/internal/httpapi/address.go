package httpapi

import (
	"net/http"
	"net/netip"
	"strings"
)

// clientAddress is where a request comes from. What X-Forwarded-For says is
// believed of trusted proxies alone, from the right, where they write: the first
// address that isn't a proxy's. What stands left of it anyone could have written.
func clientAddress(r *http.Request, trusted []netip.Prefix) netip.Addr {
	at, _ := hostAddress(r.RemoteAddr)
	if len(trusted) == 0 {
		return at
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(said) - 1; i >= 0 && among(trusted, at); i-- {
		before, ok := hostAddress(strings.TrimSpace(said[i]))
		if !ok {
			break
		}
		at = before
	}
	return at
}

// hostAddress reads an address with or without a port.
func hostAddress(text string) (netip.Addr, bool) {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone(""), true
	}
	at, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return at.Unmap().WithZone(""), err == nil
}

func among(all []netip.Prefix, at netip.Addr) bool {
	for _, p := range all {
		if p.Contains(at) {
			return true
		}
	}
	return false
}

// ClientAddress is where a request comes from, as the limits count it: for what is
// served beside the API.
func (a *API) ClientAddress(r *http.Request) netip.Addr {
	return clientAddress(r, a.settings.Load().TrustedProxies)
}
