package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/policy/source"
)

// newEngine is the configured policy, which stays what it is. Of the embedded one
// all but the filters it runs with was tested with the program.
func newEngine(ctx context.Context, c configs.Policy, list []filters.Filter) (*policy.Engine, error) {
	if c.Path == "" {
		engine, err := policy.Default()
		if err != nil {
			return nil, err
		}
		engine.Timeout = c.Timeout
		return engine, engine.CheckKinds(suite.Kinds(list))
	}
	from, err := newSource(c, "policy.path", c.Path)
	if err != nil {
		return nil, usage(err)
	}
	found, err := from.Read(ctx)
	if err != nil {
		return nil, usage(fmt.Errorf("policy.path: %w", err))
	}
	engine, err := gate(c, list)(ctx, found.Files)
	if err != nil {
		return nil, usage(fmt.Errorf("policy at %s: %w", from, err))
	}
	return engine, nil
}

// openPolicy is the configured policy, which may be replaced, and the candidate;
// changed is told of each that comes.
func openPolicy(ctx context.Context, c configs.Policy, list []filters.Filter, changed func(live.Change), m *metrics.Metrics, log *slog.Logger) (*live.Policy, error) {
	from, err := newSource(c, "policy.path", c.Path)
	if err != nil {
		return nil, usage(err)
	}
	o := live.Options{Source: from, Gate: gate(c, list), Changed: changed, Metrics: m, Log: log}
	if c.Candidate != "" {
		if o.Candidate, err = newSource(c, "policy.candidate", c.Candidate); err != nil {
			return nil, usage(err)
		}
	}
	p, err := live.Open(ctx, o)
	if err != nil {
		return nil, usage(err)
	}
	return p, nil
}

// newSource is the source at place, which the setting names.
func newSource(c configs.Policy, setting, place string) (*source.Source, error) {
	if place == "" {
		return source.Tree("the program itself", policy.Embedded()), nil
	}
	o := source.Options{MaxPacked: int64(c.MaxPacked), MaxUnpacked: int64(c.MaxUnpacked), MaxFiles: c.MaxFiles}
	if c.VerificationKeyFile != "" {
		text, err := os.ReadFile(c.VerificationKeyFile)
		if err != nil {
			return nil, fmt.Errorf("policy.verification_key_file: %w", err)
		}
		if o.Key, err = source.NewKey(text, c.VerificationAlgorithm); err != nil {
			return nil, fmt.Errorf("policy.verification_key_file %s: %w", c.VerificationKeyFile, err)
		}
	}
	var err error
	if o.Token, err = readToken("policy.token_file", c.TokenFile); err != nil {
		return nil, err
	}
	from, err := source.Open(place, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", setting, err)
	}
	return from, nil
}

// gate is what every policy has to pass before it judges an article.
func gate(c configs.Policy, list []filters.Filter) func(context.Context, fs.FS) (*policy.Engine, error) {
	return func(ctx context.Context, files fs.FS) (*policy.Engine, error) {
		engine, err := policy.Gate(ctx, files, suite.Kinds(list))
		if err != nil {
			return nil, err
		}
		engine.Timeout = c.Timeout
		return engine, nil
	}
}

// readToken reads the token in file, which the setting names; without a file
// there is none. No error quotes it.
func readToken(setting, file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", setting, err)
	}
	token := strings.TrimSpace(string(text))
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s: %s holds no token; write one line of letters and digits", setting, file)
	}
	return token, nil
}
