package database_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/database"
)

func TestAConditionIsPutTogetherTermByTerm(t *testing.T) {
	since := time.UnixMicro(1)
	for name, test := range map[string]struct {
		build func(w *database.Where)
		text  string
		args  []any
	}{
		"without terms it holds for every row": {func(*database.Where) {}, "1 = 1", nil},
		"an empty value is any":                {func(w *database.Where) { w.Equals("site", "") }, "1 = 1", nil},
		"nil values are any":                   {func(w *database.Where) { w.OneOf("site", nil) }, "1 = 1", nil},
		"empty values are none":                {func(w *database.Where) { w.OneOf("site", []string{}) }, "1 = 0", nil},
		"zero times are no bounds":             {func(w *database.Where) { w.Within("at", time.Time{}, time.Time{}) }, "1 = 1", nil},
		"terms hold at once, and arguments are counted": {
			func(w *database.Where) {
				w.Equals("a", "x\x00")
				w.OneOf("b", []string{"y", "z"})
				w.Within("c", since, since.Add(time.Second))
				w.And("d > " + w.Arg(3))
			},
			"a = $1 AND b IN ($2, $3) AND c >= $4 AND c < $5 AND d > $6",
			[]any{"x\uFFFD", "y", "z", int64(1), int64(1_000_001), 3},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var w database.Where
			test.build(&w)
			if w.String() != test.text {
				t.Errorf("condition = %s, want %s", &w, test.text)
			}
			if diff := cmp.Diff(test.args, w.Args); diff != "" {
				t.Errorf("arguments differ (-want +got):\n%s", diff)
			}
		})
	}
}
