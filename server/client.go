package server

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// client is where r comes from, in the form of http.Request.RemoteAddr. If that
// is a trusted proxy, it is the last address that the proxies wrote into
// X-Forwarded-For and do not trust; all before it may be made up. What cannot be
// read there is as far as one can see.
func (a *api) client(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !a.trusts(peer.Addr()) {
		return r.RemoteAddr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, err := hopAddress(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		peer = netip.AddrPortFrom(address, 0)
		if !a.trusts(address) {
			break
		}
	}
	return peer.String()
}

// hopAddress reads an address as proxies write it: some add the port.
func hopAddress(text string) (netip.Addr, error) {
	if both, err := netip.ParseAddrPort(text); err == nil {
		return plain(both.Addr()), nil
	}
	address, err := netip.ParseAddr(text)
	return plain(address), err
}

func (a *api) trusts(address netip.Addr) bool {
	address = plain(address)
	return slices.ContainsFunc(a.TrustedProxies, func(n netip.Prefix) bool { return n.Contains(address) })
}

// plain is the address by which networks know it.
func plain(address netip.Addr) netip.Addr { return address.Unmap().WithZone("") }
