package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/flood"
	"github.com/presscheck/presscheck/server"
)

func newServe(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer a CMS over HTTP",
		Long: "Run the service until it is interrupted: POST /v1/check and the rest of /api.yaml. On SIGTERM it\n" +
			"reports that it is not ready, finishes the requests in flight, and ends.",
		Example: "  presscheck serve --config presscheck.yaml\n  PRESSCHECK_SERVER_ADDRESS=:8080 presscheck serve",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := s.config(cmd)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c, std.err)
		},
	}
	defaults := configs.Default()
	cmd.Flags().String("server-address", defaults.Server.Address, "`HOST:PORT` to listen on")
	cmd.Flags().String("policy-path", defaults.Policy.Path, "`FOLDER` of the policy; empty: the one that comes with the program")
	cmd.Flags().String("store-driver", defaults.Store.Driver, "where held articles are kept: none, sqlite or postgres")
	cmd.Flags().String("store-path", defaults.Store.Path, "`FILE` of the SQLite store")
	cmd.Flags().String("log-level", defaults.Log.Level, "debug, info, warn or error")
	return cmd
}

func serve(ctx context.Context, c *configs.Config, logTo io.Writer) error {
	log, err := newLog(c.Log, logTo)
	if err != nil {
		return usage(err)
	}
	list, err := newFilterList(c)
	if err != nil {
		return err
	}
	engine, err := newEngine(ctx, c.Policy, list)
	if err != nil {
		return err
	}
	m := newMetrics(list, engine, c.Metrics.Sites)
	srv := newServer(c.Server, log, m)
	srv.Pipeline = newPipeline(c, list, engine, m)
	srv.Pipeline.Flood = newGuard(c.Flood, log, m)
	for _, warning := range engine.Warnings(time.Now()) {
		log.Warn("policy", "warning", warning)
	}
	if srv.Token, err = deskToken(c.Store); err != nil {
		return err
	}
	if srv.Desk, err = openDesk(ctx, c.Store); err != nil {
		return err
	}
	warnOfNoDesk(c.Store, log)
	desk, err := runDesk(ctx, srv.Desk, c.Store, log)
	if err != nil {
		return err
	}
	err = listen(ctx, srv, c.Server.Address, func(address net.Addr) {
		log.Info("serving", "address", address.String(), "version", programVersion(), "filters", len(list),
			"rules", len(engine.Rules()), "policy", engine.Revision(), "store", c.Store.Driver)
	})
	if err := errors.Join(err, desk.close()); err != nil {
		return err
	}
	log.Info("stopped")
	return nil
}

// listen serves until ctx ends, and calls ready once it can be reached.
func listen(ctx context.Context, srv *server.Server, address string, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen on server.address: %w", err)
	}
	ready(listener.Addr())
	if err := srv.Serve(ctx, listener); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

func newServer(c configs.Server, log *slog.Logger, m *metrics.Metrics) *server.Server {
	return &server.Server{
		Metrics:           m,
		Log:               log,
		MaxBody:           int64(c.MaxBody),
		MaxDecompressed:   int64(c.MaxDecompressed),
		MaxInFlight:       c.MaxInFlight,
		CheckTimeout:      c.CheckTimeout,
		ReadHeaderTimeout: c.ReadHeaderTimeout,
		ReadTimeout:       c.ReadTimeout,
		WriteTimeout:      c.WriteTimeout,
		IdleTimeout:       c.IdleTimeout,
		DrainDelay:        c.DrainDelay,
		ShutdownTimeout:   c.ShutdownTimeout,
	}
}

// newGuard is nil if floods are not to be looked for.
func newGuard(c configs.Flood, log *slog.Logger, m *metrics.Metrics) *flood.Guard {
	if c.Window == 0 {
		return nil
	}
	return &flood.Guard{Window: c.Window, Band: float64(c.Band), Minimum: c.Minimum, Log: log, Metrics: m}
}

// newMetrics knows every label from the start, so that rates are right from the
// first request on.
func newMetrics(list []filters.Filter, engine *policy.Engine, sites []string) *metrics.Metrics {
	rules := []string{policy.CouldNotJudge}
	for _, r := range engine.Rules() {
		rules = append(rules, r.Name)
	}
	m := metrics.New(metrics.Known{
		Filters:      suite.Kinds(list),
		Rules:        rules,
		Verdicts:     []string{policy.Publish.String(), policy.Review.String(), policy.Reject.String()},
		Sites:        sites,
		Routes:       server.Patterns(),
		FilterErrors: map[string]error{"panic": filters.ErrPanic},
		PolicyErrors: map[string]error{
			"timeout":   policy.ErrTimeout,
			"runtime":   policy.ErrRuntime,
			"undefined": policy.ErrUndefined,
			"malformed": policy.ErrMalformed,
		},
	})
	m.PolicyLoaded(engine.Revision(), len(engine.Rules()))
	return m
}

func newLog(c configs.Log, w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		return nil, fmt.Errorf("log.level: %w", err)
	}
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "text" {
		return slog.New(slog.NewTextHandler(w, options)), nil
	}
	return slog.New(slog.NewJSONHandler(w, options)), nil
}
