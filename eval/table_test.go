package eval_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/eval"
)

func asText(t *testing.T, r *eval.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := r.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTextShowsFiguresThatApply(t *testing.T) {
	text := asText(t, measure(t, newRun(), open(t, "a.html", "<p>ODD", "b.html", "<p>")))
	want := `2 articles, 2 of them clean; policy test

expected  publish  review  reject
───────────────────────────────────
 publish        2       0       0

     wanted     precision %            alarms ‰     held clean ‰
──────────────────────────────────────────────────────────────────
all       0  0.0 [0.0–79.3]  500.0 [94.5–905.5]  0.0 [0.0–657.6]
`
	if !strings.HasPrefix(text, want) {
		t.Errorf("the text begins\n%s\nwant\n%s", text[:min(len(text), len(want))], want)
	}
	for _, unwanted := range []string{"recall", "fault", "missed"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the text speaks of %q, of which nothing is known:\n%s", unwanted, text)
		}
	}
}

// A Chinese character is two columns wide on a terminal.
func TestTextAlignsWideCharacters(t *testing.T) {
	text := asText(t, measure(t, newRun(), open(t, "a.html", "<p>BAD", "b.html", "<p>BAD",
		"labels.jsonl", `{"file":"a.html","findings":[{"kind":"過濾器/詞"}]}`+"\n"+`{"file":"b.html","findings":[{"kind":"abcdef/x"}]}`)))
	var columns []int
	for line := range strings.Lines(text) {
		name, rest, _ := strings.Cut(line, " ")
		if name == "過濾器/詞" || name == "abcdef/x" {
			width := 0
			for _, r := range name {
				if width++; r > 0x2E80 {
					width++
				}
			}
			columns = append(columns, width+1+strings.Index(rest, "1"))
		}
	}
	if len(columns) != 2 || columns[0] != columns[1] {
		t.Errorf("the figures stand in columns %v, want the same twice:\n%s", columns, text)
	}
}

func TestTextNamesTheWeakestVariants(t *testing.T) {
	text := asText(t, measure(t, newRun(), injection(t, 8, 1, 1)))
	_, weakest, found := strings.Cut(text, "fault variant, the weakest")
	if !found || !strings.Contains(weakest, "\nadded/quiet ") || strings.Contains(weakest, "\nadded/BAD ") {
		t.Errorf("want added/quiet alone among the weakest variants:\n%s", text)
	}
}
