package eval

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/jedib0t/go-pretty/v6/table"
)

const sweepSchema = "presscheck-sweep/1"

// Swept is the result of a sweep.
type Swept struct {
	Schema  string       `json:"schema"`
	Setting string       `json:"setting"` // filter.setting
	Points  []sweptPoint `json:"points"`
	Failed  []failure    `json:"failed"` // could not be read or judged
}

// A sweptPoint holds the figures at one value of the setting.
type sweptPoint struct {
	Value  float64 `json:"value"`
	Filter Row     `json:"filter"` // of the filter that the setting belongs to
	Total  Row     `json:"total"`  // of all; empty in a sweep of the confidence
}

// WriteJSON writes s as one indented JSON object.
func (s *Swept) WriteJSON(to io.Writer) error {
	if err := json.MarshalWrite(to, s, json.Deterministic(true), jsontext.WithIndent("  ")); err != nil {
		return fmt.Errorf("write sweep: %w", err)
	}
	_, err := io.WriteString(to, "\n")
	return err
}

// WriteText writes s as a table, a line for each value.
func (s *Swept) WriteText(to io.Writer) error {
	out := bufio.NewWriter(to)
	titles := []string{s.Setting}
	var columns []func(sweptPoint) string
	for _, f := range figures() {
		if f.applies(s.rows(sweptPoint.ofFilter)) {
			titles = append(titles, f.title)
			columns = append(columns, func(p sweptPoint) string { return f.cell(p.Filter) })
		}
	}
	for _, f := range figures() {
		if f.applies(s.rows(sweptPoint.ofAll)) {
			titles = append(titles, "all: "+f.title)
			columns = append(columns, func(p sweptPoint) string { return f.value(p.Total) })
		}
	}
	t := newTable(titles...)
	for _, p := range s.Points {
		cells := table.Row{strconv.FormatFloat(p.Value, 'f', -1, 64)}
		for _, column := range columns {
			cells = append(cells, column(p))
		}
		t.AppendRow(cells)
	}
	render(out, t)
	return out.Flush()
}

func (p sweptPoint) ofFilter() Row { return p.Filter }
func (p sweptPoint) ofAll() Row    { return p.Total }

func (s *Swept) rows(of func(sweptPoint) Row) []Row {
	var rows []Row
	for _, p := range s.Points {
		rows = append(rows, of(p))
	}
	return rows
}
