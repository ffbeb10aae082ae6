package linkblock_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/linkblock"
)

const infected = `<p>The old ferry has crossed the estuary every morning since 1921, and the crossing takes eleven minutes.</p>
<p><a href="http://redfox.example/">online casino</a> <a href="http://greyfox.example/">free spins</a> <a href="http://whitefox.example/">betting sites</a></p>
<p>payday loans | cash advance | quick loans | bad credit loans</p>`

func TestSettings(t *testing.T) {
	tests := []struct {
		name   string
		filter linkblock.Filter
		want   string
	}{
		{"zero values are the defaults", linkblock.Filter{}, "injected-links keyword-list"},
		{"five keywords make a list", linkblock.Filter{MinKeywords: 5}, "injected-links"},
		{"only what is certain is reported", linkblock.Filter{Threshold: 1}, ""},
		{"links to sister sites are the site's own", linkblock.Filter{OwnDomains: []string{"redfox.example", "greyfox.example", "whitefox.example"}}, "keyword-list"},
	}
	for _, test := range tests {
		doc, err := article.Parse(infected, article.Options{URL: "https://courier.example/"})
		if err != nil {
			t.Fatal(err)
		}
		found, err := test.filter.Check(context.Background(), doc)
		var kinds []string
		for _, x := range found {
			kinds = append(kinds, x.Kind)
		}
		if got := strings.Join(kinds, " "); err != nil || got != test.want {
			t.Errorf("%s: %q, error %v, want %q", test.name, got, err, test.want)
		}
	}
}

func TestConfigure(t *testing.T) {
	tests := []struct {
		name     string
		settings map[string]any
		want     string
	}{
		{"all of them", map[string]any{"min_links": 4, "min_keywords": 6, "max_gap": 20, "threshold": 0.7, "own_domains": []any{"a.example"}}, ""},
		{"no negative numbers", map[string]any{"max_gap": -1}, "linkblock.max_gap: want 0 or more, got -1"},
		{"no certainty beyond 1", map[string]any{"threshold": 1.5}, "linkblock.threshold: want 0 to 1, got 1.5"},
	}
	for _, test := range tests {
		got := ""
		if err := filters.Configure([]filters.Filter{linkblock.New()}, map[string]map[string]any{"linkblock": test.settings}); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestMoreTrades(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pets.txt")
	if err := os.WriteFile(file, []byte("en: labradoodle*, teacup poodle*\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, err := article.Parse(infected[:strings.IndexByte(infected, '\n')]+`<div><a href="http://a.example/">labradoodle puppies</a>
<a href="http://b.example/">teacup poodles</a> <a href="http://c.example/">buy labradoodles</a></div>`, article.Options{URL: "https://courier.example/"})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		file []any
		want int
	}{{"without the file", nil, 0}, {"with it", []any{file}, 1}} {
		f := linkblock.New()
		if err := filters.Configure([]filters.Filter{f}, map[string]map[string]any{"linkblock": {"trades": test.file}}); err != nil {
			t.Fatal(err)
		}
		found, err := f.Check(context.Background(), doc)
		if err != nil || len(found) != test.want {
			t.Errorf("%s: %d findings, error %v, want %d", test.name, len(found), err, test.want)
		}
	}
	err = filters.Configure([]filters.Filter{linkblock.New()}, map[string]map[string]any{"linkblock": {"trades": []any{file + ".gone"}}})
	if err == nil || !strings.Contains(err.Error(), "linkblock.trades: ") || !strings.Contains(err.Error(), "pets.txt.gone") {
		t.Errorf("error %v, want one that names setting and file", err)
	}
}

func TestCancelled(t *testing.T) {
	doc, err := article.Parse(infected, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if found, err := linkblock.New().Check(ctx, doc); err == nil || found != nil {
		t.Errorf("Check after cancellation = %d findings, %v, want an error", len(found), err)
	}
}
