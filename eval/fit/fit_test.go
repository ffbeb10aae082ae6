package main

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
)

// drawn are examples whose truth is drawn by lot with known weights.
func drawn(truth weights, n int) *sample {
	var measures []string
	for _, w := range truth[1:] {
		measures = append(measures, w.measure)
	}
	s, chance := newSample(measures), rand.New(rand.NewPCG(1, 2))
	for range n {
		values, score := make([]float64, len(measures)), truth[0].points
		for i := range values {
			values[i] = math.Round(chance.Float64()*20) / 20
			score += values[i] * truth[i+1].points
		}
		s.add(chance.Float64() < 1/(1+math.Exp(-score)), values)
	}
	return s
}

func TestFitFindsTheWeightsThatTheExamplesWereDrawnWith(t *testing.T) {
	truth := weights{{priorName, -3}, {"trade", 5}, {"shared", -2}}
	got, err := fit(drawn(truth, 40_000), weights{{priorName, 0}, {"trade", 1}, {"shared", -1}})
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range got {
		if math.Abs(w.points-truth[i].points) > 0.2 {
			t.Errorf("%s = %v, drawn with %v", w.measure, w.points, truth[i].points)
		}
	}
}

func TestFitKeepsSigns(t *testing.T) {
	truth := weights{{priorName, 0}, {"trade", -2}, {"shared", 2}}
	got, err := fit(drawn(truth, 1000), weights{{priorName, 0}, {"trade", 1}, {"shared", -1}})
	if err != nil {
		t.Fatal(err)
	}
	if got[1].points != least || got[2].points != -least {
		t.Errorf("trade = %v, shared = %v against their signs, want %v and %v", got[1].points, got[2].points, least, -least)
	}
}

func TestFitRefusesExamplesOfOtherMeasures(t *testing.T) {
	for _, before := range []weights{{{priorName, 0}, {"other", 1}}, {{priorName, 0}}} {
		if _, err := fit(newSample([]string{"trade"}), before); err == nil || !strings.Contains(err.Error(), "collect the examples anew") {
			t.Errorf("fit to %v: %v, want an error that says what to do", before, err)
		}
	}
}

func TestSampleSurvivesItsFile(t *testing.T) {
	s := newSample([]string{"trade", "shared"})
	s.add(true, []float64{0.123456, 1})
	s.add(true, []float64{0.12, 1})
	s.add(false, []float64{0, 0.5})
	var file bytes.Buffer
	if err := s.write(&file); err != nil {
		t.Fatal(err)
	}
	back, err := readSample(&file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := back.examples([]int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []example{{1, 0, []float64{1, 0, 0.5}}, {2, 1, []float64{1, 0.12, 1}}}
	if !slices.EqualFunc(got, want, func(a, b example) bool {
		return a.count == b.count && a.foreign == b.foreign && slices.Equal(a.values, b.values)
	}) {
		t.Errorf("examples = %v, want %v", got, want)
	}
}

func TestWeightsThatAreNone(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"no prior", "measure,points\ntrade,1\n", "prior"},
		{"nothing", "", "prior"},
		{"no number", "measure,points\nprior,1\ntrade,much\n", "line 3"},
	} {
		if _, err := readWeights(strings.NewReader(test.file)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want an error with %q", test.name, err, test.want)
		}
	}
}

func TestFixturesBecomeExamples(t *testing.T) {
	m := measurer{measures: []string{"length"}, candidates: paragraphs}
	s := newSample(m.measures)
	folder := fstest.MapFS{
		"honest.txtar":  {Data: []byte("-- article.html --\n<p>\nshort\n-- findings --\n")},
		"damaged.txtar": {Data: []byte("-- meta --\nurl: https://a.example/\n-- article.html --\n<p>\nlonger\n-- findings --\n2:1-2:7 x/y \"longer\"\n")},
	}
	if err := m.gatherFixtures(t.Context(), folder, s); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"0,0.05": fixtureCount, "1,0.06": fixtureCount}
	if len(s.counts) != 2 || s.counts["0,0.05"] != want["0,0.05"] || s.counts["1,0.06"] != want["1,0.06"] {
		t.Errorf("counts = %v, want %v", s.counts, want)
	}
}

func TestPlaceOf(t *testing.T) {
	place, err := placeOf("<p>\nlonger\n", `2:1-2:7 x/y "longer"`)
	if want := (article.Span{Start: 4, End: 10}); err != nil || place != want {
		t.Errorf("place = %v, %v, want %v", place, err, want)
	}
	if _, err := placeOf("<p>", "nowhere"); err == nil {
		t.Error("a line without a place was read")
	}
}

func TestDamagedIsTheShareThatIsWanted(t *testing.T) {
	wanted := []eval.Wanted{{Spans: []article.Span{{Start: 0, End: 5}}}, {Spans: []article.Span{{Start: 8, End: 20}}}}
	for _, test := range []struct {
		span article.Span
		want float64
	}{{article.Span{Start: 0, End: 5}, 1}, {article.Span{Start: 5, End: 8}, 0}, {article.Span{Start: 0, End: 10}, 0.7}} {
		if got := damaged(test.span, wanted); got != test.want {
			t.Errorf("damaged(%v) = %v, want %v", test.span, got, test.want)
		}
	}
}

func TestUnknownFiltersAndArgumentsAreRefused(t *testing.T) {
	for _, args := range [][]string{nil, {"collect", "linkblock"}, {"collect", "nothing", "corpus"}, {"weights", "missing.csv", "missing.csv.gz"}} {
		if err := run(t.Context(), args, &bytes.Buffer{}); err == nil {
			t.Errorf("fit %v succeeded", args)
		}
	}
}

// paragraphs measures each text of a document by its length in bytes.
func paragraphs(_ context.Context, doc *article.Document) ([]candidate, error) {
	var all []candidate
	for _, text := range doc.Texts {
		trimmed := strings.TrimSpace(text.Data)
		if start := strings.Index(text.Data, trimmed); trimmed != "" {
			all = append(all, candidate{text.Span(start, start+len(trimmed)), []float64{float64(len(trimmed)) / 100}})
		}
	}
	return all, nil
}

func TestFitDoesNotCareForTheOrderOfMeasures(t *testing.T) {
	truth := weights{{priorName, -3}, {"trade", 5}, {"shared", -2}}
	s := drawn(truth, 1000)
	got, err := fit(s, truth)
	if err != nil {
		t.Fatal(err)
	}
	turned, err := fit(s, weights{truth[0], truth[2], truth[1]})
	if err != nil {
		t.Fatal(err)
	}
	if want := (weights{got[0], got[2], got[1]}); !slices.Equal(turned, want) {
		t.Errorf("with the measures turned round: %v, want %v", turned, want)
	}
}

func TestTheCommittedWeightsComeOutOfTheExamples(t *testing.T) {
	for _, filter := range []string{"linkblock", "hiddentext"} {
		name := "../../filters/" + filter + "/weights.csv"
		committed, err := readFile(name, readWeights)
		if err != nil {
			t.Fatal(err)
		}
		s, err := readFile("testdata/"+filter+".csv.gz", readSample)
		if err != nil {
			t.Fatal(err)
		}
		fitted, err := fit(s, committed)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range fitted {
			if math.Abs(w.points-committed[i].points) > 1e-9 {
				t.Errorf("%s: %s has %v points, the fit gives %v", name, w.measure, committed[i].points, w.points)
			}
		}
	}
}
