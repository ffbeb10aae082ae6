package linkblock_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/linkblock"
)

func Test(t *testing.T)      { filtertest.Run(t, linkblock.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, linkblock.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, linkblock.New()) }
