package main

import (
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A sample counts examples: candidates with the same values and the same truth
// are one line.
type sample struct {
	measures []string
	counts   map[string]int // by "1,0.25,0,…": foreign or not, then the values
}

func newSample(measures []string) *sample {
	return &sample{measures: measures, counts: map[string]int{}}
}

// add counts one candidate. Values are kept to a hundredth.
func (s *sample) add(foreign bool, values []float64) {
	cells := []string{"0"}
	if foreign {
		cells[0] = "1"
	}
	for _, v := range values {
		cells = append(cells, strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64))
	}
	s.counts[strings.Join(cells, ",")]++
}

// write writes s as gzipped CSV: count, foreign, then the measures.
func (s *sample) write(to io.Writer) error {
	zip, err := gzip.NewWriterLevel(to, gzip.BestCompression)
	if err != nil {
		return err
	}
	fmt.Fprintf(zip, "count,foreign,%s\n", strings.Join(s.measures, ","))
	for _, key := range slices.Sorted(maps.Keys(s.counts)) {
		fmt.Fprintf(zip, "%d,%s\n", s.counts[key], key)
	}
	return zip.Close()
}

// readSample reads what write wrote.
func readSample(from io.Reader) (*sample, error) {
	zip, err := gzip.NewReader(from)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(zip).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || len(rows[0]) < 3 {
		return nil, fmt.Errorf("want the columns count, foreign and measures")
	}
	s := newSample(rows[0][2:])
	for i, row := range rows[1:] {
		count, err := strconv.Atoi(row[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		s.counts[strings.Join(row[1:], ",")] += count
	}
	return s, nil
}

// An example is a line of a sample.
type example struct {
	count   float64
	foreign float64   // 1 if it is, otherwise 0
	values  []float64 // the first is 1, for the prior; then those of the columns
}

// examples are the lines of s in their order, with the measures of columns.
func (s *sample) examples(columns []int) ([]example, error) {
	var all []example
	for _, key := range slices.SortedFunc(maps.Keys(s.counts), cmp.Compare[string]) {
		var numbers []float64 // foreign or not, then the values
		for cell := range strings.SplitSeq(key, ",") {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, v)
		}
		e := example{count: float64(s.counts[key]), foreign: numbers[0], values: []float64{1}}
		for _, column := range columns {
			e.values = append(e.values, numbers[1+column])
		}
		all = append(all, e)
	}
	return all, nil
}
