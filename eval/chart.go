package eval

import (
	"fmt"
	"strings"
)

// Sizes of drawings, in CSS pixels.
const (
	barWidth    = 120
	curveWidth  = 240
	curveHeight = 120
)

// A bar is a rate with its interval as a drawing: where the bar ends and where
// the interval begins and ends.
type bar struct{ Value, Low, High float64 }

// newBar draws the figure of r. Per cent fill the width at 100; per mille at
// the greatest upper bound among rows, so that small rates can be told apart.
func newBar(f figure, r Row, rows []Row) *bar {
	if f.rate == nil || f.of(r) == 0 {
		return nil
	}
	full := 1.0
	if f.per > 100 {
		full = 0
		for _, other := range rows {
			if f.of(other) > 0 {
				_, high := f.rate(other).Interval()
				full = max(full, high)
			}
		}
	}
	low, high := f.rate(r).Interval()
	return &bar{pixels(f.rate(r).Share() / full), pixels(low / full), pixels(high / full)}
}

func pixels(share float64) float64 { return tenth(share * barWidth) }

// tenth keeps the page small and the same on all machines.
func tenth(x float64) float64 { return float64(int(x*10+0.5)) / 10 }

// A curveView is a curve as a drawing: two lines over the confidence, from left
// to right, 0 at the bottom.
type curveView struct {
	Name           string
	Recall, Alarms string // points of the lines; empty if nothing is known
	MostAlarms     string // per 1,000, where their line touches the top
	Label          string // what the drawing shows, for those who cannot see it
}

// says reports whether c is anything but two lines at the bottom.
func (c curve) says() bool {
	return len(c.Points) > 0 && (c.Points[0].found().Count > 0 || c.Points[0].Alarms.Count > 0)
}

// found is the recall, or what comes nearest to it if no finding is labelled.
func (p point) found() Rate {
	if p.Recall.Of == 0 {
		return p.Seen
	}
	return p.Recall
}

func newCurveView(c curve) curveView {
	first, last := c.Points[0], c.Points[len(c.Points)-1]
	most := first.Alarms.Share()
	v := curveView{Name: c.Name, MostAlarms: decimal(1000 * most)}
	v.Label = fmt.Sprintf("From confidence %g to %g recall goes from %s to %s per cent and false alarms from %s to %s per thousand.",
		first.Threshold, last.Threshold, decimal(100*first.found().Share()), decimal(100*last.found().Share()),
		decimal(1000*first.Alarms.Share()), decimal(1000*last.Alarms.Share()))
	v.Recall = c.line(1, point.found)
	v.Alarms = c.line(most, func(p point) Rate { return p.Alarms })
	return v
}

// line draws one rate of c; full is the share that reaches the top. Thresholds
// are in [0, 1].
func (c curve) line(full float64, rate func(point) Rate) string {
	var points []string
	for _, p := range c.Points {
		if r := rate(p); r.Of > 0 {
			height := 0.0
			if full > 0 {
				height = r.Share() / full
			}
			points = append(points, fmt.Sprintf("%g,%g", tenth(p.Threshold*curveWidth), tenth((1-height)*curveHeight)))
		}
	}
	return strings.Join(points, " ")
}
