package eval

import (
	"math"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A Rate is how many of a number of things were so. The zero Rate is one of
// nothing, about which nothing is known.
type Rate struct {
	Count int `json:"count"`
	Of    int `json:"of"`
}

// Share is Count / Of, 0 if Of is 0.
func (r Rate) Share() float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.Count) / float64(r.Of)
}

// z is the 97.5th percentile of the normal distribution.
const z = 1.959963984540054

// Interval is the 95% confidence interval of the share, by Wilson's score
// method without continuity correction (E. B. Wilson, JASA 22, 1927; method 3
// of R. G. Newcombe, Statistics in Medicine 17, 1998). Unlike the usual one it
// holds for small counts and for shares near 0 and 1. Of nothing it is [0, 1].
func (r Rate) Interval() (low, high float64) {
	if r.Of == 0 {
		return 0, 1
	}
	n, p := float64(r.Of), r.Share()
	middle := p + z*z/(2*n)
	reach := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	low, high = (middle-reach)/scale, (middle+reach)/scale
	if r.Count == 0 { // exactly 0 and 1 there; rounding would say otherwise
		low = 0
	}
	if r.Count == r.Of {
		high = 1
	}
	return low, high
}

func (r *Rate) add(so bool) {
	r.Of++
	if so {
		r.Count++
	}
}

// MarshalJSONTo writes the counts and, unless Of is 0, the share with its
// interval, rounded so that all machines write the same.
func (r Rate) MarshalJSONTo(to *jsontext.Encoder) error {
	type counts Rate
	if r.Of == 0 {
		return json.MarshalEncode(to, counts(r))
	}
	low, high := r.Interval()
	return json.MarshalEncode(to, struct {
		counts
		Share float64 `json:"share"`
		Low   float64 `json:"low"`
		High  float64 `json:"high"`
	}{counts(r), rounded(r.Share()), rounded(low), rounded(high)})
}

// rounded keeps six places.
func rounded(x float64) float64 { return math.Round(x*1e6) / 1e6 }
