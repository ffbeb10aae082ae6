package hiddentext_test

import (
	"context"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/hiddentext"
)

const menu = `<p>The old ferry has crossed the estuary every morning since 1921, and the crossing takes eleven minutes.</p>
<ul class="menu" style="display:none"><li><a href="http://redfox.example/">Red Fox Inn</a></li><li><a href="/news">News</a></li></ul>`

func TestCandidatesAreThereWhetherTheyAreReportedOrNot(t *testing.T) {
	for _, source := range []string{menu, infected} {
		doc, err := article.Parse(source, article.Options{URL: "https://courier.example/"})
		if err != nil {
			t.Fatal(err)
		}
		all, err := hiddentext.New().Candidates(context.Background(), doc)
		if err != nil || len(all) == 0 {
			t.Fatalf("%d candidates, error %v, want one or more", len(all), err)
		}
		for _, c := range all {
			if len(c.Values) != len(hiddentext.Measures()) || c.Span.Len() == 0 || c.Kind == "" {
				t.Errorf("candidate %+v is incomplete", c)
			}
			for i, value := range c.Values {
				if value < 0 || value > 1 {
					t.Errorf("%s = %v, want 0 to 1", hiddentext.Measures()[i], value)
				}
			}
		}
	}
}
