package invisible_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/invisible"
)

func Test(t *testing.T)      { filtertest.Run(t, invisible.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, invisible.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, invisible.New()) }
