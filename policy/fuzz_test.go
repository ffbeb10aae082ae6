package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/presscheck/presscheck/policy"
)

// FuzzSettings wants whatever stands in a data file to be refused or to give a
// policy that decides.
func FuzzSettings(f *testing.F) {
	for _, seed := range []string{
		starterData, "modes: {one: warn}\n", "a: &a [*a]\n", "? {a: b}\n: c\n", "sites: {24: {}}", "exemptions: {one: [{expires: 2026-01-01}]}",
		"{\"modes\":\t{\"one\": \"on\"}}", "<<: [1]\n", "!!binary x: y\n", "--- {}\n--- {}\n", "thresholds: {one: {n: 1e999}}\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, file := range []string{"data.yaml", "data.json", "sites/s/data.yaml"} {
			e, err := policy.New(with(map[string]string{file: text}))
			if err != nil {
				continue
			}
			e.Warnings(full.Now)
			e.Written().Settings.Mode("s", "one")
			e.Written().Settings.Thresholds("s", "one")
			e.Written().Settings.Exemptions("s", "one")
			if _, err := e.Evaluate(t.Context(), policy.Input{Site: "held"}); err != nil {
				t.Errorf("Evaluate() with %s = %v", file, err)
			}
		}
	})
}

// FuzzStoredInput wants a kept input to be refused or to stay as it is when it is
// written and read again.
func FuzzStoredInput(f *testing.F) {
	text, err := json.Marshal(full)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"now": "2026-11-23T09:00:00+01:00", "findings": {"a": {"b": [{"confidence": 1e-400}]}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var in policy.Input
		if json.Unmarshal(text, &in) != nil {
			return
		}
		first, err := json.Marshal(in)
		if err != nil {
			return
		}
		var again policy.Input
		if err := json.Unmarshal(first, &again); err != nil {
			t.Fatalf("%s cannot be read: %v", first, err)
		}
		second, err := json.Marshal(again)
		if err != nil || string(second) != string(first) {
			t.Errorf("%s becomes %s, %v", first, second, err)
		}
	})
}
