package metrics

import "slices"

// other is the label for every value that is not known.
const other = "other"

// labels are the values of one to three labels.
type labels [3]string

// A family is all the series of a metric. They exist from the start, so that
// rate and absent tell the truth, and finding one is a look into a map.
type family[T any] map[labels]T

// newFamily makes the series of each set of values, with child, and those that
// values which are not known fall into.
func newFamily[T any](child func(...string) T, sets [][]string) family[T] {
	f := family[T]{}
	for _, values := range sets {
		for known := len(values); known >= 0; known-- {
			l := labelsOf(values, known)
			if _, done := f[l]; !done {
				f[l] = child(l[:len(values)]...)
			}
		}
	}
	return f
}

// at returns the series of values; where that is not known, of as many of the
// first values as are known.
func (f family[T]) at(values ...string) T {
	for known := len(values); known > 0; known-- {
		if series, ok := f[labelsOf(values, known)]; ok {
			return series
		}
	}
	return f[labelsOf(values, 0)]
}

// labelsOf are the first known of values, and other for the rest.
func labelsOf(values []string, known int) labels {
	var l labels
	copy(l[:], values)
	for i := known; i < len(values); i++ {
		l[i] = other
	}
	return l
}

// each makes a set of one value out of every value.
func each(values []string) [][]string { return product(values) }

// under puts each of values before each of the sets. An empty list counts as
// one of other.
func under(values []string, sets [][]string) [][]string {
	var all [][]string
	for _, first := range each(values) {
		for _, set := range sets {
			all = append(all, append(slices.Clone(first), set...))
		}
	}
	return all
}

// product makes a set of each value of the first list with each of the second,
// and so on. An empty list counts as one of other.
func product(lists ...[]string) [][]string {
	sets := [][]string{{}}
	for _, values := range lists {
		var longer [][]string
		if len(values) == 0 {
			values = []string{other}
		}
		for _, set := range sets {
			for _, v := range values {
				longer = append(longer, append(slices.Clone(set), v))
			}
		}
		sets = longer
	}
	return sets
}
