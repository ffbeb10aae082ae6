package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// MarshalJSON writes the input as rules see it: input.schema.json. It is what a
// verdict rests on, so it is what to keep: read again by UnmarshalJSON, it gives
// the same verdict by the same revision.
func (in Input) MarshalJSON() ([]byte, error) {
	v, err := in.value()
	if err != nil {
		return nil, err
	}
	plain, err := ast.JSON(v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}

type storedInput struct {
	Article  Facts                                 `json:"article"`
	Site     string                                `json:"site"`
	URL      string                                `json:"url"`
	Title    string                                `json:"title"`
	Author   map[string]any                        `json:"author"`
	Now      time.Time                             `json:"now"`
	Demoted  []string                              `json:"demoted"`
	Findings map[string]map[string][]storedFinding `json:"findings"`
}

type storedFinding struct {
	ID         string         `json:"id"`
	Confidence float64        `json:"confidence"`
	Span       article.Span   `json:"span"`
	Evidence   map[string]any `json:"evidence"`
}

// UnmarshalJSON reads what MarshalJSON wrote; a field that it does not know is
// an error. Findings come in the order of filter and kind, and have no messages.
func (in *Input) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	d.UseNumber()
	var s storedInput
	if err := d.Decode(&s); err != nil {
		return fmt.Errorf("read stored input: %w", err)
	}
	*in = Input{
		Article: s.Article,
		Site:    s.Site,
		URL:     s.URL,
		Title:   s.Title,
		Author:  s.Author,
		Now:     s.Now,
		Demoted: s.Demoted,
	}
	for _, filter := range slices.Sorted(maps.Keys(s.Findings)) {
		kinds := s.Findings[filter]
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			for _, f := range kinds[kind] {
				in.Findings = append(in.Findings, filters.Finding{
					ID: f.ID, Filter: filter, Kind: kind, Span: f.Span, Confidence: f.Confidence, Evidence: f.Evidence,
				})
			}
		}
	}
	return nil
}
