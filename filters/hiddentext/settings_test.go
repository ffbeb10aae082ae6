package hiddentext_test

import (
	"context"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/hiddentext"
)

const infected = `<p>The old ferry has crossed the estuary every morning since 1921, and the crossing takes eleven minutes.</p>
<div style="position:absolute;left:-5857px"><a href="http://redfox.example/">online casino</a> <a href="http://redfox.example/b">free spins</a></div>
<p style="font-size:0">cash advance, quick loans, bad credit loans</p>`

func TestSettings(t *testing.T) {
	tests := []struct {
		name   string
		filter hiddentext.Filter
		want   int
	}{
		{"zero values are the defaults", hiddentext.Filter{}, 2},
		{"eight words make hidden text", hiddentext.Filter{MinWords: 8}, 1},
		{"only what is certain is reported", hiddentext.Filter{Threshold: 1}, 0},
		{"links to sister sites are the site's own", hiddentext.Filter{OwnDomains: []string{"redfox.example"}}, 1},
	}
	for _, test := range tests {
		doc, err := article.Parse(infected, article.Options{URL: "https://courier.example/"})
		if err != nil {
			t.Fatal(err)
		}
		found, err := test.filter.Check(context.Background(), doc)
		if err != nil || len(found) != test.want {
			t.Errorf("%s: %d findings, error %v, want %d", test.name, len(found), err, test.want)
		}
	}
}

func TestConfigure(t *testing.T) {
	tests := []struct {
		name     string
		settings map[string]any
		want     string
	}{
		{"all of them", map[string]any{"min_words": 4, "threshold": 0.7, "own_domains": []any{"a.example"}}, ""},
		{"no negative numbers", map[string]any{"min_words": -1}, "hiddentext.min_words: want 0 or more, got -1"},
		{"no certainty beyond 1", map[string]any{"threshold": 1.5}, "hiddentext.threshold: want 0 to 1, got 1.5"},
	}
	for _, test := range tests {
		got := ""
		if err := filters.Configure([]filters.Filter{hiddentext.New()}, map[string]map[string]any{"hiddentext": test.settings}); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCancelled(t *testing.T) {
	doc, err := article.Parse(infected, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if found, err := hiddentext.New().Check(ctx, doc); err == nil || found != nil {
		t.Errorf("Check after cancellation = %d findings, %v, want an error", len(found), err)
	}
}
