// Package policy turns findings into a verdict: publish, review or reject.
//
//	Input ──▶ ast.Value ──▶ data.presscheck.verdict ──▶ decode, check ──▶ Verdict
//	          grouped by     rules/<rule>/<rule>.rego      templates of the
//	          filter, kind   rules/data.yaml: settings     rules' METADATA
//
// Its input is what the filters reported about one article, with a few facts
// that the CMS submitted beside it; the evidence quotes an article that may be
// hostile. The rules are Rego, embedded from the folder rules or handed over as
// a file system, and are compiled once against an allow-list of functions that
// can neither reach the network nor read the clock. Whatever goes wrong while
// judging leads to a review and never to publication.
package policy

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/presscheck/presscheck/policy/written"
)

//go:embed rules
var embedded embed.FS

const entrypoint = "data.presscheck.verdict"

// An Engine is a compiled policy. It does not change after New and is safe for
// many goroutines at once. The zero Engine holds no policy: each of its
// verdicts is a review, with ErrUndefined.
type Engine struct {
	Timeout time.Duration // limit of one evaluation; zero means one second. Set before the first Evaluate

	query   rego.PreparedEvalQuery
	written written.Policy
	rules   []Rule
}

// Default compiles the rules that are part of the program.
func Default() (*Engine, error) { return New(Embedded()) }

// Embedded is the policy that is part of the program, with its tests, as New
// takes it.
func Embedded() fs.FS {
	rules, err := fs.Sub(embedded, "rules")
	if err != nil {
		panic("policy: " + err.Error()) // the name is constant and valid
	}
	return rules
}

// New compiles the policy whose root is fsys: verdict.rego, site.rego, the
// settings (data.yaml or data.json, and sites/<site>/data.yaml), and a folder
// for each rule. Tests (*_test.rego) and hidden files are left out. It refuses
// what could fail to fire unnoticed: a rule without a reason, in a package other
// than its folder's or without METADATA; a threshold missing from the settings,
// settings that data.schema.json does not allow or of a rule that there is not;
// a field that the input does not have. Errors name file and line.
func New(fsys fs.FS) (*Engine, error) {
	p, err := written.Read(fsys)
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	compiler, err := p.Compile()
	if err != nil {
		return nil, fmt.Errorf("compile policy: %w", err)
	}
	rules, err := describe(p.Modules, compiler)
	if err := errors.Join(err, checkData(p, compiler), p.Settings.Check(names(rules))); err != nil {
		return nil, fmt.Errorf("check policy: %w", err)
	}
	query, err := prepare(compiler, p.Settings.Data())
	if err != nil {
		return nil, fmt.Errorf("prepare policy: %w", err)
	}
	return &Engine{query: query, written: p, rules: rules}, nil
}

func prepare(c *ast.Compiler, data map[string]any) (rego.PreparedEvalQuery, error) {
	store := inmem.NewFromObjectWithOpts(data, inmem.OptReturnASTValuesOnRead(true))
	return rego.New(
		rego.Query(entrypoint),
		rego.Compiler(c),
		rego.Capabilities(c.Capabilities()),
		rego.Store(store),
		rego.StrictBuiltinErrors(true),
		rego.GenerateJSON(func(t *ast.Term, _ *rego.EvalContext) (any, error) { return t.Value, nil }),
	).PrepareForEval(context.Background())
}

// Revision is a short hash of the names and contents of all rules and data,
// tests excepted: equal revisions judge alike.
func (e *Engine) Revision() string { return e.written.Revision }

// Written is the policy as it was written, tests excepted. The caller does not
// change it.
func (e *Engine) Written() written.Policy { return e.written }

// Rules lists the rules in the order of their names. The caller may change it.
func (e *Engine) Rules() []Rule { return slices.Clone(e.rules) }
