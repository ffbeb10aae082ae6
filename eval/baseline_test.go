package eval_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/eval"
)

// deaf is a run that overlooks articles in which fewer than three words shout.
func deaf() *eval.Run {
	run := newRun()
	run.Check = check(&shouting{Least: 3})
	return run
}

func TestCompareNamesEachArticleAndWhy(t *testing.T) {
	before, after := measure(t, deaf(), labelled(t)), measure(t, newRun(), labelled(t))
	c := eval.Compare(before, after)
	if !c.SameArticles {
		t.Error("the articles are said to be others")
	}
	var flips []string
	for _, a := range c.Articles {
		flips = append(flips, strings.Join([]string{
			a.Name, a.Before.String(), a.After.String(), a.Expected.String(),
			strings.Join(a.RulesNew, ","), strings.Join(a.RulesGone, ","), strings.Join(a.KindsNew, ","), strings.Join(a.KindsGone, ","),
		}, "|"))
	}
	diff(t, "articles", []string{
		"found.html|publish|review|review|no_shouting||shouting/bad|",
		"half.html|publish|review|review|no_shouting||shouting/bad,shouting/odd|",
	}, flips)
	if c.OtherKinds != 2 { // alarm.html, unsaid.html
		t.Errorf("%d articles with other findings, want 2", c.OtherKinds)
	}
	back := eval.Compare(after, before)
	diff(t, "kinds gone on the way back", []string{"shouting/bad", "shouting/odd"}, back.Articles[1].KindsGone)
}

func TestCompareListsTheFiguresThatChanged(t *testing.T) {
	before, after := measure(t, deaf(), labelled(t)), measure(t, newRun(), labelled(t))
	before.Tables, after.Tables = nil, nil
	figures := map[string][2]float64{}
	for _, f := range eval.Compare(before, after).Figures {
		was, is := -1.0, -1.0
		if f.Before != nil {
			was = *f.Before
		}
		if f.After != nil {
			is = *f.After
		}
		figures[f.Figure] = [2]float64{was, is}
	}
	diff(t, "figures of all", map[string][2]float64{
		"recall %":    {0, 40},
		"overlap":     {-1, 0.616071},
		"seen %":      {0, 100},
		"held %":      {0, 50},
		"precision %": {-1, 66.666667},
		"alarms ‰":    {0, 500},
	}, figures)
}

func TestCompareWithTheSameFindsNothing(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	diff(t, "comparison", &eval.Comparison{SameArticles: true}, eval.Compare(r, r))
}

func TestCompareNoticesOtherArticles(t *testing.T) {
	c := eval.Compare(measure(t, newRun(), open(t, "a.html", "<p>")), measure(t, newRun(), labelled(t)))
	if c.SameArticles {
		t.Error("the articles are said to be the same")
	}
}

func TestComparisonAsText(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	r.Comparison = eval.Compare(measure(t, deaf(), labelled(t)), r)
	var out bytes.Buffer
	if err := r.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\nall                   recall %   0.000    40.000\n",
		"\narticles with another verdict: 2; of the same verdict with other findings: 2\n",
		"\n  found.html  publish → review (expected review) +no_shouting +shouting/bad\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}
