package homoglyph_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/homoglyph"
)

func Test(t *testing.T)      { filtertest.Run(t, homoglyph.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, homoglyph.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, homoglyph.New()) }
