package webhook

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

const (
	oldSecret = "0123456789abcdef-old"
	newSecret = "0123456789abcdef-new"
)

func TestAMessageIsSignedWithEverySecret(t *testing.T) {
	var header http.Header
	var body []byte
	site := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		header = r.Header
		body, _ = io.ReadAll(r.Body)
	}))
	defer site.Close()
	target := Target{URL: site.URL, Secrets: []string{newSecret, oldSecret}, Private: true}
	if err := Send(t.Context(), target, "item.3", []byte(`{"a":1}`)); err != nil {
		t.Fatal(err)
	}
	got, now := header.Get(SignatureHeader), time.Now()
	for _, secret := range target.Secrets {
		if err := Verify(secret, got, body, now, time.Minute); err != nil {
			t.Errorf("with %s: %v", secret, err)
		}
	}
	if header.Get(IDHeader) != "item.3" || string(body) != `{"a":1}` {
		t.Errorf("delivery %q, body %s", header.Get(IDHeader), body)
	}
	for name, err := range map[string]error{
		"another secret": Verify(newSecret+"x", got, body, now, time.Minute),
		"another body":   Verify(newSecret, got, []byte(`{"a":2}`), now, time.Minute),
		"another time":   Verify(newSecret, strings.Replace(got, "t=1", "t=2", 1), body, now, time.Hour*1e6),
		"too late":       Verify(newSecret, got, body, now.Add(time.Hour), time.Minute),
		"too early":      Verify(newSecret, got, body, now.Add(-time.Hour), time.Minute),
		"no header":      Verify(newSecret, "", body, now, time.Minute),
		"no hexadecimal": Verify(newSecret, "t=1,v1=zz", body, now, time.Minute),
	} {
		if !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v, want %v", name, err, ErrSignature)
		}
	}
}

func TestOnlyTwoHundredIsDelivered(t *testing.T) {
	for _, status := range []int{301, 400, 500} {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/followed" {
				t.Error("the redirect was followed")
			}
			w.Header().Set("Location", "/followed")
			w.WriteHeader(status)
		}))
		err := Send(t.Context(), Target{URL: site.URL, Secrets: []string{newSecret}, Private: true}, "x", nil)
		var got StatusError
		if !errors.As(err, &got) || int(got) != status {
			t.Errorf("status %d: %v", status, err)
		}
		site.Close()
	}
}

func TestAPrivateAddressIsNotDialledHoweverItIsSpelt(t *testing.T) {
	asked := false
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer site.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(site.URL, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"} {
		err := Send(t.Context(), Target{URL: "http://" + host + ":" + port, Secrets: []string{newSecret}}, "x", nil)
		if err == nil || asked {
			t.Errorf("%s was dialled: %v", host, err)
		}
	}
	if err := Send(t.Context(), Target{URL: site.URL, Secrets: []string{newSecret}}, "x", nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("error = %v, want %v", err, ErrPrivate)
	}
}

func TestPublicAddressesArePublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "::ffff:93.184.216.34": true,
		"10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "127.0.0.1": false,
		"0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "240.0.0.1": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "fec0::1": false,
		"::ffff:10.0.0.1": false, "::10.0.0.1": false, "64:ff9b::10.0.0.1": false, "2002:a00:1::": false, "2001:0:a00:1::": false,
		"192.88.99.1": false, "3fff::1": false, "5f00::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %v", address, got)
		}
	}
}

func TestATargetIsChecked(t *testing.T) {
	for name, test := range map[string]struct {
		target Target
		ok     bool
	}{
		"https":            {Target{URL: "https://a.example/x", Secrets: []string{newSecret}}, true},
		"http":             {Target{URL: "http://a.example/x", Secrets: []string{newSecret}}, false},
		"http, private":    {Target{URL: "http://a.internal/x", Secrets: []string{newSecret}, Private: true}, true},
		"a user":           {Target{URL: "https://u:p@a.example/x", Secrets: []string{newSecret}}, false},
		"no host":          {Target{URL: "https:///x", Secrets: []string{newSecret}}, false},
		"another protocol": {Target{URL: "file:///x", Secrets: []string{newSecret}, Private: true}, false},
		"no secret":        {Target{URL: "https://a.example/x"}, false},
		"a short secret":   {Target{URL: "https://a.example/x", Secrets: []string{"secret"}}, false},
	} {
		if err := test.target.Check(); (err == nil) != test.ok || err != nil && strings.Contains(err.Error(), newSecret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
