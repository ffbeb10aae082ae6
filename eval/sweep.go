package eval

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/filters"
)

// A Sweep is one setting of one filter with the values to try. The setting
// "confidence" stands for the least confidence of a finding that counts.
type Sweep struct {
	Filter  string
	Setting string
	Values  []float64 // ascending
}

// confidence is the setting that every filter has here and nowhere else.
const confidence = "confidence"

// mostValues keeps a slip in the step from running for days.
const mostValues = 1000

// ParseSweep reads filter.setting=a..b/step. The bounds are tried, too, if a
// whole number of steps leads from one to the other.
func ParseSweep(text string) (Sweep, error) {
	name, bounds, ok1 := strings.Cut(text, "=")
	filter, setting, ok2 := strings.Cut(name, ".")
	from, rest, ok3 := strings.Cut(bounds, "..")
	to, by, ok4 := strings.Cut(rest, "/")
	if !ok1 || !ok2 || !ok3 || !ok4 || filter == "" || setting == "" {
		return Sweep{}, fmt.Errorf("%q is no sweep; write filter.setting=a..b/step, such as linkblock.min_links=2..8/1", text)
	}
	var numbers [3]float64
	for i, s := range []string{from, to, by} {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
			return Sweep{}, fmt.Errorf("%q in sweep %q is no number", s, text)
		}
		numbers[i] = n
	}
	first, last, step := numbers[0], numbers[1], numbers[2]
	count := math.Floor((last-first)/step+1e-9) + 1
	if step <= 0 || last < first || count > mostValues {
		return Sweep{}, fmt.Errorf("sweep %q must go up from a to b in at most %d steps", text, mostValues)
	}
	s := Sweep{Filter: filter, Setting: setting}
	for i := range int(count) {
		s.Values = append(s.Values, rounded(first+float64(i)*step))
	}
	return s, nil
}

// Runs is how often the corpus is measured.
func (s Sweep) Runs() int {
	if s.Setting == confidence {
		return 1
	}
	return len(s.Values)
}

// Measure measures from once for each value, with the run that build returns
// for settings, which are keyed by filter and setting. Every value is tried on
// build before the first run. For the confidence, one run without settings
// serves all values, and the verdicts stay as they are. A filter that does not
// exist is a *filters.SettingError.
func (s Sweep) Measure(ctx context.Context, from Source, build func(settings map[string]map[string]any) (*Run, error)) (*Swept, error) {
	swept := &Swept{Schema: sweepSchema, Setting: s.Filter + "." + s.Setting}
	if s.Setting == confidence {
		return swept, s.byThreshold(ctx, from, build, swept)
	}
	for _, value := range s.Values {
		if _, err := build(s.settings(value)); err != nil {
			return nil, err
		}
	}
	for _, value := range s.Values {
		run, err := build(s.settings(value))
		if err != nil {
			return nil, err
		}
		r, err := run.Measure(ctx, from)
		if err != nil {
			return nil, err
		}
		swept.Points = append(swept.Points, sweptPoint{value, r.row(byFilter, s.Filter), r.Total})
		swept.Failed = append(swept.Failed, r.Failed...)
	}
	return swept, nil
}

// settings gives value as a settings file would.
func (s Sweep) settings(value float64) map[string]map[string]any {
	var number any = value
	if value == math.Trunc(value) {
		number = int(value)
	}
	return map[string]map[string]any{s.Filter: {s.Setting: number}}
}

func (s Sweep) byThreshold(ctx context.Context, from Source, build func(map[string]map[string]any) (*Run, error), swept *Swept) error {
	run, err := build(nil)
	if err != nil {
		return err
	}
	if _, known := run.Kinds[s.Filter]; !known {
		return &filters.SettingError{Path: []string{s.Filter}, Problem: "no such filter; `presscheck filters` lists them"}
	}
	run.Thresholds = s.Values
	r, err := run.Measure(ctx, from)
	if err != nil {
		return err
	}
	swept.Failed = r.Failed
	for _, p := range r.curve(s.Filter).Points {
		row := Row{Name: s.Filter, Recall: p.Recall, Seen: p.Seen, Alarms: p.Alarms}
		swept.Points = append(swept.Points, sweptPoint{Value: p.Threshold, Filter: row})
	}
	return nil
}
