package linkblock

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/presscheck/presscheck/filters"
)

// judge reports the candidates that are foreign to the article.
func (p *page) judge(ctx context.Context, candidates []candidate) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, c := range candidates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if j, foreign := p.consider(c); foreign {
			found = append(found, p.finding(&j))
		}
	}
	return found, nil
}

func (p *page) finding(j *judgement) filters.Finding {
	cut := p.cut(&j.candidate)
	what := "links"
	if j.kind == KeywordList {
		what = "keywords"
	}
	f := filters.Finding{
		Kind:       j.kind,
		Span:       cut.span,
		Message:    fmt.Sprintf("A block of %d %s has nothing to do with the article%s.", len(j.items), what, j.why()),
		Confidence: confidence(j.score()),
		Evidence:   j.evidence(),
	}
	if len(cut.edits) > 0 {
		f.Fixes = []filters.Fix{{Message: "Remove the block.", Edits: cut.edits}}
	}
	return f
}

// why names the measure that weighs most.
func (j *judgement) why() string {
	best, w := mTrade, weights()
	for m := range measures {
		if j.reading[m]*w.points[m] > j.reading[best]*w.points[best] {
			best = m
		}
	}
	switch best {
	case mTrade:
		return ": it sells " + strings.Join(j.trades, ", ")
	case mScript:
		return ": it is in another script"
	case mSimplified:
		return ": its characters are simplified, those of the article traditional"
	case mShuffled:
		return ": it says the same words in many orders"
	}
	return ""
}

// evidence holds each measure that is not zero under its name, and what it
// adds to the score under its name with "_points".
func (j *judgement) evidence() map[string]any {
	e, w := map[string]any{"score": round(j.score())}, weights()
	for m := range measures {
		if value := j.reading[m]; value != 0 {
			e[names[m]] = round(value)
			e[names[m]+"_points"] = round(value * w.points[m])
		}
	}
	if j.kind == KeywordList {
		e["keywords"] = len(j.items)
	} else {
		e["links"] = len(j.items)
		e["domains"] = j.domains
	}
	if len(j.terms) > 0 {
		e["trades"] = j.trades
		e["terms"] = j.terms[:min(len(j.terms), 10)]
	}
	return e
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
