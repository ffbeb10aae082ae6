package policy_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

// full is an input in which nothing is left out.
var full = policy.Input{
	Article: policy.Facts{Bytes: 48211, Charset: "gbk", Undecodable: 3, Script: "Hant", Links: 31},
	Site:    "daily",
	URL:     "https://daily.example/1",
	Title:   "案偵查",
	Author:  map[string]any{"name": "A", "roles": []any{"editor"}, "since": 2019.0, "staff": true, "address": map[string]any{"city": nil}},
	Now:     time.Date(2026, 11, 23, 10, 0, 0, 5, time.FixedZone("", 3600)),
	Demoted: []string{"link_blocks"},
	Findings: []filters.Finding{
		{ID: "b", Filter: "linkblock", Kind: "injected-links", Confidence: 0.5, Span: article.Span{Start: 3, End: 9},
			Evidence: map[string]any{"hosts": []string{"x.example", "y.example"}, "links": 40, "share": 0.25, "hidden": true, "rank": int64(7)}},
		{ID: "a", Filter: "linkblock", Kind: "injected-links", Confidence: 1, Span: article.Span{Start: 10, End: 11}},
		{ID: "c", Filter: "gloss", Kind: "split-character", Confidence: 1e-9, Span: article.Span{Start: 12, End: 13}},
	},
}

const fullInRego = `{
	"article": {"bytes": 48211, "charset": "gbk", "undecodable": 3, "script": "Hant", "links": 31},
	"site": "daily",
	"url": "https://daily.example/1",
	"title": "案偵查",
	"author": {"name": "A", "roles": ["editor"], "since": 2019, "staff": true, "address": {"city": null}},
	"now": "2026-11-23T09:00:00.000000005Z",
	"demoted": ["link_blocks"],
	"findings": {
		"linkblock": {"injected-links": [
			{"id": "b", "confidence": 0.5, "span": {"start": 3, "end": 9},
				"evidence": {"hosts": ["x.example", "y.example"], "links": 40, "share": 0.25, "hidden": true, "rank": 7}},
			{"id": "a", "confidence": 1, "span": {"start": 10, "end": 11}, "evidence": {}},
		]},
		"gloss": {"split-character": [
			{"id": "c", "confidence": 1e-09, "span": {"start": 12, "end": 13}, "evidence": {}},
		]},
	},
}`

func inRego(t *testing.T, in policy.Input) ast.Value {
	t.Helper()
	v, err := policy.InputValue(in)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestInputIsGroupedByFilterAndKind(t *testing.T) {
	want := ast.MustParseTerm(fullInRego).Value
	if got := inRego(t, full); got.Compare(want) != 0 {
		t.Errorf("input (-want +got):\n%s", cmp.Diff(ast.MustJSON(want), ast.MustJSON(got)))
	}
}

func TestInputKeepsToItsSchema(t *testing.T) {
	schema, err := os.ReadFile(filepath.Join("written", "input.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]policy.Input{"everything": full, "nothing": {}} {
		query := rego.New(
			rego.Query(`json.match_schema(input.value, input.schema)`),
			rego.ParsedInput(ast.NewObject(
				ast.Item(ast.StringTerm("value"), ast.NewTerm(inRego(t, in))),
				ast.Item(ast.StringTerm("schema"), ast.StringTerm(string(schema))),
			)))
		rows, err := query.Eval(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if answer := rows[0].Expressions[0].Value.([]any); answer[0] != true {
			t.Errorf("input with %s is not what input.schema.json says: %v", name, answer[1])
		}
	}
}

func TestAStoredInputIsTheSameInput(t *testing.T) {
	for name, in := range map[string]policy.Input{"everything": full, "nothing": {}} {
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var again policy.Input
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if want, got := inRego(t, in), inRego(t, again); got.Compare(want) != 0 {
			t.Errorf("input with %s (-kept +read):\n%s", name, cmp.Diff(ast.MustJSON(want), ast.MustJSON(got)))
		}
	}
}

func TestAStoredInputWithAnUnknownFieldIsRefused(t *testing.T) {
	var in policy.Input
	if err := json.Unmarshal([]byte(`{"sight": "daily"}`), &in); err == nil || !strings.Contains(err.Error(), `unknown field "sight"`) {
		t.Errorf("Unmarshal() = %v, want it to name sight", err)
	}
}

func TestStoredInputsAreJudgedAgainAlike(t *testing.T) {
	e := standard(t)
	for n := range 2000 {
		in := policy.Input{
			Site: "daily", Now: time.Unix(int64(n), int64(n)), Article: policy.Facts{Bytes: n, Charset: "gbk"},
			Findings: randomFindings(rand.New(rand.NewPCG(uint64(n), 1))),
		}
		want, err := e.Evaluate(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var again policy.Input
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		got, err := e.Evaluate(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("verdict on %s (-first +again):\n%s", text, d)
		}
	}
}

func randomFindings(r *rand.Rand) []filters.Finding {
	kinds := [][2]string{
		{"gloss", "injected-reading"}, {"gloss", "split-character"}, {"linkblock", "injected-links"}, {"linkblock", "keyword-list"},
		{"escapes", "entity"}, {"homoglyph", "mixed"}, {"structure", "too-deep"}, {"structure", "undecodable-bytes"},
	}
	var all []filters.Finding
	for i := range r.IntN(6) {
		kind := kinds[r.IntN(len(kinds))]
		all = append(all, found(kind[0], kind[1], fmt.Sprint(i), 1-r.Float64(), map[string]any{"readings": r.IntN(30), "share": r.Float64()}))
	}
	return all
}

func TestInputWithoutTimeHasNone(t *testing.T) {
	v := inRego(t, policy.Input{}).(ast.Object)
	if now := v.Get(ast.StringTerm("now")); now != nil {
		t.Errorf("input.now = %v, want none", now)
	}
}

func TestLongStringsAreCut(t *testing.T) {
	const limit = 4096
	tests := []struct{ name, in, want string }{
		{"a string at the limit is whole", strings.Repeat("x", limit), strings.Repeat("x", limit)},
		{"a longer one is cut", strings.Repeat("x", limit+1), strings.Repeat("x", limit)},
		{"a character is not cut in two", strings.Repeat("x", limit-1) + "國", strings.Repeat("x", limit-1)},
		{"what is no UTF-8 is replaced", "a\xb8\x82b", "a\uFFFDb"},
		{"continuation bytes alone are replaced", strings.Repeat("\x80", limit+1), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			evidence := map[string]any{"s": tt.in, "list": []string{tt.in}, tt.in: true}
			v := inRego(t, policy.Input{Title: tt.in, Findings: []filters.Finding{found("f", "k", "a", 1, evidence)}})
			want := ast.String(tt.want)
			for _, at := range []string{"title", "findings/f/k/0/evidence/s", "findings/f/k/0/evidence/list/0"} {
				got, err := v.Find(pathTo(at))
				if err != nil || got.Compare(want) != 0 {
					t.Errorf("input/%s = %.40v, %v, want %.40v", at, got, err, want)
				}
			}
			if _, err := v.Find(append(pathTo("findings/f/k/0/evidence"), ast.NewTerm(want))); err != nil {
				t.Errorf("the key of a fact is not cut: %v", err)
			}
		})
	}
}

func TestFactsWhoseNamesBecomeEqualAreStillTheSameInput(t *testing.T) {
	long := strings.Repeat("x", 4096)
	in := policy.Input{Author: map[string]any{long + "a": 1, long + "b": 2, long + "c": 3}}
	first := inRego(t, in)
	for range 20 {
		if inRego(t, in).Compare(first) != 0 {
			t.Fatal("input depends on the order of a map")
		}
	}
}

func pathTo(at string) ast.Ref {
	var ref ast.Ref
	for _, part := range strings.Split(at, "/") {
		if part == "0" {
			ref = append(ref, ast.IntNumberTerm(0))
		} else {
			ref = append(ref, ast.StringTerm(part))
		}
	}
	return ref
}

func TestInputThatIsNoJSONIsNotJudged(t *testing.T) {
	one := func(f filters.Finding) policy.Input { return policy.Input{Findings: []filters.Finding{f}} }
	tests := []struct {
		name string
		in   policy.Input
		want string
	}{
		{"a confidence that is no number", one(found("f", "k", "a", math.NaN(), nil)), "finding f/k a: confidence: NaN is no number"},
		{"a share divided by zero", one(found("f", "k", "a", 1, map[string]any{"share": math.Inf(1)})), "finding f/k a: evidence: share: +Inf is no number"},
		{"a function as evidence", one(found("f", "k", "a", 1, map[string]any{"f": func() {}})), "finding f/k a: evidence: f: "},
		{"a nested NaN", policy.Input{Author: map[string]any{"a": []any{map[string]any{"b": math.NaN()}}}}, "author: a: b: NaN is no number"},
	}
	e := standard(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := e.Evaluate(t.Context(), tt.in)
			checkFallback(t, e, v, err, policy.ErrMalformed)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Evaluate() error = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEvidenceThatARuleCannotAddUpIsARuntimeError(t *testing.T) {
	e := standard(t)
	v, err := e.Evaluate(t.Context(), policy.Input{Findings: []filters.Finding{
		found("gloss", "injected-reading", "a", 1, map[string]any{"readings": "many"}),
	}})
	checkFallback(t, e, v, err, policy.ErrRuntime)
}
