package configs

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostSites keeps a scrape small: 6,000 series.
const mostSites = 1000

// validate reports values that make no sense, alone or beside one another. The
// bounds are wide: they are there for slips of the keyboard.
func (l *loader) validate(c *Config) {
	l.validateServer(c.Server)
	l.validateArticle(c.Article)
	l.validatePolicy(c.Policy)
	notAbove(l, "policy::timeout", c.Policy.Timeout, "server::check_timeout", c.Server.CheckTimeout)
	if c.Metrics.Address != "" {
		l.hostPort("metrics::address", c.Metrics.Address)
	}
	if n := len(c.Metrics.Sites); n > mostSites {
		l.refuse("metrics::sites", "names %d sites; name the %d that matter most, the others are counted as one", n, mostSites)
	}
	between(l, "flood::window", c.Flood.Window, 0, 24*time.Hour)
	between(l, "flood::band", c.Flood.Band, 2, 1000)
	between(l, "flood::minimum", c.Flood.Minimum, 1, 1_000_000)
	l.validateDecisionLog(c.DecisionLog)
	l.validateStore(c.Store)
	l.validateAccess(c.Access, c.Store)
	l.validateOIDC(c.OIDC, c.Access, c.Store)
	if c.Server.AdminTokenFile != "" && c.Store.Driver != "none" {
		l.refuse("server::admin_token_file", "is set, but with a store there are tokens for that; remove it and run 'presscheck token create --scope admin'")
	}
	l.oneOf("log::level", c.Log.Level, "debug", "info", "warn", "error")
	l.oneOf("log::format", c.Log.Format, "json", "text")
	l.validateTracing(c.Tracing)
	l.validateFlight(c.Flight)
	notAbove(l, "flight::threshold", c.Flight.Threshold, "server::check_timeout", c.Server.CheckTimeout)
}

// validateTracing refuses addresses with a name and password: the address is
// printed and logged.
func (l *loader) validateTracing(t Tracing) {
	between(l, "tracing::sample_ratio", t.SampleRatio, 0, 1)
	u, err := url.Parse(t.Endpoint)
	if t.Endpoint != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "") {
		l.refuse("tracing::endpoint", "is no URL of a collector, or has more in it; write for example http://localhost:4318")
	}
}

func (l *loader) validateFlight(f Flight) {
	between(l, "flight::threshold", f.Threshold, 0, 10*time.Minute)
	between(l, "flight::interval", f.Interval, 0, 24*time.Hour)
	between(l, "flight::keep", f.Keep, 1, 10_000)
	if f.Threshold > 0 && f.Directory == "" {
		l.refuse("flight::directory", "is empty; write where recordings shall go, or set flight.threshold to 0s")
	}
}

func (l *loader) validateServer(s Server) {
	l.hostPort("server::address", s.Address)
	between(l, "server::read_header_timeout", s.ReadHeaderTimeout, time.Millisecond, time.Hour)
	between(l, "server::read_timeout", s.ReadTimeout, time.Millisecond, time.Hour)
	between(l, "server::write_timeout", s.WriteTimeout, time.Millisecond, time.Hour)
	between(l, "server::idle_timeout", s.IdleTimeout, time.Millisecond, 24*time.Hour)
	between(l, "server::drain_delay", s.DrainDelay, 0, 10*time.Minute)
	between(l, "server::shutdown_timeout", s.ShutdownTimeout, time.Millisecond, time.Hour)
	between(l, "server::max_body", s.MaxBody, 1<<10, 1<<30)
	between(l, "server::max_decompressed", s.MaxDecompressed, 1<<10, 1<<30)
	between(l, "server::max_in_flight", s.MaxInFlight, 0, 100_000)
	between(l, "server::check_timeout", s.CheckTimeout, time.Millisecond, 10*time.Minute)
	notAbove(l, "server::read_header_timeout", s.ReadHeaderTimeout, "server::read_timeout", s.ReadTimeout)
	notAbove(l, "server::max_body", s.MaxBody, "server::max_decompressed", s.MaxDecompressed)
	notAbove(l, "server::check_timeout", s.CheckTimeout, "server::write_timeout", s.WriteTimeout)
}

func (l *loader) validateArticle(a Article) {
	between(l, "article::max_bytes", a.MaxBytes, 1<<10, 1<<30)
	between(l, "article::max_nodes", a.MaxNodes, 100, 100_000_000)
	between(l, "article::max_attribute_bytes", a.MaxAttributeBytes, 1<<10, 1<<30)
	between(l, "article::parse_budget", a.ParseBudget, time.Millisecond, time.Minute)
	between(l, "article::parse_budget_per_mib", a.ParseBudgetPerMiB, 0, time.Minute)
}

// validatePolicy asks for a poll no oftener than once a second: each reads all
// of a folder.
func (l *loader) validatePolicy(p Policy) {
	between(l, "policy::timeout", p.Timeout, time.Millisecond, time.Minute)
	between(l, "policy::max_packed", p.MaxPacked, 1<<10, 1<<30)
	between(l, "policy::max_unpacked", p.MaxUnpacked, 1<<10, 1<<30)
	between(l, "policy::max_files", p.MaxFiles, 1, 1_000_000)
	l.oneOf("policy::verification_algorithm", p.VerificationAlgorithm,
		"ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512")
	if p.PollInterval != 0 {
		between(l, "policy::poll_interval", p.PollInterval, time.Second, 24*time.Hour)
	}
	if p.VerificationKeyFile != "" && p.Path == "" && p.Candidate == "" {
		l.refuse("policy::verification_key_file", "is set, but the policy that is part of the program has no signature; set policy.path")
	}
}

func (l *loader) validateDecisionLog(d DecisionLog) {
	l.oneOf("decision_log::articles", d.Articles, "masked", "whole")
	between(l, "decision_log::delay", d.Delay, time.Millisecond, time.Hour)
	between(l, "decision_log::max_batch", d.MaxBatch, 1<<10, 1<<30)
	between(l, "decision_log::max_queue", d.MaxQueue, 1<<10, 1<<30)
	between(l, "decision_log::max_file", d.MaxFile, 1<<20, 1<<40)
	between(l, "decision_log::keep_files", d.KeepFiles, 0, 100_000)
	notAbove(l, "decision_log::max_batch", d.MaxBatch, "decision_log::max_queue", d.MaxQueue)
	if d.TokenFile != "" && !strings.HasPrefix(d.To, "https://") && !local(d.To) {
		l.refuse("decision_log::token_file", "is set, but a token is sent over https only; write decision_log.to so, or remove this line")
	}
}

// local reports whether address is a URL of this machine.
func local(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback())
}

func (l *loader) validateStore(s Store) {
	l.oneOf("store::driver", s.Driver, "none", "sqlite", "postgres")
	if s.Driver == "sqlite" && s.Path == "" {
		l.refuse("store::path", "is empty; write where SQLite shall keep its file")
	}
	if s.Driver == "postgres" && s.DSNFile == "" {
		l.refuse("store::dsn_file", "is empty; write the name of a file with the connection string")
	}
	between(l, "store::sample", s.Sample, 0, 1)
	between(l, "store::retention", s.Retention, 0, 100*365*24*time.Hour)
	between(l, "store::lease", s.Lease, time.Second, 24*time.Hour)
	between(l, "store::undo", s.Undo, time.Second, 24*time.Hour)
}

func between[T cmp.Ordered](l *loader, key string, got, least, most T) {
	if got < least || got > most {
		l.refuse(key, "is %s, out of range; write a value from %s to %s", show(got), show(least), show(most))
	}
}

func notAbove[T cmp.Ordered](l *loader, key string, got T, than string, most T) {
	if got > most && !l.broken[than] {
		l.refuse(key, "is %s, above %s (%s, %s); lower it or raise the other",
			show(got), dotted(than), show(most), l.origins.at(than))
	}
}

func (l *loader) oneOf(key, got string, allowed ...string) {
	if !slices.Contains(allowed, got) {
		l.refuse(key, "is %q; write one of %s", got, strings.Join(allowed, ", "))
	}
}

func (l *loader) hostPort(key, got string) {
	_, port, err := net.SplitHostPort(got)
	if _, portErr := strconv.ParseUint(port, 10, 16); err != nil || portErr != nil {
		l.refuse(key, "is %q; write host:port, for example 127.0.0.1:8080 or :8080", got)
	}
}

// refuse reports a value, unless there was none because it could not be read.
func (l *loader) refuse(key, format string, args ...any) {
	if !l.broken[key] {
		l.fail(l.origins.at(key), key, format, args...)
	}
}

// show leaves out the zeros with which a time.Duration ends: 1h, not 1h0m0s.
func show(v any) string {
	s := fmt.Sprint(v)
	if _, ok := v.(time.Duration); !ok {
		return s
	}
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
