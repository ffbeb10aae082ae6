package faults

import "math/rand/v2"

// pick draws one of list, which is not empty.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// sample draws n of list in random order, all of them if there are fewer.
func sample[T any](r *rand.Rand, list []T, n int) []T {
	drawn := append([]T(nil), list...)
	r.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	return drawn[:max(0, min(n, len(drawn)))]
}

// within draws a number from low to high, both included.
func within(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// chance is true once in n times.
func chance(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

// letters draws a name of n small letters; with syllables it can be spoken.
func letters(r *rand.Rand, n int, syllables bool) string {
	const consonants, vowels, all = "bdfgklmnprstvz", "aeiou", "abcdefghijklmnopqrstuvwxyz0123456789"
	name := make([]byte, n)
	for i := range name {
		from := all
		switch {
		case syllables && i%2 == 0:
			from = consonants
		case syllables:
			from = vowels
		case i == 0:
			from = all[:26]
		}
		name[i] = from[r.IntN(len(from))]
	}
	return string(name)
}
