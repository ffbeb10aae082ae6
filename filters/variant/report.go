package variant

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// findings are one for each run of odd lines in a block, in source order.
func (c *census) findings(odd []line, other variant) []filters.Finding {
	var runs [][]line
	for i := range odd {
		if n := len(runs) - 1; i > 0 && odd[i].block == odd[i-1].block && odd[i].number == odd[i-1].number+1 {
			runs[n] = append(runs[n], odd[i])
			continue
		}
		runs = append(runs, odd[i:i+1:i+1])
	}
	var found []filters.Finding
	for _, run := range runs {
		found = append(found, c.finding(run, other, len(runs)))
	}
	return found
}

// finding is about a run of lines, without the space around them.
func (c *census) finding(lines []line, other variant, passages int) filters.Finding {
	telling := [2]int{}
	for _, l := range lines {
		telling[simplified] += l.telling[simplified]
		telling[traditional] += l.telling[traditional]
	}
	start, end := lines[0].start, lines[len(lines)-1].end
	text := lines[0].block.Data[start:end]
	start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	end -= len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
	return filters.Finding{
		Kind: MixedVariant,
		Span: hull(lines[0].block, start, end),
		Message: fmt.Sprintf("This passage is in %s characters, the rest of the article in %s ones.",
			other, 1-other),
		Confidence: confidence(telling[other]),
		Evidence: map[string]any{
			"variant":             other.String(),
			"simplified":          telling[simplified],
			"traditional":         telling[traditional],
			"article_simplified":  c.telling[simplified],
			"article_traditional": c.telling[traditional],
			"share":               share(telling[other], c.telling[simplified]+c.telling[traditional]),
			"passages":            passages,
		},
	}
}

// confidence is never more than one half: a quotation looks the same. A longer
// passage is less likely to be one.
func confidence(telling int) float64 {
	return math.Round(100*(0.5-0.3*math.Pow(0.95, float64(telling)))) / 100
}

func share(part, whole int) float64 {
	return math.Round(1000*float64(part)/float64(max(whole, 1))) / 1000
}

// hull is the smallest source range that holds Data[i:j], wherever the parser
// has moved its parts.
func hull(b *article.Block, i, j int) article.Span {
	spans := b.Spans(i, j)
	whole := spans[0]
	for _, s := range spans {
		whole.Start, whole.End = min(whole.Start, s.Start), max(whole.End, s.End)
	}
	return whole
}
