package linkblock

import (
	"context"
	"fmt"
	"strings"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/score"
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
	f := filters.Finding{
		Kind:       j.kind,
		Span:       cut.span,
		Message:    fmt.Sprintf("%s nothing to do with the article%s.", j.subject(), j.why()),
		Confidence: j.confidence(),
		Evidence:   j.evidence(),
	}
	if len(cut.edits) > 0 {
		f.Fixes = []filters.Fix{{Message: "Remove the block.", Edits: cut.edits}}
	}
	return f
}

// surestAnchor is the most that can be known of a single link: what parts it from
// an advertisement that an editor agreed to is a contract.
const surestAnchor = 0.9

func (j *judgement) confidence() float64 {
	if j.kind == ForeignAnchor {
		return min(surestAnchor, score.Confidence(j.score()))
	}
	return score.Confidence(j.score())
}

func (j *judgement) subject() string {
	switch j.kind {
	case ForeignAnchor:
		return "A link has"
	case KeywordStuffing:
		return "The same few words in many orders have"
	case KeywordList:
		return fmt.Sprintf("A list of %d keywords has", len(j.items))
	}
	return fmt.Sprintf("A block of %d links has", len(j.items))
}

// why names the measure that weighs most.
func (j *judgement) why() string {
	best, w := mTrade, weights()
	for m := range measures {
		if j.reading[m]*w.Points[m] > j.reading[best]*w.Points[best] {
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

// mostDomains are listed as evidence.
const mostDomains = 50

// evidence is the score, what adds up to it, and what was measured.
func (j *judgement) evidence() map[string]any {
	e := map[string]any{}
	weights().Explain(e, names[:], j.reading[:])
	if j.hasLinks() {
		e["links"] = len(j.items)
		e["domain_count"] = len(j.domains)
		e["domains"] = j.domains[:min(len(j.domains), mostDomains)]
	} else {
		e["keywords"] = len(j.items)
	}
	if len(j.terms) > 0 {
		e["trades"] = j.trades
		e["terms"] = j.terms[:min(len(j.terms), 10)]
	}
	return e
}
