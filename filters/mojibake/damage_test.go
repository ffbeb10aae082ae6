package mojibake_test

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/mojibake"
)

// tableOf finds an encoding by name; those of DOS are in no browser.
func tableOf(name string) encoding.Encoding {
	switch name {
	case "utf-8":
		return encoding.Nop
	case "ibm437":
		return charmap.CodePage437
	case "ibm850":
		return charmap.CodePage850
	}
	e, _ := charset.Lookup(name)
	return e
}

// damage writes text in one charset and reads it in another. ok is false if
// that changes nothing or loses characters.
func damage(text, writtenAs, readAs string) (damaged string, ok bool) {
	raw := text
	var err error
	if writtenAs != "utf-8" {
		if raw, err = tableOf(writtenAs).NewEncoder().String(text); err != nil {
			return "", false
		}
	}
	damaged, err = tableOf(readAs).NewDecoder().String(raw)
	return damaged, err == nil && damaged != text && !strings.ContainsRune(damaged, utf8.RuneError)
}

// unhurried is for machines that are busy with other tests.
var unhurried = article.Options{Limits: article.Limits{Budget: time.Minute}}

// outcome is what the filter makes of an article in which part was damaged.
func outcome(t testing.TB, source, original string) (found, restored bool) {
	t.Helper()
	doc, err := article.Parse(source, unhurried)
	if err != nil {
		t.Fatal(err)
	}
	all, err := mojibake.New().Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	repaired, err := article.Apply(source, firstFixes(all))
	if err != nil {
		t.Fatal(err)
	}
	return len(all) > 0, repaired == original
}

func firstFixes(all []filters.Finding) []article.Edit {
	var edits []article.Edit
	for _, f := range all {
		if len(f.Fixes) > 0 {
			edits = append(edits, f.Fixes[0].Edits...)
		}
	}
	return edits
}

// A score counts cases.
type score struct{ cases, found, restored int }

func (s *score) add(found, restored bool) {
	s.cases++
	if found {
		s.found++
	}
	if restored {
		s.restored++
	}
}

func (s *score) String() string {
	return fmt.Sprintf("%d cases, %d found, %d restored", s.cases, s.found, s.restored)
}

func (s *score) atLeast(t *testing.T, name string, found, restored float64) {
	t.Helper()
	t.Logf("%s: %v", name, s)
	if float64(s.found) < found*float64(s.cases) || float64(s.restored) < restored*float64(s.cases) {
		t.Errorf("%s: %v; want shares of %.2f and %.2f", name, s, found, restored)
	}
}

func paragraphs(texts ...string) string {
	var b strings.Builder
	for _, text := range texts {
		b.WriteString("<p>" + html.EscapeString(text) + "</p>\n")
	}
	return b.String()
}

// halves cuts a text at the space nearest to its middle, if it has spaces.
func halves(text string) (string, string) {
	middle := len(text) / 2
	if i := strings.IndexByte(text[middle:], ' '); i >= 0 {
		return text[:middle+i], text[middle+i+1:]
	}
	for !utf8.RuneStart(text[middle]) {
		middle++
	}
	return text[:middle], text[middle:]
}

// isMet leaves out the meetings of two charsets of old platforms, or of one
// of those and a foreign country's.
func isMet(writtenAs, readAs string) bool {
	old := func(name string) bool {
		return name == "ibm850" || name == "macintosh" || name == "ibm437" || name == "iso-8859-15"
	}
	return !old(writtenAs) || readAs == "windows-1252"
}

// inEach calls visit for each sample and each way to damage it.
func inEach(visit func(s sample, writtenAs, readAs string)) {
	for _, s := range samples {
		for _, readAs := range s.readAs {
			for _, writtenAs := range append([]string{"utf-8"}, s.legacy...) {
				if isMet(writtenAs, readAs) {
					visit(s, writtenAs, readAs)
				}
			}
		}
	}
}

func TestAWholeArticleIsFoundAndRestored(t *testing.T) {
	var proven, legacy score
	inEach(func(s sample, writtenAs, readAs string) {
		damaged, ok := damage(s.text, writtenAs, readAs)
		if !ok {
			return
		}
		found, restored := outcome(t, paragraphs(damaged), paragraphs(s.text))
		if !restored {
			t.Logf("%s %s as %s: found %v, restored %v", s.language, writtenAs, readAs, found, restored)
		}
		if writtenAs == "utf-8" {
			proven.add(found, restored)
		} else {
			legacy.add(found, restored)
		}
	})
	proven.atLeast(t, "UTF-8", 0.97, 0.9)
	legacy.atLeast(t, "others", 0.88, 0.8)
}

func TestADamagedParagraphIsFoundAndRestored(t *testing.T) {
	var proven, legacy score
	inEach(func(s sample, writtenAs, readAs string) {
		first, second := halves(s.text)
		damaged, ok := damage(second, writtenAs, readAs)
		if !ok {
			return
		}
		found, restored := outcome(t, paragraphs(english, first, damaged), paragraphs(english, first, second))
		if !restored {
			t.Logf("%s %s as %s: found %v, restored %v", s.language, writtenAs, readAs, found, restored)
		}
		if writtenAs == "utf-8" {
			proven.add(found, restored)
		} else {
			legacy.add(found, restored)
		}
	})
	proven.atLeast(t, "UTF-8", 0.97, 0.9)
	legacy.atLeast(t, "others", 0.8, 0.72)
}

func TestADamagedWordIsFoundAndRestored(t *testing.T) {
	by := map[string]*score{}
	var proven, legacy score
	inEach(func(s sample, writtenAs, readAs string) {
		words := strings.Fields(s.text)
		if len(words) < 8 {
			return
		}
		name := s.language + " " + writtenAs + " as " + readAs
		by[name] = &score{}
		for i := range words {
			damaged, ok := damage(words[i], writtenAs, readAs)
			if !ok {
				continue
			}
			broken := append(append([]string{}, words[:i]...), damaged)
			broken = append(broken, words[i+1:]...)
			found, restored := outcome(t, paragraphs(strings.Join(broken, " ")), paragraphs(strings.Join(words, " ")))
			by[name].add(found, restored)
			if writtenAs == "utf-8" {
				proven.add(found, restored)
			} else {
				legacy.add(found, restored)
			}
		}
	})
	for name, s := range by {
		if s.found*10 < s.cases*9 {
			t.Logf("%s: %v", name, s)
		}
	}
	proven.atLeast(t, "UTF-8", 0.92, 0.92)
	legacy.atLeast(t, "others", 0.3, 0.3)
}

func TestDamageDoneTwiceIsFoundAndRestored(t *testing.T) {
	var all score
	for _, s := range samples {
		for _, readAs := range []string{"windows-1252", "windows-1251"} {
			once, ok := damage(s.text, "utf-8", readAs)
			if !ok {
				continue
			}
			twice, ok := damage(once, "utf-8", readAs)
			if !ok {
				continue
			}
			found, restored := outcome(t, paragraphs(twice), paragraphs(s.text))
			if !restored {
				t.Logf("%s as %s: found %v", s.language, readAs, found)
			}
			all.add(found, restored)
		}
	}
	all.atLeast(t, "twice", 0.97, 0.85)
}

// Charsets of two bytes lose some of UTF-8's; what is left still shows it.
func TestDamageThatLostBytesIsFound(t *testing.T) {
	var all, proven score
	for _, s := range samples {
		for _, readAs := range []string{"gbk", "big5", "shift_jis", "euc-kr", "windows-1252", "windows-1253"} {
			damaged, ok := damage(s.text, "utf-8", readAs)
			if ok || !strings.ContainsRune(damaged, utf8.RuneError) {
				continue
			}
			source := paragraphs(damaged)
			doc, err := article.Parse(source, unhurried)
			if err != nil {
				t.Fatal(err)
			}
			found, err := mojibake.New().Check(context.Background(), doc)
			if err != nil {
				t.Fatal(err)
			}
			isProven := slices.ContainsFunc(found, func(f filters.Finding) bool {
				return f.Kind == mojibake.WrongDecoding && f.Evidence["written_as"] == "utf-8"
			})
			if !isProven {
				t.Logf("%s as %s: %d findings", s.language, readAs, len(found))
			}
			all.add(len(found) > 0, false)
			proven.add(isProven, false)
		}
	}
	all.atLeast(t, "found", 1, 0)
	proven.atLeast(t, "proven", 0.75, 0)
}

func TestCleanTextIsLeftAlone(t *testing.T) {
	for _, s := range samples {
		source := paragraphs(s.text)
		if found, same := outcome(t, source, source); found || !same {
			t.Errorf("%s: found something in clean text", s.language)
		}
	}
}
