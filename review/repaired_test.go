package review_test

import (
	"testing"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

func TestARepairedTextIsErasedWithItsArticle(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Put(judged(t, personal("a", "1", numbat+"@a.example").Submission))
		d.Rule(d.Hand("ann"), "ann", review.ApproveRepaired)
		if _, err := d.Erase(t.Context(), "operator", review.Filter{}); err != nil {
			t.Fatal(err)
		}
		d.wantNowhere(numbat)
	})
}

func TestFixesThatDoNotFitAreRefused(t *testing.T) {
	st := review.Stored{Submission: pipeline.Submission{Content: []byte("x")}, Report: &pipeline.Report{Findings: []pipeline.Finding{
		{Fixes: []pipeline.Fix{{Confidence: 1, Edits: []pipeline.Edit{{Start: 5, End: 9}}}}},
	}}}
	if text, err := st.Repaired(); err == nil {
		t.Errorf("repaired = %q, want an error", text)
	}
}
