package eval_test

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/eval"
)

// The values are those of table I, method 3, in R. G. Newcombe, "Two-sided
// confidence intervals for the single proportion: comparison of seven methods",
// Statistics in Medicine 17 (1998).
func TestIntervalIsThePublishedOne(t *testing.T) {
	for _, test := range []struct {
		rate eval.Rate
		want string
	}{
		{eval.Rate{Count: 81, Of: 263}, "0.2553 0.3662"},
		{eval.Rate{Count: 15, Of: 148}, "0.0624 0.1605"},
		{eval.Rate{Count: 0, Of: 20}, "0.0000 0.1611"},
		{eval.Rate{Count: 1, Of: 29}, "0.0061 0.1718"},
		{eval.Rate{Count: 20, Of: 20}, "0.8389 1.0000"}, // the mirror of 0 of 20
		{eval.Rate{}, "0.0000 1.0000"},
	} {
		low, high := test.rate.Interval()
		if got := fmt.Sprintf("%.4f %.4f", low, high); got != test.want {
			t.Errorf("%+v.Interval() = %s, want %s", test.rate, got, test.want)
		}
	}
}

func TestIntervalOfAllOrNothingIsExact(t *testing.T) {
	for of := 1; of < 2000; of++ {
		if low, _ := (eval.Rate{Of: of}).Interval(); low != 0 {
			t.Errorf("0 of %d: low = %g, want 0", of, low)
		}
		if _, high := (eval.Rate{Count: of, Of: of}).Interval(); high != 1 {
			t.Errorf("%d of %d: high = %g, want 1", of, of, high)
		}
	}
}

func TestRateAsJSON(t *testing.T) {
	for _, test := range []struct {
		rate eval.Rate
		want string
	}{
		{eval.Rate{Count: 81, Of: 263}, `{"count":81,"of":263,"share":0.307985,"low":0.255289,"high":0.36621}`},
		{eval.Rate{}, `{"count":0,"of":0}`},
	} {
		text, err := json.Marshal(test.rate)
		if err != nil || string(text) != test.want {
			t.Errorf("Marshal(%+v) = %s, %v, want %s", test.rate, text, err, test.want)
		}
		var back eval.Rate
		if err := json.Unmarshal(text, &back); err != nil || back != test.rate {
			t.Errorf("Unmarshal(%s) = %+v, %v, want %+v", text, back, err, test.rate)
		}
	}
}
