// Package chart draws figures as SVG that is part of a page.
//
// A drawing takes the width that it is given, without its text growing or
// shrinking: what lies along the width is in percent. Its colours are classes,
// so that they follow the theme of the page, and nothing in it needs a style or
// a script of its own. Each names itself for screen readers, and the figures
// stand below it as a table. Figures and labels come from the review desk, also
// such as strangers chose; they are escaped.
package chart

import (
	"embed"
	"html/template"
	"math"
	"strconv"
	"strings"
)

//go:embed chart.html
var files embed.FS

var drawings = template.Must(template.New("").Funcs(template.FuncMap{"percent": percent}).ParseFS(files, "chart.html"))

// A Series is values one after another, such as those of the hours of a day.
type Series struct {
	ID     string // of the drawing, one of a kind on its page
	Title  string
	Desc   string // what a sighted person takes from the drawing, in a sentence or two
	Label  string // of the labels, in the table
	Unit   string // of the values, in the table
	Points []Point
}

// A Point is one value of a series.
type Point struct {
	Label string
	Tick  string  // what stands below it; empty for most
	Value float64 // from 0
}

// Columns draws the series as columns on a common ground.
func (s Series) Columns() (template.HTML, error) { return draw("columns", s) }

// Spark draws it as a small line, for its shape.
func (s Series) Spark() (template.HTML, error) { return draw("spark", s) }

// A Share is a part of a whole, with what may be true of it by chance.
type Share struct {
	Title            string
	Value, Low, High float64 // in [0,1]
}

// Bar draws the share along a line from 0 to 1, with its interval. The figures
// stand beside it wherever it is shown; it has no table.
func (s Share) Bar() (template.HTML, error) { return draw("share", s) }

func draw(name string, data any) (template.HTML, error) {
	var b strings.Builder
	err := drawings.ExecuteTemplate(&b, name, data)
	return template.HTML(b.String()), err
}

// Top is the value at the upper end of the drawing: the first of 1, 2, 5, 10, 20
// and so on that no value exceeds.
func (s Series) Top() float64 {
	top := 0.0
	for _, p := range s.Points {
		top = max(top, p.Value)
	}
	if top <= 1 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(top)))
	for _, step := range []float64{1, 2, 5} {
		if top <= step*unit {
			return step * unit
		}
	}
	return 10 * unit
}

// A column is where a point is drawn, in shares of width and height.
type column struct {
	Point
	X, Middle, Y, Width, Height float64
}

// Placed are the points with their places.
func (s Series) Placed() []column {
	top, step := s.Top(), 1/float64(len(s.Points))
	var out []column
	for i, p := range s.Points {
		x, height := float64(i)*step, p.Value/top
		out = append(out, column{p, x + step/8, x + step/2, 1 - height, step * 3 / 4, height})
	}
	return out
}

// Anchor is the side of its text from which a tick is placed, so that the first
// and the last stay inside.
func (c column) Anchor() string {
	switch {
	case c.Middle < 0.06:
		return "start"
	case c.Middle > 0.94:
		return "end"
	}
	return "middle"
}

// Path is the line through the points, on a ground of 1000 by 100.
func (s Series) Path() string {
	var points []string
	for _, c := range s.Placed() {
		points = append(points, number(c.Middle*1000)+","+number(c.Y*100))
	}
	return strings.Join(points, " ")
}

func percent(share float64) string { return number(share*100) + "%" }

func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}
