package eval

import "fmt"

// bands divides confidences for the table that compares them with how often
// findings are right: band n reaches from bands[n] up to bands[n+1], the last
// one up to 1.
var bands = [...]float64{0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}

// A banded holds how many findings of each band are right.
type banded [len(bands)]Rate

func (b *banded) add(confidence float64, right bool) {
	n := 0
	for n+1 < len(bands) && confidence >= bands[n+1] {
		n++
	}
	b[n].add(right)
}

// bandName says which confidences band n holds: 0.90–0.95.
func bandName(n int) string {
	if n+1 == len(bands) {
		return fmt.Sprintf("%.2f–1", bands[n])
	}
	return fmt.Sprintf("%.2f–%.2f", bands[n], bands[n+1])
}

// addBands counts findings by their confidence.
func (t *tally) addBands(s sight) {
	for n, right := range s.bands {
		if right.Of > 0 {
			c := t.row(byBand, filterOf(s.kind)+" "+bandName(n))
			c.Precision.Count += right.Count
			c.Precision.Of += right.Of
		}
	}
}
