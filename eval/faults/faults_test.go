package faults_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval/faults"
)

// pages are the articles of testdata/pages.txtar by language, as a whole HTML
// page, as a fragment ("en fragment") and as plain text ("en plain").
func pages(t testing.TB) map[string]*article.Document {
	archive, err := txtar.ParseFile("testdata/pages.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*article.Document{}
	for _, f := range archive.Files {
		lines := strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		body := fragment(lines)
		all[f.Name] = parse(t, page(f.Name, lines[0], body), false)
		all[f.Name+" fragment"] = parse(t, body, false)
		all[f.Name+" plain"] = parse(t, strings.Join(lines, "\n\n")+"\n", true)
	}
	return all
}

func fragment(lines []string) string {
	escape := strings.NewReplacer("&", "&amp;", "“", "&#8220;").Replace
	text := "<h1>" + escape(lines[0]) + "</h1>\n<img src=a.jpg title='" + lines[1] + "' alt=\"" + lines[1] + "\">\n"
	for i, line := range lines[2:] {
		line = escape(line)
		if i == 1 { // markup inside a paragraph
			at := len(line) / 2
			for !utf8.RuneStart(line[at]) {
				at++
			}
			line = line[:at] + "<b>" + line[at:] + "</b>"
		}
		text += "<p>" + line + "</p>\n"
	}
	return text
}

func page(language, title, body string) string {
	return "<!DOCTYPE html>\n<html lang=" + language + "><head><meta charset=utf-8><title>" + title + "</title>\n" +
		"<style>p{margin:0}</style></head>\n<body class=x><nav><a href=/>" + title + "</a></nav>\n" + body +
		"<footer>&copy; " + title + "</footer><script>var a = '</p>';</script>\n</body>\n</html>\n"
}

func parse(t testing.TB, source string, plain bool) *article.Document {
	t.Helper()
	d, err := article.Parse(source, options(plain))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// options leave time enough on a busy machine.
func options(plain bool) article.Options {
	return article.Options{Plain: plain, URL: "https://www.example.org/a.html", Limits: article.Limits{Budget: time.Minute}}
}

func chance(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

// enough is how many pages each variant is tried on that can take it.
const enough = 4

// TestEveryVariant makes every fault on some pages that can take it.
func TestEveryVariant(t *testing.T) {
	all := pages(t)
	names := slices.Sorted(maps.Keys(all))
	for _, family := range faults.Families() {
		t.Run(family.Name, func(t *testing.T) {
			t.Parallel()
			for i, variant := range family.Variants {
				made := 0
				for k := 0; k < len(names) && made < enough; k++ {
					// Stride, so that neighbours meet pages of other languages.
					name := names[(i+k*17)%len(names)]
					if f, ok := family.Make(chance(1), all[name], variant); ok {
						made++
						check(t, family, variant, name, all[name], f)
					}
				}
				if made == 0 {
					t.Errorf("%s: no page can take it", variant)
				}
			}
		})
	}
}

// check makes the same fault anew, and another.
func check(t *testing.T, family faults.Family, variant, name string, page *article.Document, f faults.Fault) {
	t.Helper()
	again, _ := family.Make(chance(1), page, variant)
	if diff := cmp.Diff(f, again); diff != "" {
		t.Errorf("%s on %s is another fault on the second try:\n%s", variant, name, diff)
	}
	other, ok := family.Make(chance(2), page, variant)
	if why := broken(page, f); why != "" {
		t.Errorf("%s on %s: %s\n%s", variant, name, why, f.Source)
	} else if why := broken(page, other); ok && why != "" {
		t.Errorf("%s on %s: %s\n%s", variant, name, why, other.Source)
	}
}

// broken says which promise f breaks, "" if it keeps them all.
func broken(page *article.Document, f faults.Fault) string {
	switch {
	case !utf8.ValidString(f.Source):
		return "the source is not UTF-8"
	case len(f.Spans) == 0 || len(f.Spans) != len(f.Original):
		return "spans and originals do not go together"
	case len(f.Kinds) == 0:
		return "nothing is to be found"
	case f.Source == f.Clean || f.Source == page.Source:
		return "nothing has changed"
	}
	for _, kind := range f.Kinds {
		if filter, name, ok := strings.Cut(kind, "/"); !ok || filter == "" || name == "" {
			return "a kind is not filter/kind: " + kind
		}
	}
	restored, why := restore(f)
	if why == "" && restored != f.Clean {
		why = "with the originals put back it is\n" + cmp.Diff(f.Clean, restored)
	}
	if why == "" {
		why = brokenMarkup(page, f)
	}
	return why
}

func restore(f faults.Fault) (source, why string) {
	var edits []article.Edit
	for i, s := range f.Spans {
		if s.Len() <= 0 || s.End > len(f.Source) || i > 0 && s.Start < f.Spans[i-1].End {
			return "", "a span is empty, out of order or outside"
		}
		if f.Source[s.Start:s.End] == f.Original[i] {
			return "", "a span holds what was there before: " + f.Original[i]
		}
		edits = append(edits, article.Edit{Span: s, New: f.Original[i]})
	}
	source, err := article.Apply(f.Source, edits)
	if err != nil {
		return "", err.Error()
	}
	return source, ""
}

// brokenMarkup compares what elements there are outside the fault.
func brokenMarkup(page *article.Document, f faults.Fault) string {
	damaged, err := article.Parse(f.Source, options(page.Plain))
	if err != nil {
		return err.Error()
	}
	if len(damaged.Lost()) > 0 {
		return "texts of the damaged page have lost their place"
	}
	for _, tag := range []string{"h1", "p", "img", "nav", "footer", "script", "title"} {
		added := 0
		for _, s := range f.Spans {
			added += strings.Count(f.Source[s.Start:s.End], "<"+tag+">")
		}
		if before, after := page.Root.Find(tag).Length(), damaged.Root.Find(tag).Length(); after != before+added && !page.Plain {
			return "there are elements too many or too few: " + tag
		}
	}
	return ""
}

func TestFamiliesHaveVariantsOnce(t *testing.T) {
	families := map[string]bool{}
	for _, f := range faults.Families() {
		if families[f.Name] {
			t.Errorf("family %s is there twice", f.Name)
		}
		families[f.Name] = true
		variants := map[string]bool{}
		for _, v := range f.Variants {
			if variants[v] {
				t.Errorf("%s: variant %s is there twice", f.Name, v)
			}
			variants[v] = true
		}
		t.Logf("%s: %d variants", f.Name, len(f.Variants))
	}
}
