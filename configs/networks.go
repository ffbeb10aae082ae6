package configs

import (
	"fmt"
	"net/netip"
	"strings"
)

// Networks are ranges of addresses, none of them all there are. As text they are
// in CIDR notation with commas between them: "10.0.0.0/8, fd00::/8". An address
// alone is a network of one.
type Networks []netip.Prefix

// MarshalText is the inverse of UnmarshalText.
func (n Networks) MarshalText() ([]byte, error) {
	var parts []string
	for _, network := range n {
		parts = append(parts, network.String())
	}
	return []byte(strings.Join(parts, ", ")), nil
}

// UnmarshalText reads networks. Its errors quote what is wrong and say what to
// write.
func (n *Networks) UnmarshalText(text []byte) error {
	var names Names
	_ = names.UnmarshalText(text) // never fails
	*n = nil
	for _, name := range names {
		network, err := netip.ParsePrefix(name)
		if address, alone := netip.ParseAddr(name); alone == nil && address.Zone() == "" {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		switch {
		case err != nil || network.Addr().Is4In6():
			return fmt.Errorf("%q, not a network; write for example 10.0.0.0/8, fd00::/8", name)
		case network.Bits() == 0:
			return fmt.Errorf("%q, which is everybody; write the networks of the proxies alone", name)
		}
		*n = append(*n, network.Masked())
	}
	return nil
}
