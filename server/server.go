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
// The contract with clients is api.yaml, which GET /api.yaml serves.
package server

import (
	"cmp"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/flight"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/review"
)

// A Server holds what the service is made of. Its fields are set before
// Handler or Serve and not changed after it. Zero fields other than Pipeline
// have a meaning of their own or mean the default.
type Server struct {
	Pipeline  *pipeline.Pipeline // judges; must be set
	Policy    *live.Policy       // nil: that of Pipeline is in force for ever
	Metrics   *metrics.Metrics   // nil records nothing
	Desk      *review.Store      // keeps what is held; nil keeps nothing
	Audit     *audit.Log         // of who did what; nil keeps none
	Decisions *decisionlog.Log   // one event per verdict; nil logs nothing
	Log       *slog.Logger       // one event per request; nil logs nothing
	Flight    *flight.Recorder   // records slow decisions; nil records none

	Traces trace.TracerProvider // a span per request, and one for each step of it; nil traces nothing

	Operations net.Listener // for metrics, probes and profiles, closed by Serve; nil: nowhere
	Last       func()       // hands over what is left when no request is; Operations are served until it returns; nil: nothing is

	TrustedProxies []netip.Prefix // whose X-Forwarded-For says where a request comes from; empty: nobody's

	Pages http.Handler // answers people below /desk/, with headers of its own; nil: there are no pages

	Tokens        *access.Tokens // that programs show; nil: there are none, and no desk for programs
	CheckTokens   bool           // articles are checked for tokens only; Tokens must be set
	MetricsTokens bool           // so are metrics and profiles served
	TokenRate     float64        // requests a second that one token may make; zero: any number
	AdminToken    string         // without Tokens, of those who may change what the service does; empty: nobody may

	MaxBody         int64         // bytes of a request as sent, and of one line of a batch; default 2 MiB
	MaxDecompressed int64         // bytes of a request after decompression; default 8 MiB
	MaxLines        int           // lines of a batch; default 10,000
	MaxInFlight     int           // articles in work at once, more are answered 503; a batch has several; default 4 × GOMAXPROCS
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
	guard    *guard
	draining atomic.Bool
}

func (s *Server) open() *api {
	a := &api{Server: *s}
	a.Log = cmp.Or(a.Log, slog.New(slog.DiscardHandler))
	a.MaxBody = cmp.Or(a.MaxBody, 2<<20)
	a.MaxDecompressed = cmp.Or(a.MaxDecompressed, 8<<20)
	a.MaxLines = cmp.Or(a.MaxLines, 10_000)
	a.MaxInFlight = cmp.Or(a.MaxInFlight, 4*runtime.GOMAXPROCS(0))
	a.CheckTimeout = cmp.Or(a.CheckTimeout, 5*time.Second)
	a.ReadHeaderTimeout = cmp.Or(a.ReadHeaderTimeout, 5*time.Second)
	a.ReadTimeout = cmp.Or(a.ReadTimeout, 15*time.Second)
	a.WriteTimeout = cmp.Or(a.WriteTimeout, 30*time.Second)
	a.IdleTimeout = cmp.Or(a.IdleTimeout, 2*time.Minute)
	a.ShutdownTimeout = cmp.Or(a.ShutdownTimeout, 15*time.Second)
	a.places = newPlaces(a.MaxInFlight)
	a.guard = newGuard(a.TokenRate)
	return a
}
