package faults_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	for _, language := range []string{"zh-Hans", "zh-Hant", "zh-Hant plain"} {
		f, ok := family(t, "keywords").Make(chance(12), pages(t)[language], "form=places position=body-last")
		if !ok {
			t.Errorf("%s cannot take it", language)
			continue
		}
		list := f.Source[f.Spans[0].Start:f.Spans[0].End]
		if n := strings.Count(list, "县| "); n < 3 {
			t.Errorf("%s: not a list of places: %q", language, list)
		}
		if strings.Contains(f.Clean, "经过") || !strings.Contains(f.Clean, "經過") {
			t.Errorf("%s: the article is not in traditional characters:\n%s", language, f.Clean)
		}
	}
	if _, ok := family(t, "keywords").Make(chance(12), pages(t)["ja"], "form=places position=body-last"); ok {
		t.Error("a Japanese page takes a list for Chinese ones")
	}
}

func TestHeaderLines(t *testing.T) {
	for seed := range uint64(30) {
		f, _ := family(t, "keywords").Make(chance(seed), pages(t)["zh-Hant plain"], "form=header position=body-first separator=_")
		if f.Language != "zh-Hans" || f.Spans[0].Start != 0 {
			t.Errorf("seed %d: a header in %s at %d", seed, f.Language, f.Spans[0].Start)
		}
		if n := 1 + strings.Count(f.Source[f.Spans[0].Start:f.Spans[0].End], "_"); n < 4 || n > 28 {
			t.Errorf("seed %d: %d keywords, want 4 to 28", seed, n)
		}
	}
}

// TestStuffingRepeatsFewWords counts distinct words.
func TestStuffingRepeatsFewWords(t *testing.T) {
	f, ok := family(t, "keywords").Make(chance(13), pages(t)["en"], "form=stuffing position=body-last")
	if !ok {
		t.Fatal("the page cannot take it")
	}
	words := strings.FieldsFunc(f.Source[f.Spans[0].Start:f.Spans[0].End], func(c rune) bool { return strings.ContainsRune(" ,.<>/", c) })
	distinct := slices.Compact(slices.Sorted(slices.Values(words)))
	if 3*len(distinct) > len(words) {
		t.Errorf("%d distinct of %d words: %q", len(distinct), len(words), words)
	}
}

// TestWordLists holds the data files to their form.
func TestWordLists(t *testing.T) {
	files, err := filepath.Glob("data/words/*.txt")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d languages, %v; want 15 at least", len(files), err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := map[string]int{}
		for line := range strings.Lines(string(content)) {
			line = strings.TrimSpace(line)
			key, value, ok := strings.Cut(line, ": ")
			switch {
			case strings.HasPrefix(line, "#"):
				continue
			case !ok || value == "":
				t.Errorf("%s: %q is not key: value", file, line)
			case key == "sentence" && strings.Count(value, "{}") != 1:
				t.Errorf("%s: %q has no place for one link", file, line)
			case key != "sentence" && key != "prose" && strings.Count(value, "; ") < 4:
				t.Errorf("%s: fewer than five phrases for %s", file, key)
			case strings.ContainsAny(value, "<>&\"|_"):
				t.Errorf("%s: %q would not stand in a page as it is", file, line)
			}
			lines[key]++
		}
		if len(lines) != 10 || lines["sentence"] < 3 || lines["prose"] < 3 {
			t.Errorf("%s: has %v", file, lines)
		}
	}
}
