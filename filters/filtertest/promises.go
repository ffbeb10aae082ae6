package filtertest

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

var lowerName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func checkInfo(t *testing.T, info filters.Info) {
	if !lowerName.MatchString(info.Name) || strings.Contains(info.Name, "-") {
		t.Errorf("name %q is not one lower-case word", info.Name)
	}
	if !strings.HasPrefix(info.Doc, "# "+info.Name+"\n\n") {
		t.Errorf("page begins %.40q, want the heading %q and a blank line", info.Doc, "# "+info.Name)
	}
	for _, heading := range []string{"Finds", "Avoid", "Prefer", "Misses", "Settings", "Sources"} {
		if !strings.Contains(info.Doc, "\n## "+heading+"\n") {
			t.Errorf("page has no section %s", heading)
		}
	}
	seen := map[string]bool{}
	for _, kind := range info.Kinds {
		if !lowerName.MatchString(kind) || seen[kind] {
			t.Errorf("kind %q is not lower-case with hyphens, or there twice", kind)
		}
		seen[kind] = true
	}
	if len(info.Kinds) == 0 {
		t.Error("no kinds")
	}
}

// checkFinding checks all that can be said of one finding on its own.
func checkFinding(t testing.TB, doc *article.Document, info filters.Info, f filters.Finding) {
	if err := findingError(doc.Source, info, f); err != nil {
		t.Errorf("finding %s/%s at %d-%d: %v", info.Name, f.Kind, f.Span.Start, f.Span.End, err)
		return
	}
	for i, fix := range f.Fixes {
		if err := fixError(doc.Source, fix); err != nil {
			t.Errorf("fix %d of %s: %v", i, filters.Evidence(doc, f), err)
		}
	}
}

func findingError(source string, info filters.Info, f filters.Finding) error {
	if err := spanError(source, f.Span); err != nil {
		return err
	}
	if f.Span.Len() == 0 {
		return fmt.Errorf("the span is empty")
	}
	quote := f.Quote(source)
	if back, err := strconv.Unquote(filters.Escape(quote)); err != nil || back != quote {
		return fmt.Errorf("the quote %s does not read back", filters.Escape(quote))
	}
	known := false
	for _, kind := range info.Kinds {
		known = known || kind == f.Kind
	}
	if !known {
		return fmt.Errorf("the kind is not declared")
	}
	if !(f.Confidence > 0 && f.Confidence <= 1) {
		return fmt.Errorf("confidence is %v, want (0,1]", f.Confidence)
	}
	if err := sentenceError(f.Message); err != nil {
		return err
	}
	return evidenceError(f.Evidence)
}

func spanError(source string, s article.Span) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(source) {
		return fmt.Errorf("the span is not inside the source of %d bytes", len(source))
	}
	if cutsCharacter(source, s.Start) || cutsCharacter(source, s.End) {
		return fmt.Errorf("the span cuts a character")
	}
	return nil
}

// cutsCharacter reports whether at lies inside a valid character.
func cutsCharacter(s string, at int) bool {
	for k := at - 1; k >= max(0, at-utf8.UTFMax+1) && at < len(s); k-- {
		if r, size := utf8.DecodeRuneInString(s[k:]); r != utf8.RuneError && k+size > at {
			return true
		}
	}
	return false
}

func sentenceError(s string) error {
	switch {
	case strings.TrimSpace(s) != s || !strings.HasSuffix(s, "."):
		return fmt.Errorf("the message %q is not a sentence that ends with a full stop", s)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return fmt.Errorf("the message %q is not one line of text", s)
	}
	return nil
}

func evidenceError(evidence map[string]any) error {
	for key, value := range evidence {
		switch v := value.(type) {
		case bool, int, string, []string:
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("evidence %q is %v", key, v)
			}
		default:
			return fmt.Errorf("evidence %q is a %T, want bool, int, float64, string or []string", key, value)
		}
		if key == "" || strings.ToLower(key) != key {
			return fmt.Errorf("evidence %q is not a lower-case name", key)
		}
	}
	return nil
}

func fixError(source string, fix filters.Fix) error {
	if strings.TrimSpace(fix.Message) == "" {
		return fmt.Errorf("it has no message")
	}
	for _, e := range fix.Edits {
		if err := spanError(source, e.Span); err != nil {
			return err
		}
	}
	repaired, err := article.Apply(source, fix.Edits)
	if err != nil {
		return err
	}
	if repaired == source {
		return fmt.Errorf("it changes nothing")
	}
	return nil
}
