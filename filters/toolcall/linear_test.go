package toolcall_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/toolcall"
)

// BenchmarkHostile shows that the time for each byte does not grow with the
// article, whatever it repeats.
func BenchmarkHostile(b *testing.B) {
	for _, piece := range []string{`to=functions.x {"`, "to=a.b 彩票 ", "&lt;tool_call>", "turn0search1 ", "&lt;|a|&gt; "} {
		for _, size := range []int{64 << 10, 512 << 10} {
			doc, err := article.Parse("<p>"+strings.Repeat(piece, size/len(piece)), article.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%.12q/%d", piece, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					if _, err := toolcall.New().Check(context.Background(), doc); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
