package eval_test

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// labelled is a corpus in which some damage is found, some is missed, and one
// clean article of two raises an alarm.
func labelled(t *testing.T) *eval.Corpus {
	return open(t,
		"alarm.html", "<p>a clean article with an ODD word",
		"clean.html", "<p>a clean article",
		"found.html", "<p>BAD BAD",
		"half.html", "<p>BAD quiet ODD",
		"missed.html", "<p>quiet, quiet",
		"unsaid.html", "<p>ODD",
		"labels.jsonl", `{"file":"found.html","lang":"de","findings":[{"kind":"shouting/bad","span":{"start":3,"end":10}}]}
{"file":"half.html","lang":"de","findings":[{"kind":"shouting/bad","span":{"start":3,"end":6}},{"kind":"shouting/bad","span":{"start":7,"end":12}}]}
{"file":"missed.html","lang":"fr","findings":[{"kind":"shouting/bad","span":{"start":3,"end":15}},{"kind":"shouting/gone"}]}
{"file":"unsaid.html","lang":"fr","verdict":"review"}
{"file":"clean.html","lang":"fr"}
`)
}

func TestMeasure(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	for _, test := range []struct {
		name string
		got  eval.Row
		want eval.Row
	}{
		{"a kind", row(r, "kind", "shouting/bad"), eval.Row{
			Name:      "shouting/bad",
			Recall:    eval.Rate{Count: 2, Of: 4},
			Overlap:   eval.Mean{Mean: 0.616071, Of: 2}, // 6/7 of found.html, 3/8 of half.html
			Seen:      eval.Rate{Count: 0, Of: 1},
			Held:      eval.Rate{Count: 2, Of: 3},
			Precision: eval.Rate{Count: 3, Of: 3},
			Alarms:    eval.Rate{Count: 0, Of: 2},
			HeldClean: eval.Rate{Count: 0, Of: 2},
		}},
		{"a kind that is never wanted", row(r, "kind", "shouting/odd"), eval.Row{
			Name:      "shouting/odd",
			Seen:      eval.Rate{Count: 1, Of: 1},
			Precision: eval.Rate{Count: 1, Of: 3}, // right in unsaid.html, wrong in half.html and alarm.html
			Alarms:    eval.Rate{Count: 1, Of: 2},
			HeldClean: eval.Rate{Count: 0, Of: 2},
		}},
		{"a language", row(r, "language", "fr"), eval.Row{
			Name:      "fr",
			Recall:    eval.Rate{Count: 0, Of: 2},
			Seen:      eval.Rate{Count: 1, Of: 1},
			Held:      eval.Rate{Count: 0, Of: 2},
			Precision: eval.Rate{Count: 1, Of: 1},
			Alarms:    eval.Rate{Count: 0, Of: 1},
			HeldClean: eval.Rate{Count: 0, Of: 1},
		}},
		{"a kind in a language", row(r, "kind and language", "shouting/bad fr"), eval.Row{
			Name:      "shouting/bad fr",
			Recall:    eval.Rate{Count: 0, Of: 1},
			Seen:      eval.Rate{Count: 0, Of: 1},
			Held:      eval.Rate{Count: 0, Of: 1},
			Alarms:    eval.Rate{Count: 0, Of: 1},
			HeldClean: eval.Rate{Count: 0, Of: 1},
		}},
		{"sure findings", row(r, "confidence", "shouting 0.90–0.95"), eval.Row{
			Name:      "shouting 0.90–0.95",
			Precision: eval.Rate{Count: 3, Of: 3},
		}},
		{"doubtful findings", row(r, "confidence", "shouting 0.00–0.50"), eval.Row{
			Name:      "shouting 0.00–0.50",
			Precision: eval.Rate{Count: 1, Of: 3},
		}},
		{"all", r.Total, eval.Row{
			Name:      "all",
			Recall:    eval.Rate{Count: 2, Of: 5},
			Overlap:   eval.Mean{Mean: 0.616071, Of: 2},
			Seen:      eval.Rate{Count: 1, Of: 1},
			Held:      eval.Rate{Count: 2, Of: 4},
			Precision: eval.Rate{Count: 4, Of: 6},
			Alarms:    eval.Rate{Count: 1, Of: 2},
			HeldClean: eval.Rate{Count: 0, Of: 2},
		}},
	} {
		diff(t, test.name, test.want, test.got)
	}
	diff(t, "kinds that no filter reports", []string{"shouting/gone"}, r.Unknown)
}

func TestMeasureNamesTheWorst(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	var missed, alarms []string
	for _, e := range r.Missed {
		missed = append(missed, strings.TrimSpace(e.Article+" "+e.Kind+" "+e.Place))
	}
	for _, e := range r.Alarms {
		alarms = append(alarms, e.Article+" "+e.Kind+" "+e.Place)
	}
	diff(t, "missed", []string{
		"missed.html shouting/bad 1:4-1:16", "unsaid.html  1:1-1:7", "half.html shouting/bad 1:8-1:13", "missed.html shouting/gone",
	}, missed)
	diff(t, "false alarms", []string{"alarm.html shouting/odd 1:28-1:31"}, alarms)
}

func TestMeasureKeepsNoMoreOfTheWorstThanAsked(t *testing.T) {
	run := newRun()
	run.Worst = 1
	r := measure(t, run, labelled(t))
	if len(r.Missed) != 1 || r.Missed[0].Article != "missed.html" || r.Corpus.Missed != 4 {
		t.Errorf("missed: %d of %d, first %v; want 1 of 4, the greatest", len(r.Missed), r.Corpus.Missed, r.Missed)
	}
}

func TestAVerdictAgainstACleanArticleIsBlamedOnItsKind(t *testing.T) {
	r := measure(t, newRun(), open(t, "a.html", "<p>BAD ODD", "b.html", "<p>ODD", "c.html", "<p>"))
	diff(t, "bad", eval.Rate{Count: 1, Of: 3}, row(r, "kind", "shouting/bad").HeldClean)
	diff(t, "odd", eval.Rate{Count: 0, Of: 3}, row(r, "kind", "shouting/odd").HeldClean)
	diff(t, "all", eval.Rate{Count: 1, Of: 3}, r.Total.HeldClean)
}

func TestWhatFailsIsListedAndCountsNowhere(t *testing.T) {
	run := newRun()
	inner := run.Check
	run.Check = func(ctx context.Context, s pipeline.Submission) (*pipeline.Report, error) {
		if s.Source == "panics.html" {
			return nil, errors.New("filter shouting: panic\nstack")
		}
		return inner(ctx, s)
	}
	r := measure(t, run, open(t, "panics.html", "<p>", "short.html", "<p>", "good.html", "<p>",
		"labels.jsonl", "\n"+`{"file":"short.html","findings":[{"kind":"shouting/bad","span":{"start":1,"end":99}}]}`))
	var failed []string
	for _, f := range r.Failed {
		failed = append(failed, f.Article+": "+f.Problem)
	}
	diff(t, "failed", []string{
		"panics.html: filter shouting: panic",
		"short.html: labels.jsonl:2: span 1-99 reaches beyond the article, which has 3 bytes as UTF-8",
	}, failed)
	if r.Corpus.Articles != 1 {
		t.Errorf("%d articles were counted, want 1", r.Corpus.Articles)
	}
}

func TestMeasureStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	run := newRun()
	run.Progress = cancel
	if _, err := run.Measure(ctx, injection(t, 500, 1, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Measure = %v, want that it was cancelled", err)
	}
}

// many yields cases without end in sight and remembers how many were under way.
type many struct {
	cases int

	mu             sync.Mutex
	underWay, most int
}

func (m *many) done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.underWay--
}

func (m *many) Len() int { return m.cases }

func (m *many) Cases(context.Context) iter.Seq[eval.Case] {
	return func(yield func(eval.Case) bool) {
		for i := range m.cases {
			m.mu.Lock()
			m.underWay++
			m.most = max(m.most, m.underWay)
			m.mu.Unlock()
			if !yield(eval.Case{Name: strconv.Itoa(i), Content: []byte("<p>ODD"), ContentType: "text/html", Expected: policy.Publish}) {
				return
			}
		}
	}
}

func TestMeasureHoldsFewArticlesAtATime(t *testing.T) {
	run := newRun()
	from := &many{cases: 3000}
	run.Progress = from.done
	r := measure(t, run, from)
	if r.Corpus.Articles != 3000 || from.most > 4*run.Workers {
		t.Errorf("of %d articles %d were held at a time, want at most 4 for each of %d workers", r.Corpus.Articles, from.most, run.Workers)
	}
}

func TestReportComesBackFromJSON(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	text := asJSON(t, r)
	back, err := eval.ReadReport(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "report written, read and written", text, asJSON(t, back))
	if _, err := eval.ReadReport(strings.NewReader(`{"schema":"presscheck-eval/0"}`)); err == nil || !strings.Contains(err.Error(), "run the baseline again") {
		t.Errorf("ReadReport of another schema = %v, want what to do", err)
	}
}

func TestGate(t *testing.T) {
	share := func(x float64) *float64 { return &x }
	damaged := measure(t, newRun(), labelled(t))
	clean := measure(t, newRun(), open(t, "a.html", "<p>BAD", "b.html", "<p>"))
	verdictsOnly := measure(t, newRun(), open(t, "labels.jsonl", `{"text":"BAD","verdict":"review"}`))
	for _, test := range []struct {
		name   string
		gate   eval.Gate
		report *eval.Report
		want   []string
	}{
		{"no gate", eval.Gate{}, damaged, nil},
		{"reached", eval.Gate{MaxFalseAlarms: share(0), MinRecall: share(0.4)}, damaged, nil},
		{"recall missed", eval.Gate{MinRecall: share(0.97)}, damaged, []string{"recall of all is 0.4000 (2 of 5), at least 0.97 is asked for"}},
		{"false alarms", eval.Gate{MaxFalseAlarms: share(5)}, clean, []string{"500.0 of 1,000 clean articles were not published (1 of 2), at most 5 may be"}},
		{"recall of nothing", eval.Gate{MinRecall: share(0.5)}, clean, []string{"recall of all: nothing is wanted, so nothing is known"}},
		{"recall of verdicts", eval.Gate{MinRecall: share(1)}, verdictsOnly, nil},
		{"no clean articles", eval.Gate{MaxFalseAlarms: share(5)}, verdictsOnly, []string{"there is no clean article to count false alarms on"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			diff(t, "missed", test.want, test.gate.Missed(test.report))
		})
	}
}

func TestVerdictTable(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	var got []int
	for _, v := range r.Verdicts {
		if v.Expected != policy.Publish && v.Expected != policy.Review {
			t.Errorf("a row for %v, which nobody expects", v.Expected)
		}
		got = append(got, v.Publish, v.Review, v.Reject)
	}
	diff(t, "verdicts", []int{2, 0, 0, 2, 2, 0}, got)
}
