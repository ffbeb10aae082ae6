package escapes_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/escapes"
	"github.com/presscheck/presscheck/filters/filtertest"
)

func Test(t *testing.T)      { filtertest.Run(t, escapes.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, escapes.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, escapes.New()) }
