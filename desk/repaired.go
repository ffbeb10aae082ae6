package desk

import (
	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/changes"
	"github.com/presscheck/presscheck/desk/internal/marked"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/repair"
)

// repaired is what "approve as repaired" would publish, and what it would leave.
type repaired struct {
	Hunks   []hunk
	More    int // hunks that are not shown
	Applied int // findings that are repaired
	Left    []leftover
	MoreFix int  // leftovers that are not shown
	Same    bool // nothing would change
	Failed  bool // the fixes contradict each other
}

// A leftover is a finding that is not repaired without a person.
type leftover struct {
	Number     int
	Kind, Why  string
	Confidence float64 // of the fix, if there is one
}

type hunk struct {
	Line          int
	Before, After []part
}

type part struct {
	Pieces  []marked.Piece
	Changed bool
}

const (
	hunksShown = 100
	fixesShown = 50
	partShown  = 4000 // characters
)

func repairedOf(source string, found []pipeline.Finding) repaired {
	findings, number := inward(source, found)
	r, err := repair.Apply(source, findings, repair.Sure)
	if err != nil {
		return repaired{Failed: true}
	}
	out := repaired{Applied: len(r.Applied), Same: r.Source == source}
	for _, f := range r.Left[:min(len(r.Left), fixesShown)] {
		out.Left = append(out.Left, leftoverOf(f, number[f.ID]))
	}
	out.MoreFix = len(r.Left) - len(out.Left)
	var edits []article.Edit
	for _, c := range r.Applied {
		edits = append(edits, c.Fix.Edits...)
	}
	edits = changes.Standing(edits)
	if again, err := article.Apply(source, edits); err != nil || again != r.Source {
		out.Failed = true
		return out
	}
	hunks := changes.Hunks(source, edits, margin/4)
	for _, h := range hunks[:min(len(hunks), hunksShown)] {
		out.Hunks = append(out.Hunks, hunk{h.Line, partsOf(h.Before), partsOf(h.After)})
	}
	out.More = len(hunks) - len(out.Hunks)
	return out
}

func leftoverOf(f filters.Finding, number int) leftover {
	l := leftover{Number: number, Kind: f.Filter + "/" + f.Kind, Why: "there is no fix"}
	if len(f.Fixes) > 0 {
		l.Confidence, l.Why = f.Fixes[0].Confidence, "another fix is in its way"
		if l.Confidence < repair.Sure {
			l.Why = "its fix is not sure"
		}
	}
	return l
}

func partsOf(parts []changes.Part) []part {
	var out []part
	for _, p := range parts {
		out = append(out, part{marked.Pieces(filters.Shorten(p.Text, partShown)), p.Changed})
	}
	return out
}

// inward are the findings as filters made them, and their numbers by id. Those
// that do not fit the source, as it is read today, are left out.
func inward(source string, found []pipeline.Finding) ([]filters.Finding, map[string]int) {
	var out []filters.Finding
	number := map[string]int{}
	for i, f := range found {
		number[f.ID] = i + 1
		if f.Span.Start < 0 || f.Span.End > len(source) || f.Span.Len() <= 0 {
			continue
		}
		out = append(out, f.Inward())
	}
	return out, number
}
