package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
)

func TestAFindingIsWhatItsFilterMadeOfItAgain(t *testing.T) {
	r := check(t, pipeline.Submission{Content: []byte("<p>" + glossed + "</p>")})
	if len(r.Found) == 0 || len(r.Found[0].Fixes) == 0 {
		t.Fatalf("found %v, want something with a fix", r.Found)
	}
	var got, want []filters.Finding
	for i, f := range r.Found {
		f.Evidence = nil
		want = append(want, f)
		got = append(got, r.Findings[i].Inward())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
