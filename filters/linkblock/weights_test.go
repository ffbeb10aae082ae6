package linkblock

import (
	"testing"

	"github.com/presscheck/presscheck/filters/internal/score"
)

func TestTheEmbeddedWeightsCanBeRead(t *testing.T) {
	if _, err := score.ReadWeights(weightsFile, names[:], int(mShared)); err != nil {
		t.Error(err)
	}
}
