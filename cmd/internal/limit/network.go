package limit

import "net/netip"

// Network is what counts as one client: an address, or an IPv6 network of 64 bits.
func Network(at netip.Addr) netip.Addr {
	at = at.Unmap().WithZone("")
	if !at.Is6() {
		return at
	}
	p, err := at.Prefix(64)
	if err != nil {
		return at
	}
	return p.Addr()
}
