package server

import (
	"net/http"
	"runtime"
	"sync"
)

// places bound how many articles are in memory and looked at at once. Nobody
// waits for one: a client that is told to come back holds no connection open.
type places struct {
	total int

	mu   sync.Mutex
	free int // guarded by mu
}

func newPlaces(total int) *places { return &places{total: total, free: total} }

// take takes n places, all or none, if it leaves at least spare.
func (p *places) take(n, spare int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free-n < spare {
		return false
	}
	p.free -= n
	return true
}

func (p *places) give(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free += n
}

// batch is how many places a batch takes, and how many it has to leave: a long
// one shall neither starve single articles nor be slower than the machine.
func (p *places) batch() (n, spare int) {
	return min(runtime.GOMAXPROCS(0), max(1, p.total/4)), p.total / 2
}

// limited lets next answer if there is a place for one article.
func (a *api) limited(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if !a.places.take(1, 0) {
			return busy(w)
		}
		defer a.places.give(1)
		return next(w, r)
	}
}

func busy(w http.ResponseWriter) error {
	w.Header().Set("Retry-After", "1")
	return fault{errBusy, "As many articles are being looked at as the service can take. Nothing was judged; send it again after Retry-After."}
}
