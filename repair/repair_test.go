package repair_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/repair"
)

func finding(kind string, edits ...article.Edit) filters.Finding {
	f := filters.Finding{Kind: kind, Span: article.Span{Start: 7, End: 8}}
	if len(edits) > 0 {
		f.Span = article.Span{Start: edits[0].Span.Start, End: edits[len(edits)-1].Span.End}
		f.Fixes = []filters.Fix{{Edits: edits, Confidence: repair.Sure}, {Message: "not this one", Edits: []article.Edit{{New: "wrong"}}}}
	}
	return f
}

// unsure makes the first fix of f one that needs a person.
func unsure(f filters.Finding) filters.Finding {
	f.Fixes[0].Confidence = repair.Sure - 0.01
	return f
}

func edit(start, end int, s string) article.Edit {
	return article.Edit{Span: article.Span{Start: start, End: end}, New: s}
}

func TestApply(t *testing.T) {
	tests := []struct {
		name          string
		findings      []filters.Finding
		want          string
		applied, left []string
	}{
		{"nothing found", nil, "abcdefgh", nil, nil},
		{"the first fix of each", []filters.Finding{finding("a", edit(0, 1, "X")), finding("b", edit(2, 3, ""), edit(4, 5, ""))},
			"Xbdfgh", []string{"a", "b"}, nil},
		{"a finding without a fix is left", []filters.Finding{finding("a"), finding("b", edit(0, 1, ""))},
			"bcdefgh", []string{"b"}, []string{"a"}},
		{"a fix inside a deletion is done by it", []filters.Finding{finding("in", edit(2, 3, "")), finding("out", edit(1, 6, ""))},
			"agh", []string{"out", "in"}, nil},
		{"of two that collide the farther one wins", []filters.Finding{finding("short", edit(0, 2, "")), finding("long", edit(1, 6, ""))},
			"agh", []string{"long"}, []string{"short"}},
		{"a fix inside a replacement is left", []filters.Finding{finding("in", edit(2, 3, "")), finding("out", edit(1, 6, "XY"))},
			"aXYgh", []string{"out"}, []string{"in"}},
		{"a finding inside a deletion is gone with it", []filters.Finding{
			{Kind: "in", Span: article.Span{Start: 2, End: 3}}, finding("out", edit(1, 6, "")), {Kind: "partly in", Span: article.Span{Start: 5, End: 7}}},
			"agh", []string{"out", "in"}, []string{"partly in"}},
		{"an unsure fix is left", []filters.Finding{unsure(finding("unsure", edit(0, 2, ""))), finding("sure", edit(1, 3, ""))},
			"adefgh", []string{"sure"}, []string{"unsure"}},
		{"the same deletion twice is done once", []filters.Finding{finding("a", edit(1, 3, "")), finding("b", edit(1, 3, ""))},
			"adefgh", []string{"a", "b"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := repair.Apply("abcdefgh", test.findings, repair.Sure)
			if err != nil {
				t.Fatal(err)
			}
			var applied, left []string
			for _, c := range r.Applied {
				applied = append(applied, c.Finding.Kind)
			}
			for _, f := range r.Left {
				left = append(left, f.Kind)
			}
			if r.Source != test.want {
				t.Errorf("Source = %q, want %q", r.Source, test.want)
			}
			if diff := cmp.Diff(test.applied, applied); diff != "" {
				t.Errorf("Applied (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.left, left); diff != "" {
				t.Errorf("Left (-want +got):\n%s", diff)
			}
		})
	}
}

func TestApplyNeverMakesEditsThatCollide(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	source := strings.Repeat("abcdefghij", 10)
	for range 500 {
		var findings []filters.Finding
		for range 1 + chance.IntN(20) {
			var list []article.Edit
			for at := chance.IntN(90); at < 100 && len(list) < 4; at += 1 + chance.IntN(20) {
				end := min(100, at+chance.IntN(8))
				list = append(list, edit(at, end, strings.Repeat("X", chance.IntN(2))))
				at = end
			}
			findings = append(findings, finding("a", list...))
		}
		r, err := repair.Apply(source, findings, 0)
		if err != nil {
			t.Fatalf("%v for %v", err, findings)
		}
		if len(r.Applied)+len(r.Left) != len(findings) {
			t.Fatalf("%d applied and %d left of %d", len(r.Applied), len(r.Left), len(findings))
		}
	}
}

func TestApplyRefusesEditsOutsideTheSource(t *testing.T) {
	if _, err := repair.Apply("ab", []filters.Finding{finding("a", edit(1, 9, ""))}, 0); err == nil {
		t.Error("Apply with an edit behind the end succeeded")
	}
}
