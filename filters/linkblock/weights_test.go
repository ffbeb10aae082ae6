package linkblock

import (
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"the embedded ones can be read", "", "", ""},
		{"a measure that there is not", "\ntrade,", "\ntrad,", `weights.csv:3: there is no measure "trad"`},
		{"a measure left out", "\noffer,", "\ntrade,", "weights.csv:6: trade is there already"},
		{"no number", "prior,", "prior,x", `weights.csv:2: strconv.ParseFloat: parsing "x`},
		{"a measure for a block that speaks against it", "\ntrade,", "\ntrade,-", "weights.csv:3: trade cannot have"},
		{"the last line missing", "\nlong,", "\n#", "weights.csv"},
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
