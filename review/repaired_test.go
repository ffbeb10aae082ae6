package review_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

func TestWhatIsApprovedAsRepairedIsSent(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		cms := newSite(t)
		long := strings.Repeat("Long news. ", 100_000) // more than 1 MiB
		for _, html := range []string{rejected, "<p>" + long + "[[pills]]</p>", "<p>Caf\xe9 [[pills]]</p>"} {
			d.Send(of("a", html[:10], html))
			d.Pass(time.Second)
		}
		for range 3 {
			d.Rule(d.Hand("ann"), "ann", review.ApproveRepaired)
			d.Pass(time.Minute)
		}
		if failed := d.deliver(d.courier(cms)); failed > 0 || len(cms.taken) != 3 {
			t.Fatalf("%d failed, %d were taken", failed, len(cms.taken))
		}
		for i, want := range []string{"<p>News. </p>", "<p>" + long + "</p>", "<p>Caf\uFFFD </p>"} {
			sum := sha256.Sum256([]byte(want))
			if len(want) > 1<<20 {
				want = ""
			}
			if got := cms.taken[i]; got.Repaired != want || got.RepairedSHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("delivery %d carries %.80q with %s, want %.80q", i, got.Repaired, got.RepairedSHA256, want)
			}
		}
	})
}

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
