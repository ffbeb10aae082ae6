package hiddentext

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed weights.csv
var weightsFile string

// A weighing says what a measure of 1 adds to the score, and what the score of
// a region is of which nothing else is known.
type weighing struct {
	prior  float64
	points [measures]float64
}

// weights are those of weights.csv (README.md, Sources).
var weights = sync.OnceValue(func() *weighing {
	w, err := readWeights(weightsFile)
	if err != nil {
		panic(err) // embedded, and read in tests
	}
	return w
})

// readWeights reads lines of a measure and its points, and of the prior. All
// of them must be there once. Points keep the sign that page.judge relies on
// when it gives up early.
func readWeights(data string) (*weighing, error) {
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("weights.csv: %w", err)
	}
	w, seen := &weighing{}, map[string]bool{}
	for i, row := range rows[min(1, len(rows)):] { // behind the names of the columns
		if seen[row[0]] {
			return nil, fmt.Errorf("weights.csv:%d: %s is there already", i+2, row[0])
		}
		seen[row[0]] = true
		if err := w.set(row[0], row[1]); err != nil {
			return nil, fmt.Errorf("weights.csv:%d: %w", i+2, err)
		}
	}
	for _, name := range append([]string{"prior"}, measureNames[:]...) {
		if !seen[name] {
			return nil, fmt.Errorf("weights.csv: no points for %s", name)
		}
	}
	return w, nil
}

func (w *weighing) set(name, number string) error {
	points, err := strconv.ParseFloat(number, 64)
	m := measure(slices.Index(measureNames[:], name))
	switch {
	case err != nil:
		return err
	case name == "prior":
		w.prior = points
	case m < 0:
		return fmt.Errorf("there is no measure %q", name)
	case points != 0 && (points < 0) != (m >= mUnsure):
		return fmt.Errorf("%s cannot have %v points: wrong sign", name, points)
	default:
		w.points[m] = points
	}
	return nil
}
