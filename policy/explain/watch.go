package explain

import (
	"encoding/json"
	"math"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/presscheck/presscheck/policy/written"
)

// A watcher is a tracer that sees which comparisons with thresholds fail, and
// by how much. It remembers the nearest of each rule.
type watcher struct {
	comparisons map[place]comparison
	missed      map[string]Miss // by rule
}

// A comparison stands in a rule as in f.confidence >= data.presscheck.site.thresholds.a.b.
type comparison struct {
	rule, name string
	threshold  int // which operand it is, 0 or 1
}

func watch(modules map[string]*ast.Module) *watcher {
	w := &watcher{comparisons: map[place]comparison{}, missed: map[string]Miss{}}
	for _, m := range modules {
		ast.WalkExprs(m, func(x *ast.Expr) bool {
			w.note(x)
			return false
		})
	}
	return w
}

func (w *watcher) note(x *ast.Expr) {
	if !isComparison(x) {
		return
	}
	for i, operand := range x.Operands() {
		ref, _ := operand.Value.(ast.Ref)
		r := written.Reference{Ref: ref}
		if len(ref) > 5 && ref.HasPrefix(thresholdsRef) && r.Constant(5) != "" {
			w.comparisons[placeOf(x)] = comparison{r.Constant(4), r.Constant(5), i}
		}
	}
}

var thresholdsRef = ast.MustParseRef("data.presscheck.site.thresholds")

func isComparison(x *ast.Expr) bool {
	if !x.IsCall() {
		return false
	}
	switch x.Operator().String() {
	case "gte", "gt", "lte", "lt":
		return len(x.Operands()) == 2
	}
	return false
}

type place struct {
	file        string
	row, column int
}

func placeOf(x *ast.Expr) place { return place{x.Location.File, x.Location.Row, x.Location.Col} }

// Enabled, Config and TraceEvent make a topdown.QueryTracer of the watcher.
func (w *watcher) Enabled() bool { return true }

func (w *watcher) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (w *watcher) TraceEvent(event topdown.Event) {
	x, ok := event.Node.(*ast.Expr)
	if event.Op != topdown.FailOp || !ok || x.Location == nil || !isComparison(x) {
		return
	}
	c, ok := w.comparisons[placeOf(x)]
	if !ok {
		return
	}
	wanted, ok1 := number64(event.Plug(x.Operand(c.threshold)))
	got, ok2 := number64(event.Plug(x.Operand(1 - c.threshold)))
	if !ok1 || !ok2 {
		return
	}
	miss := Miss{Threshold: c.name, Wanted: wanted, Got: got, Distance: distance(got, wanted)}
	if nearest, seen := w.missed[c.rule]; !seen || miss.Distance < nearest.Distance {
		w.missed[c.rule] = miss
	}
}

func distance(got, wanted float64) float64 {
	if wanted == 0 {
		return math.Abs(got)
	}
	return math.Abs(got-wanted) / math.Abs(wanted)
}

func number64(t *ast.Term) (float64, bool) {
	n, ok := t.Value.(ast.Number)
	if !ok {
		return 0, false
	}
	f, err := json.Number(n).Float64()
	return f, err == nil
}
