package policy_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

func found(filter, kind, id string, confidence float64, evidence map[string]any) filters.Finding {
	return filters.Finding{
		ID: id, Filter: filter, Kind: kind, Confidence: confidence, Evidence: evidence,
		Span: article.Span{Start: 1, End: 2},
	}
}

func TestDefaultPolicy(t *testing.T) {
	reading := func(id string, n int) filters.Finding {
		return found("gloss", "injected-reading", id, 0.99, map[string]any{"readings": n})
	}
	tests := []struct {
		name     string
		findings []filters.Finding
		want     []policy.Reason // the verdict's action is that of the first
	}{
		{"an article without findings is published", nil, nil},
		{"findings that no rule knows are no reason", []filters.Finding{found("emoji", "too-many", "a", 1, nil)}, nil},
		{"a doubtful finding is no reason", []filters.Finding{found("linkblock", "injected-links", "a", 0.1, nil)}, nil},
		{
			"an article that was not read in full is reviewed",
			[]filters.Finding{found("structure", "too-large", "a", 1, nil), found("structure", "too-deep", "b", 1, nil)},
			[]policy.Reason{{Rule: "structure", Action: policy.Review, Findings: []string{"a", "b"},
				Message: "The article could not be read in full (too-deep, too-large)."}},
		},
		{
			"undecodable bytes are reviewed",
			[]filters.Finding{found("structure", "undecodable-bytes", "a", 1, nil)},
			[]policy.Reason{{Rule: "undecodable", Action: policy.Review, Findings: []string{"a"},
				Message: "Places with bytes that are no text in gbk: 1."}},
		},
		{
			"many readings are rejected",
			[]filters.Finding{reading("b", 200), reading("a", 6)},
			[]policy.Reason{{Rule: "injected_readings", Action: policy.Reject, Findings: []string{"a", "b"},
				Message: "Places where readings were pushed into the text: 2; readings in all: 206."}},
		},
		{
			"the severest reason comes first and decides",
			[]filters.Finding{reading("a", 1), found("linkblock", "injected-links", "b", 0.99, nil), found("structure", "too-deep", "c", 1, nil)},
			[]policy.Reason{
				{Rule: "link_blocks", Action: policy.Reject, Findings: []string{"b"},
					Message: "Blocks of links or keywords that do not belong to the article: 1."},
				{Rule: "injected_readings", Action: policy.Review, Findings: []string{"a"},
					Message: "Places where readings were pushed into the text: 1; readings in all: 1."},
				{Rule: "structure", Action: policy.Review, Findings: []string{"c"},
					Message: "The article could not be read in full (too-deep)."},
			},
		},
	}
	e := standard(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := policy.Verdict{Action: policy.Publish, Reasons: tt.want, Revision: e.Revision()}
			if len(tt.want) > 0 {
				want.Action = tt.want[0].Action
			}
			in := policy.Input{Article: policy.Facts{Charset: "gbk"}, Findings: tt.findings}
			got, err := e.Evaluate(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("Evaluate() (-want +got):\n%s", d)
			}
		})
	}
}

const publish = `verdict := {"action": "publish", "reasons": []}`

const loop = publish + ` if {
	every i in numbers.range(1, 100000) {
		every j in numbers.range(1, 100000) {
			i + j > 0
		}
	}
}`

func TestEvaluateNeverPublishesByAccident(t *testing.T) {
	verdict := func(text string) map[string]string {
		return map[string]string{"verdict.rego": "package presscheck\n\n" + text + "\n"}
	}
	reason := func(text string) map[string]string {
		return verdict(`verdict := {"action": "review", "reasons": [` + text + `]}`)
	}
	tests := []struct {
		name    string
		changes map[string]string
		want    error
	}{
		{"a loop without end", verdict(loop), policy.ErrTimeout},
		{"two verdicts at once", verdict(publish + "\n\n" + `verdict := {"action": "review", "reasons": []} if input.site == "s"`), policy.ErrRuntime},
		{"a function that fails", verdict(`verdict := {"action": "publish", "reasons": [], "n": to_number(input.site)}`), policy.ErrRuntime},
		{"an undefined verdict", verdict(publish + ` if input.site == "other"`), policy.ErrUndefined},
		{"a verdict that is a string", verdict(`verdict := "publish"`), policy.ErrMalformed},
		{"a verdict without action", verdict(`verdict := {"reasons": []}`), policy.ErrMalformed},
		{"a verdict without reasons", verdict(`verdict := {"action": "publish"}`), policy.ErrMalformed},
		{"a verdict with a field too many", verdict(`verdict := {"action": "publish", "reasons": [], "note": ""}`), policy.ErrMalformed},
		{"a verdict whose keys are no strings", verdict(`verdict := {1: 2}`), policy.ErrMalformed},
		{"an unknown action", verdict(`verdict := {"action": "allow", "reasons": []}`), policy.ErrMalformed},
		{"a review without reason", verdict(`verdict := {"action": "review", "reasons": []}`), policy.ErrMalformed},
		{"publication despite a reason", verdict(`verdict := {"action": "publish", "reasons": [{"rule": "one", "action": "review"}]}`), policy.ErrMalformed},
		{"an action milder than its reason", reason(`{"rule": "one", "action": "reject"}`), policy.ErrMalformed},
		{"a reason to publish", reason(`{"rule": "one", "action": "publish"}`), policy.ErrMalformed},
		{"a reason with an unknown action", reason(`{"rule": "one", "action": "revew"}`), policy.ErrMalformed},
		{"a reason without action", reason(`{"rule": "one"}`), policy.ErrMalformed},
		{"a reason of an unknown rule", reason(`{"rule": "two", "action": "review"}`), policy.ErrMalformed},
		{"a reason that is a string", reason(`"one"`), policy.ErrMalformed},
		{"a reason whose findings are numbers", reason(`{"rule": "one", "action": "review", "findings": [1]}`), policy.ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := build(t, tt.changes)
			if tt.want == policy.ErrTimeout {
				e.Timeout = 50 * time.Millisecond
			}
			v, err := e.Evaluate(t.Context(), policy.Input{Site: "s"})
			checkFallback(t, e, v, err, tt.want)
		})
	}
}

// checkFallback wants a review with the one reason that nothing could be judged.
func checkFallback(t *testing.T, e *policy.Engine, v policy.Verdict, err, want error) {
	t.Helper()
	for _, known := range []error{policy.ErrTimeout, policy.ErrRuntime, policy.ErrUndefined, policy.ErrMalformed} {
		if errors.Is(err, known) != (known == want) {
			t.Errorf("Evaluate() error = %v, want only %q", err, want)
		}
	}
	message := "The article could not be judged: " + want.Error() + "."
	wantVerdict := policy.Verdict{
		Action:   policy.Review,
		Reasons:  []policy.Reason{{Rule: "could-not-judge", Action: policy.Review, Message: message, Findings: []string{}}},
		Revision: e.Revision(),
	}
	if d := cmp.Diff(wantVerdict, v); d != "" {
		t.Errorf("Evaluate() (-want +got):\n%s", d)
	}
}

func TestEvaluateStopsAtItsTimeout(t *testing.T) {
	e := build(t, map[string]string{"verdict.rego": "package presscheck\n\n" + loop})
	e.Timeout = 50 * time.Millisecond
	start := time.Now()
	v, err := e.Evaluate(t.Context(), policy.Input{})
	checkFallback(t, e, v, err, policy.ErrTimeout)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("Evaluate() took %v with a limit of %v", took, e.Timeout)
	}
}

func TestEvaluateOfACallerWhoLeft(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	e := standard(t)
	v, err := e.Evaluate(ctx, policy.Input{})
	checkFallback(t, e, v, err, policy.ErrTimeout)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Evaluate() error = %v, want it to say that the context was canceled", err)
	}
}

func TestTheZeroEngineJudgesNothing(t *testing.T) {
	var e policy.Engine
	v, err := e.Evaluate(t.Context(), policy.Input{})
	checkFallback(t, &e, v, err, policy.ErrUndefined)
}

func TestMessagesAreFilledIn(t *testing.T) {
	const reasons = `package presscheck

verdict := {"action": "review", "reasons": [{"rule": "one", "action": "review", "params": {"n": %s}}]}
`
	tests := []struct{ name, value, want string }{
		{"a number stays as it is", `1234567.5`, "Three 1234567.5, {m}."},
		{"a string stands without quotes", `"x"`, "Three x, {m}."},
		{"a list is joined", `["x", 2]`, "Three x, 2, {m}."},
		{"a set is joined in order", `{"y", "x"}`, "Three x, y, {m}."},
		{"a quoted placeholder is not filled in again", `"{n}"`, "Three {n}, {m}."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := build(t, map[string]string{
				"verdict.rego": fmt.Sprintf(reasons, tt.value),
				"one/one.rego": strings.Replace(rule("one", `reason contains "unused" if true`), "Three.", `"Three {n}, {m}."`, 1),
			})
			v, err := e.Evaluate(t.Context(), policy.Input{})
			if err != nil {
				t.Fatal(err)
			}
			if got := v.Reasons[0].Message; got != tt.want {
				t.Errorf("message = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestShippedMessagesHaveAllTheirParameters(t *testing.T) {
	e := standard(t)
	v, err := e.Evaluate(t.Context(), policy.Input{Findings: everyKind(e, 1)})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range v.Reasons {
		if strings.ContainsAny(r.Message, "{}") {
			t.Errorf("rule %s leaves a placeholder: %s", r.Rule, r.Message)
		}
	}
}

func TestTheSameInputGivesTheSameVerdict(t *testing.T) {
	e := standard(t)
	in := policy.Input{Findings: everyKind(e, 5)}
	want, err := e.Evaluate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		got, err := e.Evaluate(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("Evaluate() differs from the first time (-first +now):\n%s", d)
		}
	}
}

func TestOneEngineServesMany(t *testing.T) {
	e := standard(t)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for range 20 {
				v, err := e.Evaluate(t.Context(), policy.Input{Findings: everyKind(e, n)})
				if want := n == 0; err != nil || (v.Action == policy.Publish) != want {
					t.Errorf("Evaluate() of %d findings a kind = %v, %v", n, v.Action, err)
				}
			}
		})
	}
	wg.Wait()
}

// everyKind is an article with n findings of each kind that a rule waits for.
func everyKind(e *policy.Engine, n int) []filters.Finding {
	var all []filters.Finding
	for filter, kinds := range kindsOf(e) {
		for _, kind := range kinds {
			for i := range n {
				id := fmt.Sprintf("%s-%s-%d", filter, kind, i)
				all = append(all, found(filter, kind, id, 0.99, map[string]any{"readings": 3}))
			}
		}
	}
	return all
}

// kindsOf are those that the rules of e name, by filter, and any where they ask
// for all of a filter.
func kindsOf(e *policy.Engine) map[string][]string {
	kinds := map[string][]string{}
	for _, r := range e.Written().References("input") {
		filter, kind := r.Constant(2), r.Constant(3)
		if r.Constant(1) != "findings" || filter == "" {
			continue
		}
		if kind == "" {
			kind = "any"
		}
		kinds[filter] = append(kinds[filter], kind)
	}
	return kinds
}
