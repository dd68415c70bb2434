package webhook

import (
	"errors"
	"net/netip"
	"slices"
	"syscall"
)

var (
	errAddress = errors.New("there is no public address by that name, and webhook_allow in the server's configuration doesn't name another")
	errPlain   = errors.New("webhooks are sent over https")
)

// special are the blocks of addresses that aren't public: IANA's registries of
// special-purpose addresses (RFC 6890), multicast, and one address that a cloud
// took out of the public ones. Of IPv6 all that isn't global unicast isn't public
// either.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),        // this network
	netip.MustParsePrefix("10.0.0.0/8"),       // private
	netip.MustParsePrefix("100.64.0.0/10"),    // shared by a provider's customers (CGNAT)
	netip.MustParsePrefix("127.0.0.0/8"),      // loopback
	netip.MustParsePrefix("168.63.129.16/32"), // Azure's platform, for its machines
	netip.MustParsePrefix("169.254.0.0/16"),   // link-local; 169.254.169.254 has a machine's secrets in most clouds
	netip.MustParsePrefix("172.16.0.0/12"),    // private
	netip.MustParsePrefix("192.0.0.0/24"),     // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation
	netip.MustParsePrefix("192.88.99.0/24"),   // 6to4 relays
	netip.MustParsePrefix("192.168.0.0/16"),   // private
	netip.MustParsePrefix("198.18.0.0/15"),    // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("224.0.0.0/4"),      // multicast
	netip.MustParsePrefix("240.0.0.0/4"),      // reserved, and broadcast
	netip.MustParsePrefix("2001::/23"),        // protocol assignments, Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),    // documentation
	netip.MustParsePrefix("2002::/16"),        // 6to4: any IPv4 address
	netip.MustParsePrefix("3fff::/20"),        // documentation
}

// globalUnicast is all that IANA gives out of IPv6 (RFC 4291). What embeds an
// IPv4 address (::ffff:0:0/96, 64:ff9b::/96) and what is local lies outside.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// public tells whether an address is one of the Internet's.
func public(a netip.Addr) bool {
	if a.Is6() && !globalUnicast.Contains(a) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// control judges the address that is about to be connected to, after the name was
// looked up: a name that stands for another address the second time gains nothing.
func (s *Sender) control(scheme string) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return errAddress
		}
		a := to.Addr()
		switch {
		case slices.ContainsFunc(s.Allow, func(p netip.Prefix) bool { return p.Contains(a) }):
			return nil
		case !public(a):
			return errAddress
		case scheme != "https":
			return errPlain
		}
		return nil
	}
}
