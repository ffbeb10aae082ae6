package hiddentext

import (
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"the embedded ones can be read", "", "", ""},
		{"a measure that there is not", "\ncovert,", "\ncover,", `weights.csv:3: there is no measure "cover"`},
		{"a measure twice", "\ninline,", "\ncovert,", "weights.csv:4: covert is there already"},
		{"no number", "prior,", "prior,x", `weights.csv:2: strconv.ParseFloat: parsing "x`},
		{"points of the wrong sign", "\ncovert,", "\ncovert,-", "weights.csv:3: covert cannot have"},
		{"a measure left out", weightsFile[strings.Index(weightsFile, "\nfamiliar,"):], "\n", "weights.csv: no points for familiar"},
	}
	for _, test := range tests {
		_, err := readWeights(strings.Replace(weightsFile, test.old, test.new, 1))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
