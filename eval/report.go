package eval

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/presscheck/presscheck/policy"
)

// schema names the form of a Report as JSON. A change that old readers would
// misread gets a new number.
const schema = "presscheck-eval/1"

// A Report is the result of a run. It depends on nothing but the cases, the
// filters and the policy: not on time, workers or machine.
type Report struct {
	Schema     string      `json:"schema"`
	Policy     string      `json:"policy"` // revision
	Corpus     corpusFacts `json:"corpus"`
	Verdicts   []verdicts  `json:"verdicts"` // by expected verdict
	Total      Row         `json:"total"`
	Tables     []Table     `json:"tables"`
	Curves     []curve     `json:"curves"`     // by filter and by kind
	Missed     []example   `json:"missed"`     // the greatest damage first
	Alarms     []example   `json:"alarms"`     // the most confident first
	Articles   []verdictOf `json:"articles"`   // all but clean ones that were published without a finding
	Failed     []failure   `json:"failed"`     // could not be read or judged, and count nowhere else
	Unknown    []string    `json:"unknown"`    // kinds that are wanted and that no filter reports
	Comparison *Comparison `json:"comparison"` // with an earlier report; may be nil
}

type corpusFacts struct {
	Articles int    `json:"articles"`
	Clean    int    `json:"clean"`
	Bytes    int64  `json:"bytes"`
	Digest   string `json:"digest"` // of names and sizes: equal for the same articles
	Missed   int    `json:"missed"` // examples that there would be
	Alarms   int    `json:"alarms"`
}

// verdicts counts what was given where one verdict was expected.
type verdicts struct {
	Expected policy.Action `json:"expected"`
	Publish  int           `json:"publish"`
	Review   int           `json:"review"`
	Reject   int           `json:"reject"`
}

// verdictOf is how one article was judged.
type verdictOf struct {
	Name     string        `json:"name"`
	Expected policy.Action `json:"expected"`
	Verdict  policy.Action `json:"verdict"`
	Rules    []string      `json:"rules"` // that objected, sorted
	Kinds    []string      `json:"kinds"` // that were found, sorted
}

type failure struct {
	Article string `json:"article"`
	Problem string `json:"problem"`
}

// A Table is one way to divide the cases, such as by language.
type Table struct {
	Name string `json:"name"`
	Rows []Row  `json:"rows"` // in the order of their names
}

// A Row holds the figures of one filter, kind, language and so on. A Rate of
// nothing means that the figure does not apply.
type Row struct {
	Name      string `json:"name"`
	Recall    Rate   `json:"recall"`     // of what was wanted, what was found
	Overlap   Mean   `json:"overlap"`    // of spans wanted and found, where something was found: intersection over union
	Seen      Rate   `json:"seen"`       // of articles that must be held and have no labelled findings, those with a finding
	Held      Rate   `json:"held"`       // of articles that must be held, those that were
	Restored  Rate   `json:"restored"`   // of lossless faults, those whose repair gave back the original exactly
	Precision Rate   `json:"precision"`  // of findings, those that point at damage
	Alarms    Rate   `json:"alarms"`     // of clean articles, those with a finding
	HeldClean Rate   `json:"held_clean"` // of clean articles, those that were not published
}

// A Mean is an average of so many values, 0 of none.
type Mean struct {
	Mean float64 `json:"mean"`
	Of   int     `json:"of"`
}

// A curve shows what a least confidence would do to the findings of one filter
// or kind. Whether articles are held is not part of it: the policy would have
// to judge anew.
type curve struct {
	Name   string  `json:"name"`
	Points []point `json:"points"`
}

// A point of a curve: its figures if only findings of at least Threshold counted.
type point struct {
	Threshold float64 `json:"threshold"`
	Recall    Rate    `json:"recall"`
	Seen      Rate    `json:"seen"`
	Alarms    Rate    `json:"alarms"`
}

// ReadReport reads what WriteJSON wrote.
func ReadReport(from io.Reader) (*Report, error) {
	var r Report
	if err := json.UnmarshalRead(from, &r); err != nil {
		return nil, fmt.Errorf("want what `presscheck eval --json` prints: %w", err)
	}
	if r.Schema != schema {
		return nil, fmt.Errorf("its schema is %q, want %q: run the baseline again with this version", r.Schema, schema)
	}
	return &r, nil
}

// WriteJSON writes r as one indented JSON object; equal reports give equal bytes.
func (r *Report) WriteJSON(to io.Writer) error {
	if err := json.MarshalWrite(to, r, json.Deterministic(true), jsontext.WithIndent("  ")); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	_, err := io.WriteString(to, "\n")
	return err
}

// table is the one of that name, empty if there is none.
func (r *Report) table(name string) Table {
	for _, t := range r.Tables {
		if t.Name == name {
			return t
		}
	}
	return Table{Name: name}
}

// row is the one of that name, empty if there is none.
func (r *Report) row(table, name string) Row {
	for _, row := range r.table(table).Rows {
		if row.Name == name {
			return row
		}
	}
	return Row{Name: name}
}

func (r *Report) curve(name string) curve {
	for _, c := range r.Curves {
		if c.Name == name {
			return c
		}
	}
	return curve{Name: name}
}
