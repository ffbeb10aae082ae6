package linkblock

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
// a block is of which nothing else is known.
type weighing struct {
	prior  float64
	points [measures]float64
}

// weights are those of weights.csv, which come out of eval/fit.
var weights = sync.OnceValue(func() *weighing {
	w, err := readWeights(weightsFile)
	if err != nil {
		panic(err) // embedded, and read in tests
	}
	return w
})

// readWeights reads lines of a measure and its points, and of the prior. All
// of them must be there once. Points keep the sign that page.measure relies on
// when it gives up early.
func readWeights(data string) (*weighing, error) {
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("weights.csv: %w", err)
	}
	w, seen := &weighing{}, map[string]bool{}
	for i, row := range rows {
		if i == 0 {
			continue // names of the columns
		}
		points, err := strconv.ParseFloat(row[1], 64)
		m := slices.Index(names[:], row[0])
		switch {
		case err != nil:
			return nil, fmt.Errorf("weights.csv:%d: %w", i+1, err)
		case seen[row[0]]:
			return nil, fmt.Errorf("weights.csv:%d: %s is there already", i+1, row[0])
		case row[0] == "prior":
			w.prior = points
		case m >= 0 && (points < 0) != (measure(m) >= mShared) && points != 0:
			return nil, fmt.Errorf("weights.csv:%d: %s cannot have %v points: wrong sign", i+1, row[0], points)
		case m >= 0:
			w.points[m] = points
		default:
			return nil, fmt.Errorf("weights.csv:%d: there is no measure %q", i+1, row[0])
		}
		seen[row[0]] = true
	}
	for _, name := range append([]string{"prior"}, names[:]...) {
		if !seen[name] {
			return nil, fmt.Errorf("weights.csv: no points for %s", name)
		}
	}
	return w, nil
}
