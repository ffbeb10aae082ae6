package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/presscheck/presscheck/policy"
)

// WriteText writes r for a terminal: every table but the long ones, the
// weakest variants of faults, and the worst cases with their evidence.
func (r *Report) WriteText(to io.Writer) error {
	out := bufio.NewWriter(to)
	fmt.Fprintf(out, "%d articles, %d of them clean; policy %s\n\n", r.Corpus.Articles, r.Corpus.Clean, r.Policy)
	r.textVerdicts(out)
	textRows(out, "", []Row{r.Total})
	for _, name := range []string{byFilter, byKind, byBand, byLanguage, byFamily, bySize, byInjected} {
		textRows(out, name, r.table(name).Rows)
	}
	textRows(out, byVariant+", the weakest", r.weakest())
	textExamples(out, "missed", r.Missed, r.Corpus.Missed)
	textExamples(out, "false alarms", r.Alarms, r.Corpus.Alarms)
	r.textProblems(out)
	if r.Comparison != nil {
		r.Comparison.text(out)
	}
	return out.Flush()
}

// newTable aligns the first column left and all others right.
func newTable(titles ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	var header table.Row
	var columns []table.ColumnConfig
	for i, title := range titles {
		header = append(header, title)
		if i > 0 {
			columns = append(columns, table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
		}
	}
	t.AppendHeader(header)
	t.SetColumnConfigs(columns)
	return t
}

// render writes t without blanks at the ends of lines, and a blank line.
func render(to io.Writer, t table.Writer) {
	for line := range strings.Lines(t.Render() + "\n") {
		fmt.Fprintln(to, strings.TrimRight(line, " \n"))
	}
	fmt.Fprintln(to)
}

func (r *Report) textVerdicts(to io.Writer) {
	t := newTable("expected", "publish", "review", "reject")
	for _, v := range r.Verdicts {
		t.AppendRow(table.Row{v.Expected, v.Publish, v.Review, v.Reject})
	}
	render(to, t)
}

// textRows writes the figures that apply to some row, and how much was wanted.
func textRows(to io.Writer, title string, rows []Row) {
	if len(rows) == 0 {
		return
	}
	titles := []string{title, "wanted"}
	var shown []figure
	for _, f := range figures() {
		if f.applies(rows) {
			shown = append(shown, f)
			titles = append(titles, f.title)
		}
	}
	t := newTable(titles...)
	for _, r := range rows {
		cells := table.Row{r.Name, r.Recall.Of}
		for _, f := range shown {
			cells = append(cells, f.cell(r))
		}
		t.AppendRow(cells)
	}
	render(to, t)
}

// weakest are the variants of which something was missed, as many as there are
// examples.
func (r *Report) weakest() []Row {
	rows := slices.DeleteFunc(slices.Clone(r.table(byVariant).Rows), func(r Row) bool { return r.Recall.Count == r.Recall.Of })
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.Recall.Share(), b.Recall.Share()) })
	return rows[:min(len(rows), len(r.Missed))]
}

func textExamples(to io.Writer, title string, examples []example, of int) {
	if len(examples) == 0 {
		return
	}
	fmt.Fprintf(to, "%s, the worst %d of %d\n", title, len(examples), of)
	for _, e := range examples {
		fmt.Fprintf(to, "  %s\n      %s\n", e.headline(), e.evidence())
	}
	fmt.Fprintln(to)
}

// headline says of which article the example is and what went wrong with it.
func (e *example) headline() string {
	parts := []string{e.Article, language(e.Language), cmp.Or(e.Fault, e.Kind)}
	if e.Damage > 0 {
		parts = append(parts, fmt.Sprintf("%d characters", e.Damage))
	}
	if e.Verdict != policy.Publish {
		parts = append(parts, e.Verdict.String())
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "  ")
}

// longestEvidence is how many characters of evidence a line of text shows.
const longestEvidence = 120

// evidence is a line in the notation of the command check.
func (e *example) evidence() string {
	if e.Place == "" {
		return "anywhere"
	}
	quoted := []rune(e.quote())
	if len(quoted) > longestEvidence {
		quoted = append(quoted[:longestEvidence], '…')
	}
	line := e.Place
	if e.Kind != "" {
		line += " " + e.Kind
	}
	if e.Confidence > 0 {
		line += fmt.Sprintf(" %.2f", e.Confidence)
	}
	return fmt.Sprintf(`%s "%s"`, line, string(quoted))
}

func (r *Report) textProblems(to io.Writer) {
	if len(r.Unknown) > 0 {
		fmt.Fprintf(to, "wanted, but reported by no filter: %s\n\n", strings.Join(r.Unknown, ", "))
	}
	if len(r.Failed) > 0 {
		fmt.Fprintf(to, "not measured: %d\n", len(r.Failed))
	}
	for _, f := range r.Failed {
		fmt.Fprintf(to, "  %s: %s\n", f.Article, f.Problem)
	}
}
