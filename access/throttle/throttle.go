// Package throttle bounds how often something may be tried.
//
// The keys, such as addresses of clients, come from requests: whoever has many
// of them shall not fill the memory.
package throttle

import (
	"math"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Throttle gives each key an allowance of Burst that grows by one after each
// Every. It is safe for many goroutines. A nil Throttle allows everything.
type Throttle struct {
	Every time.Duration // positive
	Burst int           // positive
	Keys  int           // that are remembered; the least recent are forgotten first; zero: 10,000
	Now   func() time.Time

	mu         sync.Mutex
	young, old map[string]*rate.Limiter // guarded by mu
}

// Take uses up one of the key's allowance. If there is none left, it uses
// nothing and returns how long to wait for it; otherwise 0.
func (t *Throttle) Take(key string) time.Duration {
	if t == nil {
		return 0
	}
	now := t.now()
	l := t.limiter(key)
	if l.AllowN(now, 1) {
		return 0
	}
	return wait(l, now)
}

// Left is how long the key has to wait until it has some of its allowance: 0 if
// it has. It uses nothing.
func (t *Throttle) Left(key string) time.Duration {
	if t == nil {
		return 0
	}
	now := t.now()
	return wait(t.limiter(key), now)
}

// wait is how long it takes until l has one.
func wait(l *rate.Limiter, now time.Time) time.Duration {
	missing := 1 - l.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return time.Duration(math.Ceil(missing / float64(l.Limit()) * float64(time.Second)))
}

func (t *Throttle) now() time.Time {
	if t.Now != nil {
		return t.Now()
	}
	return time.Now()
}

// limiter remembers the keys in two halves: when the younger is full, the older
// is forgotten and the younger becomes it.
func (t *Throttle) limiter(key string) *rate.Limiter {
	t.mu.Lock()
	defer t.mu.Unlock()
	if l, ok := t.young[key]; ok {
		return l
	}
	l, ok := t.old[key]
	if !ok {
		l = rate.NewLimiter(rate.Every(t.Every), t.Burst)
	}
	half := 5000
	if t.Keys > 0 {
		half = (t.Keys + 1) / 2
	}
	if len(t.young) >= half {
		t.old, t.young = t.young, nil
	}
	if t.young == nil {
		t.young = make(map[string]*rate.Limiter)
	}
	t.young[key] = l
	return l
}

// Client is the key of who a request comes from: the address in
// http.Request.RemoteAddr or, of IPv6, its network of 64 bits, which one client
// has all of (RFC 6177).
func Client(remoteAddr string) string {
	host, _, err := net.SplitHostPort(remoteAddr)
	if err != nil {
		return remoteAddr
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if address = address.Unmap().WithZone(""); address.Is4() {
		return address.String()
	}
	network, _ := address.Prefix(64)
	return network.String()
}
