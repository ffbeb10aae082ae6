package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/flood"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/server"
)

func newServe(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer a CMS over HTTP",
		Long: "Run the service until it is interrupted: POST /v1/check and the rest of /api.yaml. On SIGTERM it\n" +
			"reports that it is not ready, finishes the requests in flight, hands over what is to be told of them,\n" +
			"and ends.",
		Example: "  presscheck serve --config presscheck.yaml\n  PRESSCHECK_SERVER_ADDRESS=:8080 presscheck serve",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := s.config(cmd)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c, std)
		},
	}
	defaults := configs.Default()
	cmd.Flags().String("server-address", defaults.Server.Address, "`HOST:PORT` to listen on")
	cmd.Flags().String("metrics-address", defaults.Metrics.Address, "`HOST:PORT` for metrics, probes and profiles; empty: off")
	cmd.Flags().String("policy-path", defaults.Policy.Path, "folder, bundle or URL of the policy; empty: the one that comes with the program")
	cmd.Flags().String("policy-candidate", defaults.Policy.Candidate, "folder, bundle or URL of a policy that is tried beside it")
	cmd.Flags().String("store-driver", defaults.Store.Driver, "where held articles are kept: none, sqlite or postgres")
	cmd.Flags().String("store-path", defaults.Store.Path, "`FILE` of the SQLite store")
	cmd.Flags().String("log-level", defaults.Log.Level, "debug, info, warn or error")
	return cmd
}

func serve(ctx context.Context, c *configs.Config, std streams) (err error) {
	log, err := newLog(c.Log, std.err)
	if err != nil {
		return usage(err)
	}
	db, err := openDatabase(ctx, c.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	srv, err := newService(ctx, c, db, std.out, log)
	if err != nil {
		return err
	}
	people, err := openPages(srv, db, c, log)
	if err != nil {
		return err
	}
	warnOfAccess(c, log)
	flush, err := openTraces(ctx, c.Tracing, srv, log)
	if err != nil {
		return err
	}
	if srv.Flight, err = openFlight(c.Flight, srv.Metrics, log); err != nil {
		return err
	}
	defer srv.Flight.Close()
	desk, err := runDesk(ctx, srv.Desk, c, log)
	if err != nil {
		return err
	}
	last := sync.OnceValue(func() error {
		return handOver(ctx, c.Server.ShutdownTimeout, desk.close, srv.Decisions.Close, flush)
	})
	srv.Last = func() { _ = last() } // with its error below
	err = listen(ctx, srv, c, func(address net.Addr) {
		people.invite(ctx, c, address, std.out, log)
		engine, _ := srv.Policy.Engines()
		log.Info("serving", "address", address.String(), "metrics", operatorsAddress(srv.Operations),
			"version", programVersion(), "filters", len(srv.Pipeline.Filters),
			"rules", len(engine.Rules()), "policy", engine.Revision(), "store", c.Store.Driver)
	})
	if err = errors.Join(err, last()); err != nil {
		return err
	}
	log.Info("stopped")
	return nil
}

// newService is the server with all that the configuration gives it.
func newService(ctx context.Context, c *configs.Config, db *database.DB, out io.Writer, log *slog.Logger) (*server.Server, error) {
	list, err := newFilterList(c)
	if err != nil {
		return nil, err
	}
	m := newMetrics(list, c.Metrics.Sites)
	srv := newServer(c.Server, log, m)
	srv.Pipeline = newPipeline(c, list, nil, m)
	srv.Pipeline.Flood = newGuard(c.Flood, log, m)
	if srv.Policy, err = openPolicy(ctx, c.Policy, list, auditPolicy(db, log), m, log); err != nil {
		return nil, err
	}
	if srv.AdminToken, err = adminToken(c.Server.AdminTokenFile); err != nil {
		return nil, usage(err)
	}
	if srv.Decisions, err = openDecisionLog(c.DecisionLog, out, m, log); err != nil {
		return nil, usage(err)
	}
	srv.Desk = newDesk(db, c.Store, m)
	let(srv, db, c.Access)
	if db != nil {
		srv.Audit = &audit.Log{DB: db}
	}
	return srv, nil
}

// operatorsAddress is off where metrics are served nowhere.
func operatorsAddress(l net.Listener) string {
	if l == nil {
		return "off"
	}
	return l.Addr().String()
}

// listen serves until ctx ends, and calls ready once it can be reached.
func listen(ctx context.Context, srv *server.Server, c *configs.Config, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", c.Server.Address)
	if err != nil {
		return fmt.Errorf("listen on server.address: %w", err)
	}
	if c.Metrics.Address != "" {
		if srv.Operations, err = net.Listen("tcp", c.Metrics.Address); err != nil {
			return errors.Join(fmt.Errorf("listen on metrics.address: %w", err), listener.Close())
		}
	}
	ready(listener.Addr())
	if err := serveAndWatch(ctx, srv, listener, srv.Policy, c.Policy.PollInterval); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// serveAndWatch serves, and reads policies again at SIGHUP and when they change,
// until ctx ends.
func serveAndWatch(ctx context.Context, srv *server.Server, l net.Listener, p *live.Policy, every time.Duration) error {
	hangUps := make(chan os.Signal, 1)
	signal.Notify(hangUps, syscall.SIGHUP)
	defer signal.Stop(hangUps)
	watching, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() { p.Watch(watching, every, hangUps) })
	defer watch.Wait()
	defer stop()
	return srv.Serve(ctx, l)
}

func newServer(c configs.Server, log *slog.Logger, m *metrics.Metrics) *server.Server {
	return &server.Server{
		Metrics:           m,
		TrustedProxies:    c.TrustedProxies,
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
// first request on; those of the rules come with the policy.
func newMetrics(list []filters.Filter, sites []string) *metrics.Metrics {
	return metrics.New(metrics.Known{
		Filters:      suite.Kinds(list),
		Rules:        []string{policy.CouldNotJudge},
		Verdicts:     []string{policy.Publish.String(), policy.Review.String(), policy.Reject.String()},
		Sites:        sites,
		Queues:       []string{review.DefaultQueue, review.SampleQueue, review.EscalateQueue},
		Routes:       slices.Concat(server.Patterns(), desk.Patterns()),
		Problems:     server.Problems(),
		FilterErrors: map[string]error{"panic": filters.ErrPanic},
		PolicyErrors: map[string]error{
			"timeout":   policy.ErrTimeout,
			"runtime":   policy.ErrRuntime,
			"undefined": policy.ErrUndefined,
			"malformed": policy.ErrMalformed,
		},
	})
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
