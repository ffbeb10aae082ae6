package eval_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/filters"
)

func TestParseSweep(t *testing.T) {
	for _, test := range []struct {
		text string
		want eval.Sweep
	}{
		{"linkblock.min_links=2..5/1", eval.Sweep{Filter: "linkblock", Setting: "min_links", Values: []float64{2, 3, 4, 5}}},
		{"gloss.confidence=0.7..1/0.1", eval.Sweep{Filter: "gloss", Setting: "confidence", Values: []float64{0.7, 0.8, 0.9, 1}}},
		{"gloss.share=-1..0.2/0.5", eval.Sweep{Filter: "gloss", Setting: "share", Values: []float64{-1, -0.5, 0}}},
		{"gloss.share=3..3/1", eval.Sweep{Filter: "gloss", Setting: "share", Values: []float64{3}}},
	} {
		got, err := eval.ParseSweep(test.text)
		if err != nil {
			t.Errorf("ParseSweep(%q) = %v", test.text, err)
		}
		diff(t, "ParseSweep("+test.text+")", test.want, got)
	}
}

func TestParseSweepSaysHowToWriteOne(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"linkblock.min_links", "is no sweep; write filter.setting=a..b/step"},
		{"min_links=1..2/1", "is no sweep; write filter.setting=a..b/step"},
		{"a.b=1..2", "is no sweep; write filter.setting=a..b/step"},
		{"a.b=1..two/1", `"two" in sweep "a.b=1..two/1" is no number`},
		{"a.b=1..inf/1", `"inf" in sweep`},
		{"a.b=2..1/1", "must go up from a to b"},
		{"a.b=1..2/0", "must go up from a to b"},
		{"a.b=1..2/-1", "must go up from a to b"},
		{"a.b=0..1/0.0001", "in at most 1000 steps"},
	} {
		if _, err := eval.ParseSweep(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("ParseSweep(%q) = %v, want …%s…", test.text, err, test.want)
		}
	}
}

// configured builds runs as the command does: a fresh filter for each.
func configured(settings map[string]map[string]any) (*eval.Run, error) {
	f := &shouting{}
	if err := filters.Configure([]filters.Filter{f}, settings); err != nil {
		return nil, err
	}
	run := newRun()
	run.Check = check(f)
	return run, nil
}

func sweep(t *testing.T, text string) *eval.Swept {
	t.Helper()
	s, err := eval.ParseSweep(text)
	if err != nil {
		t.Fatal(err)
	}
	swept, err := s.Measure(t.Context(), labelled(t), configured)
	if err != nil {
		t.Fatal(err)
	}
	return swept
}

// points lists value, recall and false alarms.
func points(s *eval.Swept) [][3]float64 {
	var all [][3]float64
	for _, p := range s.Points {
		all = append(all, [3]float64{p.Value, p.Filter.Recall.Share(), p.Filter.Alarms.Share()})
	}
	return all
}

func TestSweepOfASetting(t *testing.T) {
	s := sweep(t, "shouting.least=1..3/1")
	diff(t, "points", [][3]float64{{1, 0.4, 0.5}, {2, 0.4, 0}, {3, 0, 0}}, points(s))
	diff(t, "all at 1", eval.Rate{Count: 2, Of: 4}, s.Points[0].Total.Held)
}

func TestSweepOfTheConfidence(t *testing.T) {
	s := sweep(t, "shouting.confidence=0.3..0.9/0.3")
	diff(t, "points", [][3]float64{{0.3, 0.4, 0.5}, {0.6, 0.4, 0}, {0.9, 0.4, 0}}, points(s))
	diff(t, "seen at 0.3", eval.Rate{Count: 1, Of: 1}, s.Points[0].Filter.Seen)
	diff(t, "seen at 0.9", eval.Rate{Count: 0, Of: 1}, s.Points[2].Filter.Seen)
}

func TestSweepAsText(t *testing.T) {
	var out bytes.Buffer
	if err := sweep(t, "shouting.least=1..3/1").WriteText(&out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	if !strings.HasPrefix(lines[0], "shouting.least ") || len(lines) != 7 {
		t.Errorf("want a header, a rule and three lines, got\n%s", out.String())
	}
}

func TestSweepOfWhatDoesNotExist(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"shouting.leest=1..2/1", "shouting.leest: no such setting; did you mean least?"},
		{"shooting.least=1..2/1", "shooting: no such filter; did you mean shouting?"},
		{"shouting.least=1..2/0.5", "shouting.least: want a whole number, got 1.5"},
		{"shooting.confidence=0..1/0.5", "shooting: no such filter; `presscheck filters` lists them"},
	} {
		s, err := eval.ParseSweep(test.text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Measure(t.Context(), labelled(t), configured); err == nil || err.Error() != test.want {
			t.Errorf("sweep %s = %v, want %s", test.text, err, test.want)
		}
	}
}
