package variant_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/variant"
)

func Test(t *testing.T)      { filtertest.Run(t, variant.New(), "testdata") }
func Fuzz(f *testing.F)      { filtertest.Fuzz(f, variant.New()) }
func Benchmark(b *testing.B) { filtertest.Bench(b, variant.New()) }

func TestSettings(t *testing.T) {
	traditional := strings.Repeat("圖書館將於週末開放,讀者可以預約參觀。\n", 4)
	short := traditional + "请尽快联系我们"
	mixed := traditional + "图书馆将于周末开放,读者可预约,請盡快聯繫。"
	half := traditional + strings.Repeat("图书馆将于周末开放,读者可以预约参观。\n", 4)
	for _, test := range []struct {
		name     string
		settings map[string]any
		text     string
		want     int
	}{
		{"five characters are too few", nil, short, 0},
		{"five characters if they are enough", map[string]any{"min_characters": 4}, short, 1},
		{"a line in both orthographies", nil, mixed, 0},
		{"a line in both orthographies if it need not be pure", map[string]any{"min_purity": 0.6}, mixed, 1},
		{"an article that is half in each", nil, half, 0},
		{"an article that is half in each if it may be", map[string]any{"max_share": 0.5}, half, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := variant.New()
			if err := filters.Configure([]filters.Filter{f}, map[string]map[string]any{"variant": test.settings}); err != nil {
				t.Fatal(err)
			}
			if found := look(t, f, test.text); len(found) != test.want {
				t.Errorf("%d findings, want %d", len(found), test.want)
			}
		})
	}
}

func TestSettingsOutOfRange(t *testing.T) {
	for setting, value := range map[string]any{"min_characters": 0, "min_purity": 0.5, "max_share": 0.6} {
		err := filters.Configure([]filters.Filter{variant.New()}, map[string]map[string]any{"variant": {setting: value}})
		if e, ok := errors.AsType[*filters.SettingError](err); !ok || e.Path[1] != setting {
			t.Errorf("Configure with %s %v = %v, want a SettingError about it", setting, value, err)
		}
	}
}

func TestNoPassageIsMoreThanHalfSure(t *testing.T) {
	text := strings.Repeat("圖書館將於週末開放,讀者可以預約參觀。\n", 50) + strings.Repeat("图书馆将于周末开放,读者可以预约参观,", 20)
	for _, found := range look(t, variant.New(), text) {
		if found.Confidence > 0.5 {
			t.Errorf("confidence = %v, want at most 0.5", found.Confidence)
		}
	}
}

func look(t *testing.T, f filters.Filter, text string) []filters.Finding {
	doc, err := article.Parse(text, article.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	found, err := f.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
