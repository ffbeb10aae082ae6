// Package score turns what a filter has measured into a confidence: each
// measure adds its points, and the sum is the logarithm of the odds that a
// reviewer would agree. Points are read from the CSV file that a filter embeds,
// which comes out of eval/fit; measures from what the filter makes of an article.
package score

import (
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Weights say what a measure of 1 adds to the score, and what the score is of
// which nothing else is known. They do not change once read.
type Weights struct {
	Prior  float64
	Points []float64 // of each measure, in the order of its name
}

// ReadWeights reads a file of three lines or more: the names of the columns,
// the "prior", and each of names, with the points of each. All of them must be
// there once. Points are not negative, except those of names[against:], which
// are not positive: filters give up early where no measure that is still
// unknown could turn the balance. An error names the line.
func ReadWeights(data string, names []string, against int) (*Weights, error) {
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("weights.csv: %w", err)
	}
	w, seen := &Weights{Points: make([]float64, len(names))}, map[string]bool{}
	for i, row := range rows[min(1, len(rows)):] {
		line := i + 2
		if len(row) < 2 {
			return nil, fmt.Errorf("weights.csv:%d: want a measure and its points", line)
		}
		if seen[row[0]] {
			return nil, fmt.Errorf("weights.csv:%d: %s is there already", line, row[0])
		}
		seen[row[0]] = true
		if err := w.set(row[0], row[1], names, against); err != nil {
			return nil, fmt.Errorf("weights.csv:%d: %w", line, err)
		}
	}
	for _, name := range append([]string{"prior"}, names...) {
		if !seen[name] {
			return nil, fmt.Errorf("weights.csv: no points for %s", name)
		}
	}
	return w, nil
}

func (w *Weights) set(name, number string, names []string, against int) error {
	points, err := strconv.ParseFloat(number, 64)
	m := slices.Index(names, name)
	switch {
	case err != nil:
		return err
	case name == "prior":
		w.Prior = points
	case m < 0:
		return fmt.Errorf("there is no measure %q", name)
	case points != 0 && (points < 0) != (m >= against):
		return fmt.Errorf("%s cannot have %v points: wrong sign", name, points)
	default:
		w.Points[m] = points
	}
	return nil
}

// Of is the score of the given values, one for each measure.
func (w *Weights) Of(values []float64) float64 {
	sum := w.Prior
	for m, value := range values {
		sum += value * w.Points[m]
	}
	return sum
}

// Explain adds to evidence each value that is not zero under its name, and what
// it adds to the score under its name with "_points".
func (w *Weights) Explain(evidence map[string]any, names []string, values []float64) {
	evidence["score"] = Round(w.Of(values))
	for m, value := range values {
		if value != 0 {
			evidence[names[m]] = Round(value)
			evidence[names[m]+"_points"] = Round(value * w.Points[m])
		}
	}
}

// Round is x with the three decimals that evidence shows.
func Round(x float64) float64 { return math.Round(x*1000) / 1000 }

// Confidence is the logistic of a score, in [0,1].
func Confidence(score float64) float64 { return 1 / (1 + math.Exp(-score)) }

// Saturating is 0 at none, 1/2 at half and nears 1 as n grows.
func Saturating(n, half float64) float64 { return 1 - math.Exp2(-n/half) }

// Indicator is 1 for what is so, 0 for what is not.
func Indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
