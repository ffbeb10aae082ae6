package eval

import (
	"cmp"
	"slices"
	"strings"
)

// worst keeps the examples that come first in the order of compare.
type worst struct {
	limit   int
	compare func(a, b example) int
	kept    []example
	seen    int
}

func (w *worst) add(e example) {
	w.seen++
	at, _ := slices.BinarySearchFunc(w.kept, e, w.compare)
	if at == w.limit {
		return
	}
	w.kept = slices.Insert(w.kept, at, e)
	w.kept = w.kept[:min(len(w.kept), w.limit)]
}

func byDamage(a, b example) int {
	return cmp.Or(cmp.Compare(b.Damage, a.Damage), byName(a, b))
}

func byConfidence(a, b example) int {
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), byName(a, b))
}

func byName(a, b example) int {
	return cmp.Or(strings.Compare(a.Article, b.Article), strings.Compare(a.Kind, b.Kind))
}
