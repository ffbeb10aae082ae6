package hiddentext_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/hiddentext"
)

func Test(t *testing.T)      { filtertest.Run(t, hiddentext.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, hiddentext.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, hiddentext.New()) }
