package mojibake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/mojibake"
)

func Test(t *testing.T)      { filtertest.Run(t, mojibake.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, mojibake.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, mojibake.New()) }

// BenchmarkLength shows that time is linear in the length of the article:
// MB/s are the same at ten times the length.
func BenchmarkLength(b *testing.B) {
	for _, name := range []string{"sound", "damaged"} {
		var text strings.Builder
		for _, s := range samples {
			if damaged, ok := damage(s.text, "utf-8", "windows-1252"); ok && name == "damaged" {
				text.WriteString(paragraphs(damaged))
			} else {
				text.WriteString(paragraphs(s.text))
			}
		}
		for _, size := range []int{500_000, 5_000_000} {
			doc, err := article.Parse(strings.Repeat(text.String(), size/text.Len()), unhurried)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					if _, err := mojibake.New().Check(b.Context(), doc); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
