package main

import (
	"context"
	"fmt"
	"os"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/filters/hiddentext"
	"github.com/presscheck/presscheck/filters/linkblock"
)

// A measurer is a filter that can show its candidates.
type measurer struct {
	measures   []string
	candidates func(context.Context, *article.Document) ([]candidate, error)
}

// A candidate is a block that a filter measures, whatever comes of it.
type candidate struct {
	span   article.Span
	values []float64
}

func measurerOf(filter string) (measurer, error) {
	switch filter {
	case "linkblock":
		return measurer{linkblock.Measures(), linkblockCandidates}, nil
	case "hiddentext":
		return measurer{hiddentext.Measures(), hiddentextCandidates}, nil
	}
	return measurer{}, fmt.Errorf("filter %q shows no candidates; linkblock and hiddentext do", filter)
}

func linkblockCandidates(ctx context.Context, doc *article.Document) (all []candidate, err error) {
	found, err := linkblock.New().Candidates(ctx, doc)
	for _, c := range found {
		all = append(all, candidate{c.Span, c.Values})
	}
	return all, err
}

func hiddentextCandidates(ctx context.Context, doc *article.Document) (all []candidate, err error) {
	found, err := hiddentext.New().Candidates(ctx, doc)
	for _, c := range found {
		all = append(all, candidate{c.Span, c.Values})
	}
	return all, err
}

// strange is an address that no article of a corpus has: under it every link
// of a page is foreign, as for a CMS that does not tell where it publishes.
const strange = "https://strange.invalid/"

// gather adds the candidates of a labelled corpus: all those of clean articles,
// under their own address and under a strange one, as honest; of damaged
// articles those that lie in the damage, as foreign.
func (m measurer) gather(ctx context.Context, folder string, s *sample) error {
	corpus, err := eval.Open(os.DirFS(folder))
	if err != nil {
		return err
	}
	for c := range corpus.Cases(ctx) {
		if c.Err != nil {
			return c.Err
		}
		addresses := []string{c.URL}
		if len(c.Wanted) == 0 {
			addresses = append(addresses, strange)
		}
		for _, address := range addresses {
			if err := m.look(ctx, c, address, s); err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
		}
	}
	return ctx.Err()
}

// look adds the candidates of c. Those that reach beyond the damage by more
// than they share with it are neither honest nor foreign.
func (m measurer) look(ctx context.Context, c eval.Case, address string, s *sample) error {
	doc, err := article.Read(c.Content, article.Options{ContentType: c.ContentType, URL: address})
	if err != nil {
		return nil // refused: there is nothing to measure
	}
	candidates, err := m.candidates(ctx, doc)
	for _, one := range candidates {
		switch share := damaged(one.span, c.Wanted); {
		case len(c.Wanted) == 0:
			s.add(false, one.values)
		case share >= 0.5:
			s.add(true, one.values)
		}
	}
	return err
}

// damaged is how much of span is damage, in [0,1].
func damaged(span article.Span, wanted []eval.Wanted) float64 {
	bytes := 0
	for _, w := range wanted {
		for _, d := range w.Spans {
			bytes += max(0, min(span.End, d.End)-max(span.Start, d.Start))
		}
	}
	return float64(bytes) / float64(max(1, span.Len()))
}
