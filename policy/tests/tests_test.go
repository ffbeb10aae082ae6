package tests_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy/tests"
)

const rule = `package presscheck.rules.one

reason contains {"action": "review"} if input.site == "held"

reason contains {"action": "reject"} if input.article.links > data.thresholds.one.links
`

// policy is one rule, with what stands in its tests.
func policy(test string) fstest.MapFS {
	return fstest.MapFS{
		"one/one.rego":      {Data: []byte(rule)},
		"one/one_test.rego": {Data: []byte("package presscheck.rules.one_test\n\n" + test + "\n")},
		"data.yaml":         {Data: []byte("thresholds: {one: {links: 3}}\n")},
	}
}

const (
	held = "test_held if count(data.presscheck.rules.one.reason) == 1 with input as {\"site\": \"held\", \"article\": {\"links\": 3}}"
	many = "test_many if count(data.presscheck.rules.one.reason) == 1 with input as {\"site\": \"\", \"article\": {\"links\": 4}}"
)

func TestRun(t *testing.T) {
	cases := []struct {
		name, test string
		want       []tests.Result
		err        string // of the report
	}{
		{"tests that pass, by line", held + "\n\n" + many, []tests.Result{
			{Place: "one/one_test.rego:3", Name: "presscheck.rules.one_test.test_held"},
			{Place: "one/one_test.rego:5", Name: "presscheck.rules.one_test.test_many"}}, ""},
		{"a test that fails", "test_x if 1 == 2", []tests.Result{
			{Place: "one/one_test.rego:3", Name: "presscheck.rules.one_test.test_x", Failed: "failed"}},
			"one/one_test.rego:3: presscheck.rules.one_test.test_x: failed"},
		{"a test that fails for a case", "test_x[c] if {\n\tsome c in [\"good\", \"bad\"]\n\tc == \"good\"\n}", []tests.Result{
			{Place: "one/one_test.rego:3", Name: "presscheck.rules.one_test.test_x", Failed: "failed for bad"}},
			"one/one_test.rego:3: presscheck.rules.one_test.test_x: failed for bad"},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			report, err := tests.Run(t.Context(), policy(tt.test))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, report.Tests); d != "" {
				t.Errorf("tests (-want +got):\n%s", d)
			}
			if err := report.Err(); tt.err == "" && err != nil || tt.err != "" && (err == nil || err.Error() != tt.err) {
				t.Errorf("Err() = %v, want %q", err, tt.err)
			}
		})
	}
}

func TestTestsThatCannotBeRun(t *testing.T) {
	for name, tt := range map[string]struct{ test, want string }{
		"no Rego":               {"test_x if }", "read tests: one/one_test.rego:3: rego_parse_error"},
		"what does not compile": {"test_x if y", "run tests: one/one_test.rego:3: rego_unsafe_var_error"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := tests.Run(t.Context(), policy(tt.test)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("Run() = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCoverageSaysWhatNoTestRunsThrough(t *testing.T) {
	cases := []struct {
		name, test string
		want       []int
		share      float64
	}{
		{"all of it is run through", held + "\n\n" + many, nil, 1},
		{"one reason is not given", held, []int{5}, 2. / 3},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			report, err := tests.Run(t.Context(), policy(tt.test))
			if err != nil {
				t.Fatal(err)
			}
			if len(report.Files) != 1 || report.Files[0].File != "one/one.rego" {
				t.Fatalf("Files = %+v, want one/one.rego alone", report.Files)
			}
			if c := report.Files[0]; !slices.Equal(c.At, tt.want) || c.Missed != len(tt.want) || c.Share() != tt.share {
				t.Errorf("Files has %+v with share %v, want %v missed and %v", c, c.Share(), tt.want, tt.share)
			}
		})
	}
}
