// Package sheet writes tables for spreadsheets: CSV (RFC 4180) of which no cell
// is a formula. Cells come from whoever names themselves or an article.
package sheet

import (
	"encoding/csv"
	"io"
	"strings"
)

// A Writer writes rows. Close ends the table.
type Writer struct{ csv *csv.Writer }

// New writes the names of the columns as the first row.
func New(w io.Writer, columns ...string) (*Writer, error) {
	s := &Writer{csv.NewWriter(w)}
	return s, s.Row(columns...)
}

// Row writes one row. A cell that a spreadsheet would calculate gets an
// apostrophe before it.
func (s *Writer) Row(cells ...string) error {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = inert(cell)
	}
	return s.csv.Write(safe)
}

// Close writes what is still to be written, and leaves the writer below open.
func (s *Writer) Close() error {
	s.csv.Flush()
	return s.csv.Error()
}

// inert is cell without a beginning that makes it a formula: OWASP, "CSV
// Injection", and the full-width forms of the same signs.
func inert(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:firstRune(cell)], "=+-@\t\r\n＝＋－＠") {
		return "'" + cell
	}
	return cell
}

func firstRune(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
