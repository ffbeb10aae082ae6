// Package server answers articles over HTTP: a program posts one and is told
// publish, review or reject, with the evidence, or is given it repaired.
//
//	request ──▶ door ──▶ route ──▶ body ──▶ submission ──▶ pipeline.Check ──▶ answer
//	            event,   table     limits,  JSON, or the
//	            recover            gzip     bare article
//
// Requests come over the network from content management systems, and what
// they carry was written by strangers: sizes, depths and times are bounded
// before an article is looked at. What cannot be answered is answered with a
// problem document (RFC 9457), never with a verdict to publish. Neither problem
// documents nor the log quote a request's body or query; only findings do.
//
// The contract is api.yaml, which GET /api.yaml serves.
package server

import (
	"cmp"
	"log/slog"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
)

// A Server holds what the service is made of. Its fields are set before
// Handler or Serve and not changed after it. Zero fields other than Pipeline
// have a meaning of their own or mean the default.
type Server struct {
	Pipeline *pipeline.Pipeline // judges; must be set
	Metrics  *metrics.Metrics   // nil records nothing
	Log      *slog.Logger       // one event per request; nil logs nothing

	MaxBody         int64         // bytes of a request as sent, and of one line of a batch; default 2 MiB
	MaxDecompressed int64         // bytes of a request after decompression; default 8 MiB
	MaxLines        int           // lines of a batch; default 10,000
	MaxInFlight     int           // articles looked at at once, more are answered 503; default 4 × GOMAXPROCS
	CheckTimeout    time.Duration // of one article, which is then held for review; default 5 s

	ReadHeaderTimeout time.Duration // default 5 s
	ReadTimeout       time.Duration // of a request, or of one line of a batch; default 15 s
	WriteTimeout      time.Duration // from header to answer, or of one line of a batch; default 30 s
	IdleTimeout       time.Duration // of a connection between requests; default 2 min
	DrainDelay        time.Duration // of serving on while /readyz fails; zero is none
	ShutdownTimeout   time.Duration // of requests in flight after that; default 15 s
}

// Handler answers all routes. It is safe for many goroutines. Each Handler has
// MaxInFlight places of its own, and is never draining.
func (s *Server) Handler() http.Handler { return s.open().handler() }

// An api is a Server at work, its defaults filled in.
type api struct {
	Server
	places   *places
	draining atomic.Bool
}

func (s Server) open() *api {
	s.Log = cmp.Or(s.Log, slog.New(slog.DiscardHandler))
	s.MaxBody = cmp.Or(s.MaxBody, 2<<20)
	s.MaxDecompressed = cmp.Or(s.MaxDecompressed, 8<<20)
	s.MaxLines = cmp.Or(s.MaxLines, 10_000)
	s.MaxInFlight = cmp.Or(s.MaxInFlight, 4*runtime.GOMAXPROCS(0))
	s.CheckTimeout = cmp.Or(s.CheckTimeout, 5*time.Second)
	s.ReadHeaderTimeout = cmp.Or(s.ReadHeaderTimeout, 5*time.Second)
	s.ReadTimeout = cmp.Or(s.ReadTimeout, 15*time.Second)
	s.WriteTimeout = cmp.Or(s.WriteTimeout, 30*time.Second)
	s.IdleTimeout = cmp.Or(s.IdleTimeout, 2*time.Minute)
	s.ShutdownTimeout = cmp.Or(s.ShutdownTimeout, 15*time.Second)
	return &api{Server: s, places: newPlaces(s.MaxInFlight)}
}
