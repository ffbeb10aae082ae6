package metrics

// other is the label for every value that is not known.
const other = "other"

// labels are the values of one or two labels.
type labels [2]string

// A family is all the series of a metric. They exist from the start, so that
// rate and absent tell the truth, and finding one is a look into a map.
type family[T any] map[labels]T

// newFamily makes the series of each set of values, with child, and those that
// values which are not known fall into.
func newFamily[T any](child func(...string) T, sets [][]string) family[T] {
	f := family[T]{}
	for _, values := range sets {
		f[labelsOf(values)] = child(values...)
		if len(values) == 2 {
			f[labels{values[0], other}] = child(values[0], other)
			f[labels{other, other}] = child(other, other)
		} else {
			f[labels{other, other}] = child(other)
		}
	}
	return f
}

// at returns the series of values, else of the first value alone, else of none.
func (f family[T]) at(values ...string) T {
	l := labelsOf(values)
	if series, ok := f[l]; ok {
		return series
	}
	if series, ok := f[labels{l[0], other}]; ok {
		return series
	}
	return f[labels{other, other}]
}

func labelsOf(values []string) labels {
	var l labels
	copy(l[:], values)
	return l
}

// each makes a set of one value out of every value; with other among them
// there is always one.
func each(values []string) [][]string {
	sets := [][]string{{other}}
	for _, v := range values {
		sets = append(sets, []string{v})
	}
	return sets
}

// product pairs every value of first with every one of second.
func product(first, second []string) [][]string {
	sets := [][]string{{other, other}}
	for _, a := range first {
		for _, b := range second {
			sets = append(sets, []string{a, b})
		}
	}
	return sets
}
