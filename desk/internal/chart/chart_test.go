package chart_test

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/desk/internal/chart"
)

func series(values ...float64) chart.Series {
	s := chart.Series{ID: "hours", Title: "Decisions per hour", Desc: "Most at noon.", Label: "Hour", Unit: "decisions"}
	for _, v := range values {
		s.Points = append(s.Points, chart.Point{Label: "at noon", Value: v})
	}
	return s
}

func drawn(t *testing.T, draw func() (template.HTML, error)) string {
	t.Helper()
	drawing, err := draw()
	if err != nil {
		t.Fatal(err)
	}
	return string(drawing)
}

func TestAChartNamesItselfAndHasItsFiguresAsATable(t *testing.T) {
	s := series(3, 0, 12)
	for name, got := range map[string]string{"columns": drawn(t, s.Columns), "spark": drawn(t, s.Spark)} {
		for _, want := range []string{
			`role="img" aria-labelledby="hours-title hours-desc"`, `<title id="hours-title">Decisions per hour</title>`,
			`<desc id="hours-desc">Most at noon.</desc>`, `<th scope="row">at noon</th><td class="number">12</td>`, "20 decisions",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", name, want, got)
			}
		}
	}
}

func TestAColumnIsAsHighAsItsValue(t *testing.T) {
	got := drawn(t, series(5, 10).Columns)
	for _, want := range []string{
		`class="bar" x="6.25%" y="50%" width="37.5%" height="50%"`,
		`class="bar" x="56.25%" y="0%" width="37.5%" height="100%"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if got := drawn(t, series(5, 10).Spark); !strings.Contains(got, `points="250,50 750,0"`) {
		t.Errorf("line:\n%s", got)
	}
}

func TestTheUpperEndIsARoundFigure(t *testing.T) {
	for value, want := range map[float64]float64{0: 1, 0.3: 1, 1: 1, 2: 2, 3: 5, 5: 5, 6: 10, 10: 10, 11: 20, 201: 500, 999: 1000} {
		if got := series(value).Top(); got != want {
			t.Errorf("upper end above %v = %v, want %v", value, got, want)
		}
	}
}

func TestNothingMakesADrawingThatIsNone(t *testing.T) {
	for name, s := range map[string]chart.Series{"no points": series(), "zeros": series(0, 0)} {
		for _, got := range []string{drawn(t, s.Columns), drawn(t, s.Spark)} {
			if strings.Contains(got, "NaN") || strings.Contains(got, "Inf") {
				t.Errorf("%s: %s", name, got)
			}
			wellFormed(t, got)
		}
	}
}

func TestWhatAStrangerCalledSomethingStaysText(t *testing.T) {
	const hostile = `"><script>alert(1)</script><b title='`
	s := chart.Series{ID: "x", Title: hostile, Desc: hostile, Label: hostile, Unit: hostile, Points: []chart.Point{{Label: hostile, Tick: hostile, Value: 1}}}
	share := chart.Share{Title: hostile, Value: 0.5, High: 1}
	for _, got := range []string{drawn(t, s.Columns), drawn(t, s.Spark), drawn(t, share.Bar)} {
		if strings.Contains(got, "<script") || strings.Contains(got, "<b") {
			t.Errorf("not escaped:\n%s", got)
		}
		wellFormed(t, got)
	}
}

func TestAShareIsDrawnWithItsInterval(t *testing.T) {
	got := drawn(t, chart.Share{Title: "link_blocks", Value: 0.25, Low: 0.125, High: 0.5}.Bar)
	for _, want := range []string{
		`<title>link_blocks</title>`, "25%; between 12.5% and 50% with a confidence of 95%",
		`class="bar" y="4" width="25%"`, `class="interval" x1="12.5%" x2="50%"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func wellFormed(t *testing.T, drawing string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%v in\n%s", err, drawing)
			return
		}
	}
}
