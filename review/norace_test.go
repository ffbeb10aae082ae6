//go:build !race

package review_test

// work is how many items a crowd finds.
const work = 10_000
