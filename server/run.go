package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// maxHeader leaves room for a long title in the query.
const maxHeader = 64 << 10

// Serve answers requests from l, which it closes, until ctx ends. Then /readyz
// fails first, so that load balancers turn elsewhere; everything is answered
// for DrainDelay; then no connection is accepted any more and requests in
// flight have ShutdownTimeout to finish; then Last is called, however Serve ends.
// Operations are served until the end. It returns nil if all requests finished.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	a := s.open()
	defer a.operate(ctx)()
	if a.Last != nil {
		defer a.Last()
	}
	web := a.web(ctx)
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	a.draining.Store(true)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-time.After(a.DrainDelay):
	}
	err := a.shutDown(ctx, web)
	<-failed // http.ErrServerClosed
	return err
}

func (a *api) web(ctx context.Context) *http.Server {
	return &http.Server{
		Handler:           a.handler(),
		ReadHeaderTimeout: a.ReadHeaderTimeout,
		ReadTimeout:       a.ReadTimeout,
		WriteTimeout:      a.WriteTimeout,
		IdleTimeout:       a.IdleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) }, // requests outlive ctx
	}
}

// shutDown waits for the requests in flight, and breaks those off that take
// too long.
func (a *api) shutDown(ctx context.Context, web *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.ShutdownTimeout)
	defer cancel()
	if err := web.Shutdown(ctx); err != nil {
		return fmt.Errorf("requests did not finish within %v: %w", a.ShutdownTimeout, errors.Join(err, web.Close()))
	}
	return nil
}
