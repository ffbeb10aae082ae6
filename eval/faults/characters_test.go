package faults_test

import (
	"html"
	"io"
	"mime/quotedprintable"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/presscheck/presscheck/eval/faults"
)

// made calls check with the fault of each variant on each page that takes it.
func made(t *testing.T, name string, check func(variant string, f faults.Fault)) {
	t.Helper()
	all := pages(t)
	for _, variant := range family(t, name).Variants {
		for language, page := range all {
			if strings.HasSuffix(language, "fragment") {
				continue // says the same as the page
			}
			if f, ok := family(t, name).Make(chance(10), page, variant); ok {
				check(variant, f)
			}
		}
	}
}

// TestEscapesCanBeTakenBack reads each notation as its own readers do.
func TestEscapesCanBeTakenBack(t *testing.T) {
	made(t, "escapes", func(variant string, f faults.Fault) {
		plain := !strings.Contains(f.Source, "<p>")
		for i, s := range f.Spans {
			shown, was := f.Source[s.Start:s.End], f.Original[i]
			if !plain {
				shown, was = html.UnescapeString(shown), html.UnescapeString(was)
			}
			if got := unescape(t, option(variant, "form"), depth(variant), shown); got != was {
				t.Errorf("%s: %q was %q, taken back it is %q", variant, shown, was, got)
			}
		}
	})
}

func depth(variant string) int {
	n, _ := strconv.Atoi(option(variant, "depth"))
	return n
}

var angle = regexp.MustCompile(`<U\+([0-9A-F]+)>`)

func unescape(t *testing.T, form string, times int, text string) string {
	t.Helper()
	switch form {
	case "unicode":
		again, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
		if err != nil {
			t.Error(err)
		}
		return again
	case "percent":
		again, err := url.PathUnescape(text)
		if err != nil {
			t.Error(err)
		}
		return again
	case "quoted-printable":
		again, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
		if err != nil {
			t.Error(err)
		}
		return string(again)
	case "angle":
		return angle.ReplaceAllStringFunc(text, func(one string) string {
			c, _ := strconv.ParseInt(one[3:len(one)-1], 16, 32)
			return string(rune(c))
		})
	case "no-semicolon":
		return withSemicolon(text)
	case "nbsp-no-semicolon":
		return strings.ReplaceAll(text, "&nbsp", "\u00A0")
	}
	for range times {
		text = html.UnescapeString(text)
	}
	return text
}

// withSemicolon reads names that lack it, the gaps between them included.
func withSemicolon(text string) string {
	return html.UnescapeString(regexp.MustCompile(`&[a-zA-Z]+`).ReplaceAllString(text, "$0;"))
}

func TestStylesFoldBack(t *testing.T) {
	notFolded := map[string]bool{"small-capitals": true, "negative-circled": true, "negative-squared": true, "regional": true, "parenthesised": true}
	made(t, "homoglyph", func(variant string, f faults.Fault) {
		style := option(variant, "style")
		if style == "" || notFolded[style] || !f.Lossless {
			return
		}
		for i, s := range f.Spans {
			if got := norm.NFKC.String(f.Source[s.Start:s.End]); f.Original[i] != "" && got != f.Original[i] {
				t.Errorf("%s: %q was %q, folded it is %q", variant, f.Source[s.Start:s.End], f.Original[i], got)
			}
		}
	})
}

func TestLookAlikesMixAlphabets(t *testing.T) {
	made(t, "homoglyph", func(variant string, f faults.Fault) {
		alphabet := option(variant, "alphabet")
		if alphabet == "" || alphabet == "full-width" || option(variant, "scope") == "brand" {
			return
		}
		for i, s := range f.Spans {
			word := f.Source[s.Start:s.End]
			if utf8.RuneCountInString(word) != utf8.RuneCountInString(f.Original[i]) {
				t.Errorf("%s: %q is not as long as %q", variant, word, f.Original[i])
			}
			latin, others := 0, 0
			for _, c := range word {
				if unicode.Is(unicode.Latin, c) {
					latin++
				} else if unicode.IsLetter(c) {
					others++
				}
			}
			if latin == 0 || others == 0 {
				t.Errorf("%s: %q is of one alphabet", variant, word)
			}
		}
	})
}

func TestInvisiblesShowNothing(t *testing.T) {
	made(t, "invisible", func(variant string, f faults.Fault) {
		form := option(variant, "form")
		if option(variant, "scope") == "brand" || form == "annotation" || form == "override" {
			return
		}
		for _, s := range f.Spans {
			for _, c := range f.Source[s.Start:s.End] {
				if !unicode.In(c, unicode.Cf, unicode.Mn, unicode.Zs) && c != '\u3164' && c != '\u2800' {
					t.Errorf("%s adds %U", variant, c)
				}
			}
		}
	})
}

func TestTagsCarryAMessage(t *testing.T) {
	f, ok := family(t, "invisible").Make(chance(11), pages(t)["el"], "form=tags scope=one")
	if !ok {
		t.Fatal("the page cannot take it")
	}
	message := strings.Map(func(c rune) rune { return c - 0xE0000 }, f.Source[f.Spans[0].Start:f.Spans[0].End])
	if len(message) < 8 || strings.ContainsFunc(message, func(c rune) bool { return c < ' ' || c > '~' }) {
		t.Errorf("the tags say %q", message)
	}
}

func TestLeakedCalls(t *testing.T) {
	made(t, "toolcall", func(variant string, f faults.Fault) {
		if added := f.Source[f.Spans[0].Start:f.Spans[0].End]; !strings.Contains(added, "to=") || strings.IndexFunc(added, func(c rune) bool { return c >= 0x80 }) < 0 {
			t.Errorf("%s adds %q", variant, added)
		}
	})
}

// TestBrandsHideTheirName holds the clean twin of an added brand to have the
// name that the disguise stands for.
func TestBrandsHideTheirName(t *testing.T) {
	for _, name := range []string{"homoglyph", "invisible"} {
		made(t, name, func(variant string, f faults.Fault) {
			if option(variant, "scope") != "brand" && option(variant, "brand") == "" {
				return
			}
			s, plain := f.Spans[0], f.Original[0]
			if len(f.Spans) != 1 || plain == f.Source[s.Start:s.End] || !strings.Contains(f.Clean, " "+plain) || strings.ContainsFunc(plain, notPlain) {
				t.Errorf("%s: %q stands for %q", variant, f.Source[s.Start:s.End], plain)
			}
		})
	}
}

func notPlain(c rune) bool {
	return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c)
}
