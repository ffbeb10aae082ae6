package hiddentext

import (
	"testing"

	"github.com/presscheck/presscheck/filters/internal/score"
)

func TestTheEmbeddedWeightsCanBeRead(t *testing.T) {
	if _, err := score.ReadWeights(weightsFile, measureNames[:], int(mUnsure)); err != nil {
		t.Error(err)
	}
}
