package mojibake_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/mojibake"
)

func Test(t *testing.T)      { filtertest.Run(t, mojibake.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, mojibake.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, mojibake.New()) }
