package pipeline_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// policyOf compiles the rules of the program with other thresholds.
func policyOf(t *testing.T, from, to string) *policy.Engine {
	t.Helper()
	text, err := fs.ReadFile(policy.Embedded(), "data.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, policy.Embedded()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/data.yaml", []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	engine, err := policy.New(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	engine.Timeout = time.Minute // a busy machine is no reason for another verdict
	return engine
}

func TestACandidateIsTriedAndChangesNoVerdict(t *testing.T) {
	strict := policyOf(t, "reject_readings: 20", "reject_readings: 2")
	blind := policyOf(t, "confident: 0.9", "confident: 1")
	tests := []struct {
		name      string
		candidate *policy.Engine
		text      string
		want      policy.Action
		flipped   []string
	}{
		{"a stricter one", strict, glossed, policy.Reject, []string{"injected_readings"}},
		{"one that sees nothing", blind, glossed, policy.Publish, []string{"injected_readings"}},
		{"a stricter one on a clean article", strict, "The council met on Monday.", policy.Publish, []string{}},
		{"one that can judge nothing", &policy.Engine{}, "The council met on Monday.", policy.Review, []string{policy.CouldNotJudge}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := wholePipeline(t)
			s := pipeline.Submission{Content: []byte(test.text), ContentType: "text/plain"}
			alone, err := p.Check(t.Context(), s)
			if err != nil || alone.Trial != nil {
				t.Fatalf("without a candidate Check gives %+v, %v", alone.Trial, err)
			}
			p.Candidate = test.candidate
			r, err := p.Check(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(alone.Verdict, r.Verdict); diff != "" {
				t.Errorf("the verdict alone and beside a candidate (-alone +beside):\n%s", diff)
			}
			if r.Trial.Verdict.Action != test.want || r.Trial.Verdict.Revision != test.candidate.Revision() {
				t.Errorf("the candidate says %+v, want %v", r.Trial.Verdict, test.want)
			}
			if diff := cmp.Diff(test.flipped, r.Trial.Flipped); diff != "" {
				t.Errorf("rules that flip it (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatNobodyCouldLookAtIsNoFlip(t *testing.T) {
	p := wholePipeline(t)
	p.Filters = append([]filters.Filter{broken{func() error { return errors.New("no table") }}}, p.Filters...)
	p.Candidate = policyOf(t, "confident: 0.9", "confident: 1")
	p.Metrics = metrics.New(metrics.Known{})
	r, err := p.Check(t.Context(), pipeline.Submission{Content: []byte("<p>The council met.</p>")})
	if err == nil {
		t.Fatal("a filter that fails leads to no error")
	}
	if r.Trial.Verdict.Action != policy.Review || len(r.Trial.Flipped) != 0 {
		t.Errorf("the candidate says %+v and flips %v, want a review as well", r.Trial.Verdict, r.Trial.Flipped)
	}
}
