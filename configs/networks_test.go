package configs_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/presscheck/presscheck/configs"
)

func TestNetworksAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"10.0.0.0/8":              "10.0.0.0/8",
		" 10.1.2.3/8,, fd00::/8 ": "10.0.0.0/8, fd00::/8",
		"192.0.2.7":               "192.0.2.7/32",
		"::1":                     "::1/128",
	} {
		var got configs.Networks
		err := got.UnmarshalText([]byte(text))
		if back, _ := got.MarshalText(); err != nil || string(back) != want {
			t.Errorf("%q is read as %q, %v, want %q", text, back, err, want)
		}
	}
}

func TestWhatIsNoNetworkIsRefused(t *testing.T) {
	for _, text := range []string{"proxy", "10.0.0.0/33", "10.0.0", "0.0.0.0/0", "::/0", "10.0.0.0/8 fd00::/8", "::ffff:10.0.0.1", "fe80::1%eth0"} {
		var got configs.Networks
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func FuzzNetworks(f *testing.F) {
	for _, seed := range []string{"10.0.0.0/8, fd00::/8", "::1", "1.2.3.4/0", "::ffff:1.2.3.4/96"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got, again configs.Networks
		if got.UnmarshalText([]byte(text)) != nil {
			return
		}
		back, _ := got.MarshalText()
		if err := again.UnmarshalText(back); err != nil || !slices.Equal(got, again) {
			t.Errorf("%q is read as %v, written as %q, read as %v, %v", text, got, back, again, err)
		}
		if slices.ContainsFunc(got, func(n netip.Prefix) bool { return n.Bits() < 1 }) {
			t.Errorf("%q trusts everybody: %v", text, got)
		}
	})
}
