package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"time"
)

// lastScrape is how long whoever watches the service has to finish when it ends.
const lastScrape = 2 * time.Second

// operations answers those who run the service. Metrics name sites and rules,
// and profiles cost time, so that neither is for clients.
func (a *api) operations() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.watches(a.Metrics.Handler()))
	mux.Handle("GET /livez", a.adapt(a.livez))
	mux.Handle("GET /readyz", a.adapt(a.operatorsReadyz))
	mux.Handle("GET /debug/pprof/", a.watches(http.HandlerFunc(pprof.Index)))
	mux.Handle("GET /debug/pprof/cmdline", a.watches(http.HandlerFunc(pprof.Cmdline)))
	mux.Handle("GET /debug/pprof/profile", a.watches(http.HandlerFunc(pprof.Profile)))
	mux.Handle("GET /debug/pprof/symbol", a.watches(http.HandlerFunc(pprof.Symbol)))
	mux.Handle("GET /debug/pprof/trace", a.watches(http.HandlerFunc(pprof.Trace)))
	return a.door(a.matched(mux))
}

// operate serves operations on the listener for them, if there is one, until
// stop is called. There is no time-out for answers: a profile takes as long as
// was asked for.
func (a *api) operate(ctx context.Context) (stop func()) {
	if a.Operations == nil {
		return func() {}
	}
	web := &http.Server{
		Handler:           a.operations(),
		ReadHeaderTimeout: a.ReadHeaderTimeout,
		IdleTimeout:       a.IdleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := web.Serve(a.Operations); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("metrics and probes are served no more", "error", err)
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastScrape)
		defer cancel()
		if web.Shutdown(ctx) != nil {
			_ = web.Close() // a profile that nobody waits for any more
		}
		<-ended
	}
}
