package live

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/source"
)

// A slot is the place of one policy, and what is known of its source. The mutex
// of its Policy guards it.
type slot struct {
	name   string
	source *source.Source

	engine *policy.Engine // nil: none yet
	files  fs.FS          // of what source gave last that passed
	bundle string         // revision of the bundle that engine came in
	since  time.Time      // when engine came
	seen   time.Time      // when source held last what passed

	passed  string // digest of what source gave last that passed
	refused string // digest of what was refused last
	new     string // digest that was seen once by polling

	failure  error // why what source holds did not pass; nil: it did
	failedAt time.Time
}

// read fills s with what its source holds. When nobody asked, it waits until it
// has seen the same twice, so that a folder is not read while it is written to,
// and does not look again at what was refused.
func (p *Policy) read(ctx context.Context, s *slot, asked bool) (Result, error) {
	found, err := s.source.Read(ctx)
	switch {
	case err != nil && errors.Is(ctx.Err(), context.Canceled): // the program ends
		return Unreachable, err
	case errors.Is(err, source.ErrUnreachable):
		return p.failed(s, Unreachable, err, asked)
	case err != nil:
		return p.failed(s, Refused, err, asked)
	case found.Digest == s.passed:
		return p.unchanged(s, asked), nil
	case !asked && found.Digest == s.refused && s.failure != nil:
		return p.failed(s, Refused, s.failure, false)
	case !asked && found.Digest != s.new:
		s.new = found.Digest
		return Unchanged, nil
	}
	return p.admit(ctx, s, found)
}

// admit lets a policy through the gate.
func (p *Policy) admit(ctx context.Context, s *slot, found *source.Policy) (Result, error) {
	engine, err := p.Gate(ctx, found.Files)
	if err != nil {
		s.refused = found.Digest
		return p.failed(s, Refused, &refusal{s.source.String(), err}, true)
	}
	change := Change{Candidate: s == &p.candidate, Revision: engine.Revision()}
	if s.engine != nil {
		change.Replaced = s.engine.Revision()
	}
	s.engine, s.files, s.bundle, s.passed = engine, found.Files, found.Revision, found.Digest
	s.since, s.seen, s.failure = p.Now(), p.Now(), nil
	if s == &p.inForce {
		p.promoted = nil
	}
	p.changed(change)
	p.Metrics.PolicyReload(s.name, string(Loaded), s.seen)
	p.Log.Info("policy loaded", "policy", s.name, "source", s.source.String(), "revision", engine.Revision(),
		"bundle", s.bundle, "rules", len(engine.Rules()))
	for _, warning := range engine.Warnings(p.Now()) {
		p.Log.Warn("policy", "policy", s.name, "warning", warning)
	}
	return Loaded, nil
}

// A refusal is what the gate said of the policy at a place.
type refusal struct {
	place string
	err   error
}

func (r *refusal) Error() string { return "policy at " + r.place + ": " + r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

func (p *Policy) unchanged(s *slot, asked bool) Result {
	if s.failure != nil {
		p.Log.Info("policy is as it was again", "policy", s.name, "source", s.source.String())
	}
	s.seen, s.failure, s.new = p.Now(), nil, ""
	if asked {
		p.Metrics.PolicyReload(s.name, string(Unchanged), s.seen)
	} else {
		p.Metrics.PolicySeen(s.name, true, s.seen)
	}
	return Unchanged
}

// failed notes why there is no other policy now. What polling finds again and
// again is news only once.
func (p *Policy) failed(s *slot, why Result, err error, asked bool) (Result, error) {
	news := asked || s.failure == nil || s.failure.Error() != err.Error()
	s.failure, s.failedAt = err, p.Now()
	if !news {
		p.Metrics.PolicySeen(s.name, false, s.failedAt)
		return why, err
	}
	p.Metrics.PolicyReload(s.name, string(why), s.failedAt)
	p.Log.Error("policy "+string(why)+"; the one before goes on", "policy", s.name, "source", s.source.String(), "error", err.Error())
	return why, err
}
