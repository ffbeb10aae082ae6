package main

import (
	"errors"
	"math"
	"slices"
)

const (
	ridge     = 1.0  // pull of each weight towards 0: a normal prior of variance 1/ridge
	least     = 0.1  // points that a measure keeps, so that its sign and place in the table stay
	most      = 9.0  // points that one measure may have, so that none convicts alone
	precision = 0.05 // committed weights are multiples of it
	settled   = 1e-4 // the descent ends when no weight moves by more in a round
	rounds    = 2000
)

// fit returns the weights that make the examples likeliest, each with the sign
// that it had before: what speaks for a foreign block must not come to speak
// against it because a few pages say so. The measures of s must be those of
// before.
func fit(s *sample, before weights) (weights, error) {
	columns, err := columnsOf(before, s.measures)
	if err != nil {
		return nil, err
	}
	examples, err := s.examples(columns)
	if err != nil {
		return nil, err
	}
	d := newDescent(examples, before)
	for range rounds {
		if d.round() < settled {
			break
		}
	}
	after := slices.Clone(before)
	for k := range after {
		after[k].points = math.Round(d.points[k]/precision) * precision
		after[k].points = math.Round(after[k].points*100) / 100
	}
	return after, nil
}

// columnsOf says which measure of a sample each weight but the prior belongs to.
func columnsOf(w weights, measures []string) ([]int, error) {
	var columns []int
	for _, one := range w[1:] {
		columns = append(columns, slices.Index(measures, one.measure))
	}
	if len(columns) != len(measures) || slices.Contains(columns, -1) {
		return nil, errors.New("the measures differ: collect the examples anew")
	}
	return columns, nil
}

// A descent moves one weight at a time to where the loss is least: the negative
// logarithm of the likelihood and the ridge.
type descent struct {
	examples  []example
	scores    []float64 // of each example under points
	points    []float64
	low, high []float64 // bounds of points
}

func newDescent(examples []example, signs weights) *descent {
	d := &descent{examples: examples, scores: make([]float64, len(examples))}
	for i, w := range signs {
		low, high := least, most
		switch {
		case i == 0:
			low, high = math.Inf(-1), math.Inf(1)
		case w.points < 0:
			low, high = -most, -least
		}
		start := min(max(0, low), high)
		d.low, d.high = append(d.low, low), append(d.high, high)
		d.points = append(d.points, start)
		for n, e := range examples {
			d.scores[n] += start * e.values[i]
		}
	}
	return d
}

// round moves each weight once and returns the longest way.
func (d *descent) round() float64 {
	longest := 0.0
	for k := range d.points {
		longest = max(longest, math.Abs(d.move(k)))
	}
	return longest
}

// move takes weight k one Newton step down, no longer than 1 and not beyond its
// bounds, and returns by how much it moved.
func (d *descent) move(k int) float64 {
	slope, bend := 0.0, 1e-9
	if k > 0 {
		slope, bend = ridge*d.points[k], ridge
	}
	for n, e := range d.examples {
		if v := e.values[k]; v != 0 {
			p := 1 / (1 + math.Exp(-d.scores[n]))
			slope += e.count * (p - e.foreign) * v
			bend += e.count * p * (1 - p) * v * v
		}
	}
	step := min(max(-slope/bend, -1), 1)
	to := min(max(d.points[k]+step, d.low[k]), d.high[k])
	step = to - d.points[k]
	d.points[k] = to
	for n, e := range d.examples {
		d.scores[n] += step * e.values[k]
	}
	return step
}
