package filtertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/repair"
)

// examine lets f look at an article and checks every promise. It returns what
// f found, all of it, with the names that filters.Run gives.
func examine(t testing.TB, f filters.Filter, in input) []filters.Finding {
	t.Helper()
	doc := in.read()
	before := portrait(doc)
	found := check(t, f, doc)
	for i, finding := range found {
		checkFinding(t, doc, f.Info(), finding)
		if i > 0 && finding.Span.Start < found[i-1].Span.Start {
			t.Errorf("finding %d starts at %d, before the one in front of it", i, finding.Span.Start)
		}
	}
	checkSame(t, f, doc, found)
	if portrait(doc) != before {
		t.Error("the document was changed")
	}
	if !t.Failed() {
		checkRepair(t, f, in, doc, found)
	}
	return found
}

func check(t testing.TB, f filters.Filter, doc *article.Document) []filters.Finding {
	found, err := f.Check(context.Background(), doc)
	if err != nil {
		t.Fatalf("Check = %v", err)
	}
	for i := range found {
		found[i].Filter = f.Info().Name
	}
	return found
}

// checkSame asks again, once by itself and then from several goroutines.
func checkSame(t testing.TB, f filters.Filter, doc *article.Document, want []filters.Finding) {
	if diff := cmp.Diff(want, check(t, f, doc)); diff != "" {
		t.Errorf("the second answer differs (-first +second):\n%s", diff)
	}
	var answers [3][]filters.Finding
	var errs [3]error
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i], errs[i] = f.Check(context.Background(), doc) })
	}
	all.Wait()
	for i, got := range answers {
		for k := range got {
			got[k].Filter = f.Info().Name
		}
		if diff := cmp.Diff(want, got); diff != "" || errs[i] != nil {
			t.Errorf("the answer under concurrency differs (-first +concurrent), error %v:\n%s", errs[i], diff)
		}
	}
}

// checkRepair repairs the article once and expects nothing more to repair in
// the kinds that were repaired.
func checkRepair(t testing.TB, f filters.Filter, in input, doc *article.Document, found []filters.Finding) {
	result, err := repair.Apply(doc.Source, found, 0)
	if err != nil {
		t.Errorf("repair: %v", err)
		return
	}
	if result.Source == doc.Source {
		return
	}
	fixed := map[string]bool{}
	for _, finding := range found {
		fixed[finding.Kind] = fixed[finding.Kind] || len(finding.Fixes) > 0
	}
	again := in.with(result.Source).read()
	for _, finding := range check(t, f, again) {
		if fixed[finding.Kind] && len(finding.Fixes) > 0 {
			t.Errorf("one repair leaves something to repair: %s", filters.Evidence(again, finding))
		}
	}
}

func hasFix(found []filters.Finding) bool {
	return slices.ContainsFunc(found, func(f filters.Finding) bool { return len(f.Fixes) > 0 })
}

// portrait renders all of a document that a filter might change by mistake.
func portrait(doc *article.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q %v\n", doc.URL, doc.Title, doc.Source, doc.Encoding)
	for _, text := range doc.Texts {
		fmt.Fprintf(&b, "%q %p\n", text.Data, text.Node)
	}
	for n := range doc.Root.Nodes[0].Descendants() {
		fmt.Fprintf(&b, "%p %d %q %q %q below %p\n", n, n.Type, n.Namespace, n.Data, n.Attr, n.Parent)
	}
	return b.String()
}
