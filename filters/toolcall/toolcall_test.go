package toolcall_test

import (
	"context"
	"errors"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/toolcall"
)

func Test(t *testing.T)      { filtertest.Run(t, toolcall.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, toolcall.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, toolcall.New()) }

func TestTopicDecidesWhatIsSpokenOf(t *testing.T) {
	const text = "A tokenizer turns <|im_start|> into one of its special tokens, and the chat template puts it in front of each turn."
	for _, test := range []struct {
		name  string
		topic any
		want  int
	}{
		{"an article on tokens", 3, 0},
		{"any number of such words will do", 1000, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := toolcall.New()
			if err := filters.Configure([]filters.Filter{f}, map[string]map[string]any{"toolcall": {"topic": test.topic}}); err != nil {
				t.Fatal(err)
			}
			doc, err := article.Parse(text, article.Options{Plain: true})
			if err != nil {
				t.Fatal(err)
			}
			if found, err := f.Check(context.Background(), doc); len(found) != test.want || err != nil {
				t.Errorf("%d findings, %v, want %d", len(found), err, test.want)
			}
		})
	}
}

func TestSettingsOutOfRange(t *testing.T) {
	err := filters.Configure([]filters.Filter{toolcall.New()}, map[string]map[string]any{"toolcall": {"topic": -1}})
	if e, ok := errors.AsType[*filters.SettingError](err); !ok || e.Path[1] != "topic" {
		t.Errorf("Configure with topic -1 = %v, want a SettingError about it", err)
	}
}
