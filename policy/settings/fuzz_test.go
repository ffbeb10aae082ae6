package settings_test

import (
	"strings"
	"testing"
	"time"
)

// FuzzParse wants every fault of two files to be named with one of them, and what
// has none to be read to the end.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"modes: {one: warn}\n", "presscheck: {}\n", "thresholds: {one: {n: 1}}\nsites: {daily: {thresholds: {one: {n: 2}}}}\n",
		"exemptions: {one: [{owner: o, reason: r, expires: 2026-01-01}]}\n", "queues: {one: spam}\n", "a: &a [*a]\n", "? {a: b}\n: c\n",
		"{\"modes\":\t{\"one\": \"on\"}}", "<<: [1]\n", "!!binary x: y\n", "--- {}\n--- {}\n", "thresholds: {one: {n: 1e999}}\n",
	} {
		f.Add("data.yaml", seed)
		f.Add("sites/daily/data.yaml", seed)
		f.Add("one/data.json", seed)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		files := map[string]string{"data.yaml": "modes: {one: warn}\n"}
		files[name] = text
		s, err := read(files)
		if err != nil {
			if !strings.Contains(err.Error(), "data.yaml:") && !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v names no file", name, err)
			}
			return
		}
		for _, site := range append(s.Names("sites"), "") {
			s.Mode(site, "one")
			s.Thresholds(site, "one")
			s.Exemptions(site, "one")
		}
		s.Queues()
		s.Expired(time.Now())
	})
}
