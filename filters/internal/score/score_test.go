package score

import (
	"math"
	"strings"
	"testing"
)

const file = "measure,points\nprior,-2\nred,3\nblue,0\nquiet,-1.5\n"

var names = []string{"red", "blue", "quiet"}

func TestReadWeights(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a file as it should be", "", "", ""},
		{"a measure that there is not", "\nred,", "\nrot,", `weights.csv:3: there is no measure "rot"`},
		{"a measure twice", "\nblue,", "\nred,", "weights.csv:4: red is there already"},
		{"a measure left out", "quiet,-1.5\n", "", "weights.csv: no points for quiet"},
		{"no prior", "prior,-2\n", "", "weights.csv: no points for prior"},
		{"no number", "prior,", "prior,x", `weights.csv:2: strconv.ParseFloat: parsing "x`},
		{"a measure that should speak for it", "red,", "red,-", "weights.csv:3: red cannot have -3 points: wrong sign"},
		{"a measure that should speak against it", "-1.5", "1.5", "weights.csv:5: quiet cannot have 1.5 points: wrong sign"},
		{"a column only", file, "measure\nprior\n", "weights.csv:2: want a measure and its points"},
		{"a row too short", "prior,-2", "prior", "weights.csv: record on line 2"},
		{"nothing", file, "", "weights.csv: no points for prior"},
	}
	for _, test := range tests {
		_, err := ReadWeights(strings.Replace(file, test.old, test.new, 1), names, 2)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestExplainNamesWhatAddsUpToTheScore(t *testing.T) {
	w, err := ReadWeights(file, names, 2)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	w.Explain(got, names, []float64{0.5, 0, 1})
	for name, want := range map[string]float64{"score": -2, "red": 0.5, "red_points": 1.5, "quiet": 1, "quiet_points": -1.5} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if len(got) != 5 {
		t.Errorf("evidence %v has more than that", got)
	}
}

func TestCurves(t *testing.T) {
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"even odds", Confidence(0), 0.5},
		{"odds of nine to one", Confidence(math.Log(9)), 0.9},
		{"nothing", Saturating(0, 3), 0},
		{"half", Saturating(3, 3), 0.5},
		{"twice that", Saturating(6, 3), 0.75},
		{"so", Indicator(true), 1},
		{"not so", Indicator(false), 0},
		{"rounded", Round(0.12345), 0.123},
	} {
		if math.Abs(test.got-test.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
}
