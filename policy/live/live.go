// Package live holds the policy in force and replaces it while articles are
// judged.
//
//	source ─▶ Read ─▶ gate ─▶ one swap ─▶ Engines: the policy in force, the candidate
//	  ▲ asked (SIGHUP, a call) or polled        └─▶ Status, metrics, log
//
// What it reads comes from the people who write policies, by way of package
// source. All of that happens beside the articles, which see one policy or the
// next and nothing between: an article asks for the Engines once. What cannot be
// read, or does not pass the gate, changes nothing but the Status.
//
// A candidate is a policy that is tried beside the one in force until a person
// promotes it.
package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/source"
)

// Options say where policies come from, and what a policy has to pass.
type Options struct {
	Source    *source.Source                                       // of the policy in force
	Candidate *source.Source                                       // nil: none
	Gate      func(context.Context, fs.FS) (*policy.Engine, error) // what it refuses stays out; each error says why
	Changed   func(Change)                                         // called after each; nil: nobody is told
	Metrics   *metrics.Metrics                                     // may be nil
	Log       *slog.Logger                                         // nil logs nothing
	Now       func() time.Time                                     // nil means time.Now
}

// A Policy is the policy in force and, beside it, the candidate. Its methods may
// be called from many goroutines.
type Policy struct {
	Options
	engines atomic.Pointer[engines]
	status  atomic.Pointer[Status]

	mu        sync.Mutex // held while a policy is read or replaced
	inForce   slot
	candidate slot
	promoted  *Promotion
}

type engines struct{ inForce, candidate *policy.Engine }

// Open reads the policy that is to be in force. Without one it returns an error;
// a candidate that is no good only shows in the Status.
func Open(ctx context.Context, o Options) (*Policy, error) {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	if o.Now == nil {
		o.Now = time.Now
	}
	p := &Policy{Options: o, inForce: slot{name: "live", source: o.Source}, candidate: slot{name: "candidate", source: o.Candidate}}
	outcome, err := p.Reload(ctx)
	if outcome.Live != Loaded {
		return nil, err
	}
	return p, nil
}

// Engines returns the policy in force and the candidate, which may be nil: they
// are to judge one article, to its end.
func (p *Policy) Engines() (inForce, candidate *policy.Engine) {
	e := p.engines.Load()
	return e.inForce, e.candidate
}

// A Result is what became of reading a policy.
type Result string

// The results, as they stand in answers and metrics.
const (
	Loaded      Result = "loaded"      // it judges from now on
	Unchanged   Result = "unchanged"   // the source holds what it held before
	Refused     Result = "refused"     // it did not pass; the one before goes on
	Unreachable Result = "unreachable" // it could not be read; the one before goes on
)

// An Outcome is what Reload did.
type Outcome struct {
	Live      Result `json:"live"`
	Candidate Result `json:"candidate,omitempty"` // empty: there is no source of one
}

// Reload reads both sources and puts what is new there in force, if it passes
// the gate. The error joins what was Refused or Unreachable, and wraps
// source.ErrUnreachable for the latter.
func (p *Policy) Reload(ctx context.Context) (Outcome, error) { return p.reload(ctx, true) }

func (p *Policy) reload(ctx context.Context, asked bool) (Outcome, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out Outcome
	var err, candidateErr error
	out.Live, err = p.read(ctx, &p.inForce, asked)
	if p.candidate.source != nil {
		out.Candidate, candidateErr = p.read(ctx, &p.candidate, asked)
	}
	p.publish()
	return out, errors.Join(err, candidateErr)
}

// A Change is that a policy judges, or is tried, which was not before.
type Change struct {
	Candidate bool   // it is tried
	By        string // who promoted it; empty: it came from its source
	Revision  string
	Replaced  string // revision of the one before; empty: there was none
}

func (p *Policy) changed(c Change) {
	if p.Changed != nil {
		p.Changed(c)
	}
}

// publish is the one place where articles get another policy.
func (p *Policy) publish() {
	next := engines{p.inForce.engine, p.candidate.engine}
	if next.candidate != nil && next.inForce != nil && next.candidate.Revision() == next.inForce.Revision() {
		next.candidate = nil // it has nothing to differ in
	}
	if last := p.engines.Load(); last == nil || *last != next {
		p.Metrics.PolicyLoaded("live", labels(next.inForce)) // before any article can name its rules
		p.Metrics.PolicyLoaded("candidate", labels(next.candidate))
		p.engines.Store(&next)
	}
	p.status.Store(p.newStatus(next))
}

func labels(e *policy.Engine) metrics.PolicyLabels {
	if e == nil {
		return metrics.PolicyLabels{}
	}
	l := metrics.PolicyLabels{Revision: e.Revision(), Queues: e.Written().Settings.Queues()}
	for _, r := range e.Rules() {
		l.Rules = append(l.Rules, r.Name)
	}
	return l
}

// ErrNoCandidate is the error of Promote when there is nothing to be promoted,
// or something else than was meant.
var ErrNoCandidate = errors.New("there is no such candidate")

// ErrNobody is the error of Promote when nobody answers for it.
var ErrNobody = errors.New("a person has to be named")

// A Promotion is a candidate that was put in force.
type Promotion struct {
	By       string    `json:"by"` // who answers for it
	At       time.Time `json:"at"`
	Revision string    `json:"revision"`
	Replaced string    `json:"replaced"` // the revision that was in force before
}

// Promote puts the candidate in force, through the gate once more. By names the
// person who answers for that; revision, unless it is empty, the candidate that
// the person means. The source of the policy in force is not written to: what it
// holds comes back when the program starts again, or when it changes.
func (p *Policy) Promote(ctx context.Context, by, revision string) (*Promotion, error) {
	if !named(by) {
		return nil, ErrNobody
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	before, candidate := p.Engines()
	if candidate == nil || revision != "" && revision != candidate.Revision() {
		return nil, ErrNoCandidate
	}
	engine, err := p.Gate(ctx, p.candidate.files)
	if err != nil {
		_, err = p.failed(&p.candidate, Refused, &refusal{p.Candidate.String(), err}, true)
		p.publish()
		return nil, fmt.Errorf("promote candidate: %w", err)
	}
	p.inForce.engine, p.inForce.bundle, p.inForce.since = engine, p.candidate.bundle, p.Now()
	p.promoted = &Promotion{By: by, At: p.Now(), Revision: engine.Revision(), Replaced: before.Revision()}
	p.publish()
	p.changed(Change{By: by, Revision: engine.Revision(), Replaced: before.Revision()})
	p.Metrics.PolicyReload(p.inForce.name, "promoted", p.Now())
	p.Log.Warn("candidate promoted; the source of the policy in force holds another until it is published there", "by", by,
		"revision", engine.Revision(), "replaced", before.Revision(), "candidate", p.Candidate.String(), "source", p.Source.String())
	return p.promoted, nil
}
