package filters_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// tuned is a filter with a setting of every sort.
type tuned struct {
	Least   int                `mapstructure:"least"`
	Tiny    int8               `mapstructure:"tiny"`
	Share   float64            `mapstructure:"share"`
	Strict  bool               `mapstructure:"strict"`
	Domains []string           `mapstructure:"domains"`
	Weights map[string]float64 `mapstructure:"weights"`
	Box     box                `mapstructure:"box"`
	Clock   func()             // not a setting
}

type box struct {
	Width int `mapstructure:"width"`
}

func newTuned() *tuned {
	return &tuned{Least: 3, Share: 0.5, Domains: []string{"a.example", "b.example"}, Weights: map[string]float64{"x": 1}, Box: box{Width: 2}}
}

func (*tuned) Info() filters.Info { return filters.Info{Name: "tuned"} }

func (*tuned) Check(context.Context, *article.Document) ([]filters.Finding, error) { return nil, nil }

func (f *tuned) Validate() error {
	if f.Share > 1 {
		return &filters.SettingError{Path: []string{"share"}, Problem: "must not exceed 1"}
	}
	if f.Least > 100 {
		return errors.New("asks for too much")
	}
	return nil
}

// bare is a filter without settings.
type bare struct{}

func (bare) Info() filters.Info { return filters.Info{Name: "bare"} }

func (bare) Check(context.Context, *article.Document) ([]filters.Finding, error) { return nil, nil }

func TestConfigureDecodesOverDefaults(t *testing.T) {
	f := newTuned()
	err := filters.Configure([]filters.Filter{bare{}, f}, map[string]map[string]any{
		"tuned": {"share": 1, "strict": true, "domains": []any{"c.example"}, "weights": map[string]any{"y": 2}, "box": map[string]any{}},
		"bare":  {},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := newTuned()
	want.Share, want.Strict = 1, true
	want.Domains, want.Weights = []string{"c.example"}, map[string]float64{"y": 2}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Errorf("filter after Configure (-want +got):\n%s", diff)
	}
}

func TestConfigureNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings map[string]map[string]any
		want     []string
	}{
		{"a misspelt filter", map[string]map[string]any{"tunde": nil}, []string{"tunde: no such filter; did you mean tuned?"}},
		{"a filter like no other", map[string]map[string]any{"xylophones": nil}, []string{"xylophones: no such filter; there are bare, tuned"}},
		{"a misspelt setting", of("leest", 1), []string{"tuned.leest: no such setting; did you mean least?"}},
		{"a setting like no other", of("q", 1), []string{"tuned.q: no such setting; there are least, tiny, share, strict, domains, weights, box"}},
		{"a name in the wrong case", of("Least", 1), []string{"tuned.Least: no such setting; did you mean least?"}},
		{"a field that is no setting", of("Clock", 1), []string{"tuned.Clock: no such setting; there are least, tiny, share, strict, domains, weights, box"}},
		{"a misspelt setting inside another", of("box", map[string]any{"widht": 1}), []string{"tuned.box.widht: no such setting"}},
		{"a setting of a filter without any", map[string]map[string]any{"bare": {"least": 1}}, []string{"bare.least: no such setting; there are none"}},
		{"a text for a number", of("least", "4"), []string{"tuned.least: want int, got string 4"}},
		{"a text inside a table", of("box", map[string]any{"width": "4"}), []string{"tuned.box.width: want int, got string 4"}},
		{"a number for a text in a list", of("domains", []any{"a.example", 4}), []string{"tuned.domains[1]: want string, got int 4"}},
		{"a text for a list", of("domains", "a.example"), []string{"tuned.domains: source data must be an array or slice, got string"}},
		{"a number for a switch", of("strict", 1), []string{"tuned.strict: want bool, got int 1"}},
		{"a fraction for a whole number", of("least", 2.5), []string{"tuned.least: want a whole number, got 2.5"}},
		{"a number that does not fit", of("tiny", 300), []string{"tuned.tiny: 300 is out of range"}},
		{"nothing for a number", of("least", nil), []string{"tuned.least: has no value"}},
		{"a value that the filter refuses", of("share", 1.5), []string{"tuned.share: must not exceed 1"}},
		{"values that the filter refuses as a whole", of("least", 101), []string{"tuned: asks for too much"}},
		{
			"everything at once, in order",
			map[string]map[string]any{"tuned": {"tiny": "a", "leest": 1}, "bear": nil},
			[]string{"bear: no such filter; did you mean bare?", "tuned.leest: no such setting; did you mean least?", "tuned.tiny: want int8, got string a"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := filters.Configure([]filters.Filter{newTuned(), bare{}}, test.settings)
			if diff := cmp.Diff(test.want, problems(t, err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSettingErrorKnowsItsPath(t *testing.T) {
	err := filters.Configure([]filters.Filter{newTuned()}, of("box", map[string]any{"width": "4"}))
	e, ok := errors.AsType[*filters.SettingError](err)
	if !ok {
		t.Fatalf("Configure = %v, want a SettingError", err)
	}
	if diff := cmp.Diff([]string{"tuned", "box", "width"}, e.Path); diff != "" {
		t.Errorf("path (-want +got):\n%s", diff)
	}
}

func of(name string, value any) map[string]map[string]any {
	return map[string]map[string]any{"tuned": {name: value}}
}

// problems lists the joined errors, each of which must be a SettingError.
func problems(t *testing.T, err error) []string {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("Configure = %v, want joined errors", err)
	}
	var texts []string
	for _, err := range joined.Unwrap() {
		if _, ok := err.(*filters.SettingError); !ok {
			t.Errorf("%v is a %T, want a SettingError", err, err)
		}
		texts = append(texts, err.Error())
	}
	return texts
}
