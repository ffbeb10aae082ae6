package escapes_test

import (
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/escapes"
	"github.com/presscheck/presscheck/filters/filtertest"
)

func Test(t *testing.T)      { filtertest.Run(t, escapes.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, escapes.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, escapes.New()) }

// A stray byte is no character that could stand anywhere.
func TestStrayBytesHaveNoHabit(t *testing.T) {
	doc, err := article.Parse("caf&eacute; \xe9", article.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	found, err := escapes.New().Check(t.Context(), doc)
	if err != nil || len(found) != 1 {
		t.Errorf("Check = %v, %v, want one finding", found, err)
	}
}
