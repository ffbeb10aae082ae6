package eval

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

// WriteHTML writes r as one page that needs nothing beside it: no script, no
// style sheet, no picture. What articles hold appears as text only.
func (r *Report) WriteHTML(to io.Writer) error {
	page, err := template.New("page").Parse(pageText)
	if err != nil {
		return fmt.Errorf("read template: %w", err)
	}
	if err := page.Execute(to, r.view()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// A view is a Report as the page shows it.
type view struct {
	*Report
	Figures []noted
	Tables  []tableView
	Curves  []curveView
	Changes []changeView
}

type noted struct{ Title, Note string }

type tableView struct {
	Title  string
	Folded bool // too long to be read at once
	Heads  []string
	Rows   []rowView
}

type rowView struct {
	Name   string
	Wanted int
	Cells  []cellView
}

type cellView struct {
	Value, Interval, Basis string
	Alarm                  bool // the more of it, the worse
	Bar                    *bar // nil for what is no rate
}

type changeView struct{ Name, Figure, Before, After string }

func (r *Report) view() view {
	v := view{Report: r, Tables: []tableView{newTableView("all", []Row{r.Total})}}
	for _, f := range figures() {
		v.Figures = append(v.Figures, noted{f.title, f.note})
	}
	for _, t := range r.Tables {
		if len(t.Rows) > 0 {
			v.Tables = append(v.Tables, newTableView(t.Name, t.Rows))
		}
	}
	for _, c := range r.Curves {
		if c.says() {
			v.Curves = append(v.Curves, newCurveView(c))
		}
	}
	if r.Comparison != nil {
		for _, c := range r.Comparison.Figures {
			v.Changes = append(v.Changes, changeView{c.name(), c.Figure, c.before(), c.after()})
		}
	}
	return v
}

func newTableView(title string, rows []Row) tableView {
	t := tableView{Title: title, Folded: title == byKindLanguage || title == byVariant}
	var shown []figure
	for _, f := range figures() {
		if f.applies(rows) {
			shown = append(shown, f)
			t.Heads = append(t.Heads, f.title)
		}
	}
	for _, r := range rows {
		row := rowView{Name: r.Name, Wanted: r.Recall.Of}
		for _, f := range shown {
			row.Cells = append(row.Cells, cellView{f.value(r), f.interval(r), f.basis(r), f.per > 100, newBar(f, r, rows)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
