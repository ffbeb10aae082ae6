//go:build race

package review_test

// work is how many items a crowd finds. The race detector makes SQLite, which
// is Go here, slower by far; test.sh runs the crowd without it, too.
const work = 1000
