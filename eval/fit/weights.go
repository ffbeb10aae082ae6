package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// priorName is the line of weights.csv that belongs to no measure.
const priorName = "prior"

// A weight is what a measure of 1 adds to the score.
type weight struct {
	measure string
	points  float64
}

// weights are those of one filter, the prior first.
type weights []weight

// readWeights reads the weights.csv of a filter: measure,points.
func readWeights(from io.Reader) (weights, error) {
	rows, err := csv.NewReader(from).ReadAll()
	if err != nil {
		return nil, err
	}
	var w weights
	for i, row := range rows[min(1, len(rows)):] {
		points, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		w = append(w, weight{row[0], points})
	}
	if len(w) == 0 || w[0].measure != priorName {
		return nil, fmt.Errorf("the first line behind the heading must be the %s", priorName)
	}
	return w, nil
}

// String is w as weights.csv.
func (w weights) String() string {
	var out strings.Builder
	out.WriteString("measure,points\n")
	for _, one := range w {
		fmt.Fprintf(&out, "%s,%s\n", one.measure, strconv.FormatFloat(one.points, 'f', -1, 64))
	}
	return out.String()
}
