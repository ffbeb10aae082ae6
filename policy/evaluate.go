package policy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Why Evaluate could not judge. Each of its errors is exactly one of these.
var (
	ErrTimeout   = errors.New("evaluation was cut short")            // Engine.Timeout passed, or the caller's context was done
	ErrRuntime   = errors.New("the policy failed")                   // a conflict or a failed function in the rules
	ErrUndefined = errors.New("the policy gave no verdict")          // the verdict was undefined
	ErrMalformed = errors.New("input or verdict has the wrong form") // evidence that is no JSON; an unknown action, rule or field
)

// CouldNotJudge is the rule that is named when no rule could be asked, or not
// about all that there was to look at. No folder of rules may have its name.
const CouldNotJudge = "could-not-judge"

const defaultTimeout = time.Second

// Evaluate judges one article. If it cannot, it returns an error that is one of
// ErrTimeout, ErrRuntime, ErrUndefined and ErrMalformed, and beside it a
// verdict that is valid all the same: a review whose only reason, of the rule
// "could-not-judge", says so. The same input gives the same verdict.
func (e *Engine) Evaluate(ctx context.Context, in Input) (Verdict, error) {
	v, err := e.Trace(ctx, in, nil)
	if err != nil {
		return v, fmt.Errorf("evaluate policy: %w", err)
	}
	return v, nil
}

// Trace is Evaluate with a tracer that sees each step of the rules, unless it is
// nil. It takes many times as long.
func (e *Engine) Trace(ctx context.Context, in Input, tracer topdown.QueryTracer) (Verdict, error) {
	v, err := e.judge(ctx, in, tracer)
	if err != nil {
		return e.fallback(err), err
	}
	return v, nil
}

func (e *Engine) judge(ctx context.Context, in Input, tracer topdown.QueryTracer) (Verdict, error) {
	if len(e.rules) == 0 {
		return Verdict{}, ErrUndefined
	}
	value, err := in.value()
	if err != nil {
		return Verdict{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	answer, err := e.ask(ctx, value, tracer)
	if err != nil {
		return Verdict{}, err
	}
	v, err := e.verdict(answer)
	if err != nil {
		return Verdict{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return demote(v, in.Demoted), nil
}

// ask recovers, because a batch must outlive one article whose evidence a built-in
// function was not made for.
func (e *Engine) ask(ctx context.Context, input ast.Value, tracer topdown.QueryTracer) (answer ast.Value, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(e.Timeout, defaultTimeout))
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			// Not its value, which may be a piece of the article: errors are logged.
			err = fmt.Errorf("%w: panic of type %T\n%s", ErrRuntime, r, debug.Stack())
		}
	}()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("%w: %w", ErrTimeout, ctx.Err())
	}
	rows, err := e.query.Eval(ctx, rego.EvalParsedInput(input), rego.EvalQueryTracer(tracer))
	switch {
	case topdown.IsCancel(err), err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("%w: %w", ErrTimeout, ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrRuntime, err)
	case len(rows) != 1:
		return nil, ErrUndefined
	}
	return rows[0].Expressions[0].Value.(ast.Value), nil
}

func (e *Engine) fallback(err error) Verdict {
	message := "The article could not be judged"
	for _, why := range []error{ErrTimeout, ErrRuntime, ErrUndefined, ErrMalformed} {
		if errors.Is(err, why) {
			message += ": " + why.Error()
		}
	}
	return Verdict{
		Action:   Review,
		Reasons:  []Reason{{Rule: CouldNotJudge, Action: Review, Message: message + ".", Findings: []string{}}},
		Revision: e.written.Revision,
	}
}
