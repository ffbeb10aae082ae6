package live_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/policy/source"
)

// A shelf is a folder with a policy that tests change. It holds the rules of the
// program, and what a test says in two of their messages.
type shelf struct {
	t   *testing.T
	dir string
}

func newShelf(t *testing.T, says string) *shelf {
	t.Helper()
	s := &shelf{t, t.TempDir()}
	if err := os.CopyFS(s.dir, policy.Embedded()); err != nil {
		t.Fatal(err)
	}
	s.say(says)
	return s
}

// say changes two messages, and so the revision.
func (s *shelf) say(says string) {
	s.write("structure/structure.rego", s.rule("structure", says))
	s.write("undecodable/undecodable.rego", s.rule("undecodable", says))
}

// rule is the text of an embedded rule whose message says so.
func (s *shelf) rule(name, says string) string {
	s.t.Helper()
	text, err := fs.ReadFile(policy.Embedded(), name+"/"+name+".rego")
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Replace(string(text), `message: "`, `message: "`+says+": ", 1)
}

func (s *shelf) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) source() *source.Source {
	s.t.Helper()
	src, err := source.Open(s.dir, source.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	return src
}

// engine is what the shelf holds, compiled.
func (s *shelf) engine() *policy.Engine {
	s.t.Helper()
	e, err := policy.New(os.DirFS(s.dir))
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

// A book keeps a log.
type book struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (b *book) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *book) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// A desk is a policy in force, in the hands of a test.
type desk struct {
	*live.Policy
	t       *testing.T
	metrics *metrics.Metrics
	log     *book
	changes []live.Change
}

func open(t *testing.T, inForce, candidate *shelf) *desk {
	t.Helper()
	d := &desk{t: t, log: &book{}, metrics: metrics.New(metrics.Known{Verdicts: []string{"publish", "review", "reject"}})}
	now := time.Unix(0, 0)
	o := live.Options{
		Source:  inForce.source(),
		Gate:    compile,
		Changed: func(c live.Change) { d.changes = append(d.changes, c) },
		Metrics: d.metrics,
		Log:     slog.New(slog.NewTextHandler(d.log, nil)),
		Now:     func() time.Time { now = now.Add(time.Second); return now },
	}
	if candidate != nil {
		o.Candidate = candidate.source()
	}
	p, err := live.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	d.Policy = p
	return d
}

// says is what the policy in force says of an article that is nested too deep,
// and what the candidate says; empty if there is none.
func (d *desk) says() (inForce, candidate string) {
	d.t.Helper()
	a, b := d.Engines()
	inForce = message(d.t, a)
	if b != nil {
		candidate = message(d.t, b)
	}
	return inForce, candidate
}

func message(t *testing.T, e *policy.Engine) string {
	t.Helper()
	v, err := e.Evaluate(t.Context(), bad)
	if err != nil {
		t.Fatal(err)
	}
	return saysOf(t, v)
}

// saysOf is what both reasons of a verdict on the bad article say.
func saysOf(t *testing.T, v policy.Verdict) string {
	t.Helper()
	if len(v.Reasons) != 2 {
		t.Fatalf("verdict %+v, want two reasons", v)
	}
	a, _, _ := strings.Cut(v.Reasons[0].Message, ":")
	b, _, _ := strings.Cut(v.Reasons[1].Message, ":")
	if a != b {
		t.Errorf("half of the verdict is by policy %q, half by %q", a, b)
	}
	return a
}

// bad is an article to which two rules object.
var bad = policy.Input{
	Findings: []filters.Finding{
		{ID: "1", Filter: "structure", Kind: "too-deep", Confidence: 1},
		{ID: "2", Filter: "structure", Kind: "undecodable-bytes", Confidence: 1},
	},
}

func (d *desk) reload(want live.Outcome, complaint string) {
	d.t.Helper()
	got, err := d.Reload(d.t.Context())
	if got != want {
		d.t.Errorf("Reload = %+v, want %+v", got, want)
	}
	if complaint == "" && err != nil || complaint != "" && (err == nil || !strings.Contains(err.Error(), complaint)) {
		d.t.Errorf("Reload = %v, want %q", err, complaint)
	}
}

var errOutside = errors.New("the gate is shut")

// compile is a gate that lets in what compiles. A busy machine shall not decide.
func compile(_ context.Context, files fs.FS) (*policy.Engine, error) {
	engine, err := policy.New(files)
	if err != nil {
		return nil, err
	}
	engine.Timeout = time.Minute
	return engine, nil
}

// mostlyRemembered is compile, but only every so many policies are compiled anew:
// what is loaded again and again takes no time then, and more of it fits in.
func mostlyRemembered(every int) func(context.Context, fs.FS) (*policy.Engine, error) {
	known, asked := map[string]*policy.Engine{}, 0
	return func(ctx context.Context, files fs.FS) (*policy.Engine, error) {
		text, err := fs.ReadFile(files, "structure/structure.rego")
		if err != nil {
			return nil, err
		}
		asked++
		if engine := known[string(text)]; engine != nil && asked%every != 0 {
			return engine, nil
		}
		engine, err := compile(ctx, files)
		known[string(text)] = engine
		return engine, err
	}
}

// polled is the interval of polls that the metrics tell of, or -1.
func (d *desk) polled() float64 {
	d.t.Helper()
	families, err := d.metrics.Gather()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "presscheck_policy_poll_interval_seconds" {
			return f.Metric[0].Gauge.GetValue()
		}
	}
	return -1
}
