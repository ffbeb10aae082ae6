package configs_test

import (
	"slices"
	"testing"

	"github.com/presscheck/presscheck/configs"
)

func TestNamesAreSeparatedByCommas(t *testing.T) {
	for _, test := range []struct {
		text string
		want configs.Names
	}{{"", nil}, {"daily", configs.Names{"daily"}}, {" daily,, the weekly ,", configs.Names{"daily", "the weekly"}}} {
		var got configs.Names
		if err := got.UnmarshalText([]byte(test.text)); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%q is read as %q, %v, want %q", test.text, got, err, test.want)
		}
		back, err := got.MarshalText()
		var again configs.Names
		if again.UnmarshalText(back); err != nil || !slices.Equal(again, got) {
			t.Errorf("%q is written as %q, %v", got, back, err)
		}
	}
}

func TestSitesOfTheMetricsAreNames(t *testing.T) {
	c, err := configs.Load(configs.Options{Env: []string{"PRESSCHECK_METRICS_SITES=daily, weekly"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := (configs.Names{"daily", "weekly"}); !slices.Equal(c.Metrics.Sites, want) {
		t.Errorf("sites are %q, want %q", c.Metrics.Sites, want)
	}
}
