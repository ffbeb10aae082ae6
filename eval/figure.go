package eval

import (
	"fmt"
	"strconv"
	"strings"
)

// A figure is a column of the tables that a report is shown as.
type figure struct {
	title string
	rate  func(Row) Rate // nil for the overlap
	per   float64        // 100 or 1000
	note  string
}

func figures() []figure {
	return []figure{
		{"recall %", func(r Row) Rate { return r.Recall }, 100, "of what was wanted, what was found"},
		{"overlap", nil, 1, "bytes in the found and the wanted places, divided by those in either; where something was found"},
		{"seen %", func(r Row) Rate { return r.Seen }, 100, "of articles that must be held and have no labelled findings, those with a finding"},
		{"held %", func(r Row) Rate { return r.Held }, 100, "of articles that must be held, those that were not published"},
		{"restored %", func(r Row) Rate { return r.Restored }, 100, "of lossless faults, those whose repair gave back the original exactly"},
		{"precision %", func(r Row) Rate { return r.Precision }, 100, "of findings, those that point at damage"},
		{"alarms ‰", func(r Row) Rate { return r.Alarms }, 1000, "of 1,000 clean articles, those with a finding"},
		{"held clean ‰", func(r Row) Rate { return r.HeldClean }, 1000, "of 1,000 clean articles, those that were not published because of it"},
	}
}

// of is how many things the figure of r rests on.
func (f figure) of(r Row) int {
	if f.rate == nil {
		return r.Overlap.Of
	}
	return f.rate(r).Of
}

// applies reports whether some row has the figure.
func (f figure) applies(rows []Row) bool {
	for _, r := range rows {
		if f.of(r) > 0 {
			return true
		}
	}
	return false
}

// value is the figure of r, empty if it rests on nothing.
func (f figure) value(r Row) string {
	switch {
	case f.of(r) == 0:
		return ""
	case f.rate == nil:
		return fmt.Sprintf("%.3f", r.Overlap.Mean)
	}
	return decimal(f.rate(r).Share() * f.per)
}

// interval is the 95% interval of the figure of r.
func (f figure) interval(r Row) string {
	if f.rate == nil || f.of(r) == 0 {
		return ""
	}
	low, high := f.rate(r).Interval()
	return "[" + decimal(low*f.per) + "–" + decimal(high*f.per) + "]"
}

// basis is what the figure of r rests on: 12/13.
func (f figure) basis(r Row) string {
	switch {
	case f.of(r) == 0:
		return ""
	case f.rate == nil:
		return strconv.Itoa(r.Overlap.Of)
	}
	return fmt.Sprintf("%d/%d", f.rate(r).Count, f.rate(r).Of)
}

// cell is the figure of r with its interval, if it has one.
func (f figure) cell(r Row) string { return strings.TrimSpace(f.value(r) + " " + f.interval(r)) }

// decimal keeps one place.
func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
