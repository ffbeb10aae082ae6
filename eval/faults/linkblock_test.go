package faults_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
)

// TestEveryLinkIsThere counts the links that a parser sees in the block.
func TestEveryLinkIsThere(t *testing.T) {
	page := pages(t)["en"]
	for _, variant := range family(t, "linkblock").Variants {
		f, ok := family(t, "linkblock").Make(chance(3), page, variant)
		if !ok {
			t.Errorf("%s: an ordinary page cannot take it", variant)
			continue
		}
		damaged := parse(t, f.Source, false)
		links := 0
		for _, link := range damaged.Links() {
			if f.Spans[0].Contains(link.Span) {
				links++
				if !link.Foreign || link.Text == "" {
					t.Errorf("%s: link %+v is no injected one", variant, link)
				}
			}
		}
		if want := option(variant, "size"); strconv.Itoa(links) != want {
			t.Errorf("%s: %d links, want %s\n%s", variant, links, want, f.Source)
		}
	}
}

func TestHiddenBlocksAreHidden(t *testing.T) {
	page := pages(t)["de"]
	for _, name := range []string{"linkblock", "hiddentext"} {
		for _, variant := range family(t, name).Variants {
			if option(variant, "hidden") == "script" {
				continue // only a browser could tell
			}
			f, ok := family(t, name).Make(chance(4), page, variant)
			if !ok {
				t.Errorf("%s: an ordinary page cannot take it", variant)
				continue
			}
			wantShown := option(variant, "hidden") == "none" || option(variant, "hidden") == "dressed"
			damaged := parse(t, f.Source, false)
			for _, text := range damaged.Texts {
				if strings.TrimSpace(text.Data) == "" || !f.Spans[0].Contains(text.Span(0, len(text.Data))) || text.Node.Parent.Data == "style" || text.Node.Parent.Data == "script" {
					continue
				}
				if shown := damaged.Visibility(text.Node).State == article.Shown; shown != wantShown {
					t.Errorf("%s: %q is shown: %v\n%s", variant, text.Data, shown, f.Source[f.Spans[0].Start:f.Spans[0].End])
					break
				}
			}
		}
	}
}

func TestPositions(t *testing.T) {
	page := pages(t)["fr"]
	for position, want := range map[string]string{
		"body-first": "<body class=x>|<nav>", "body-last": "</script>\n|</body>", "after-body": "</body>|\n</html>",
		"after-html": "</html>|\n", "inside-last": "fontaine.|</p>", "between": "</p>|\n<p>",
	} {
		for _, variant := range family(t, "linkblock").Variants {
			if option(variant, "position") != position {
				continue
			}
			f, _ := family(t, "linkblock").Make(chance(5), page, variant)
			before, after, _ := strings.Cut(want, "|")
			if s := f.Spans[0]; !strings.HasSuffix(f.Source[:s.Start], before) || !strings.HasPrefix(f.Source[s.End:], after) {
				t.Errorf("%s stands between %q and %q, want %q", variant, tail(f.Source[:s.Start]), f.Source[s.End:min(len(f.Source), s.End+20)], want)
			}
		}
	}
}

// TestPairsOfOptions checks that the variants, though far fewer than all
// combinations, put every way of hiding together with every size and host.
func TestPairsOfOptions(t *testing.T) {
	for _, keys := range [][2]string{{"position", "size"}, {"form", "size"}, {"hosts", "size"}, {"hidden", "position"}, {"form", "hosts"}} {
		first, second, both := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, v := range family(t, "linkblock").Variants {
			if option(v, "form") == "sentence" {
				continue
			}
			a, b := option(v, keys[0]), option(v, keys[1])
			first[a], second[b], both[a+" "+b] = true, true, true
		}
		for a := range first {
			for b := range second {
				if !both[a+" "+b] {
					t.Errorf("no variant has %s=%s with %s=%s", keys[0], a, keys[1], b)
				}
			}
		}
	}
}

func TestLanguagesOfLinks(t *testing.T) {
	page := pages(t)["pl"]
	seen := map[string]bool{}
	for seed := range uint64(400) {
		f, _ := family(t, "linkblock").Make(chance(seed), page, "hidden=none position=body-last size=4 form=list hosts=random")
		seen[f.Language] = true
	}
	if len(seen) < 15 {
		t.Errorf("links in %d languages, want 15 at least: %v", len(seen), seen)
	}
}

func tail(s string) string { return s[max(0, len(s)-20):] }

// option is the value of a key in the name of a variant.
func option(variant, key string) string {
	for _, field := range strings.Fields(variant) {
		if value, ok := strings.CutPrefix(field, key+"="); ok {
			return value
		}
	}
	return ""
}
