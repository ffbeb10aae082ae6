package hiddentext

import (
	_ "embed"
	"sync"

	"github.com/presscheck/presscheck/filters/internal/score"
)

//go:embed weights.csv
var weightsFile string

// weights are those of weights.csv, which come out of eval/fit.
var weights = sync.OnceValue(func() *score.Weights {
	w, err := score.ReadWeights(weightsFile, measureNames[:], int(mUnsure))
	if err != nil {
		panic(err) // embedded, and read in tests
	}
	return w
})
