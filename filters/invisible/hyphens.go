package invisible

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// hyphens reports soft hyphens where no dictionary would divide a word: after
// or before single letters, in parts that cannot be spoken. Patterns for TeX
// leave two letters at either end and a vowel in each part.
func (c *checker) hyphens(w word) {
	parts, hyphens := w.parts()
	if len(parts) < 2 {
		return
	}
	confidence := implausible(parts)
	if confidence == 0 && !isOdd(parts) {
		return
	}
	c.report(w.passage, draft{
		kind: SoftHyphen, start: hyphens[0].at, end: hyphens[len(hyphens)-1].end, remove: hyphens, confidence: confidence,
		message:  fmt.Sprintf("The word %s holds soft hyphens where no one would divide it.", quote(strings.Join(parts, ""))),
		evidence: map[string]any{"parts": len(parts), "letters": w.letters, "divided": strings.Join(parts[:min(len(parts), 40)], "-")},
	})
}

// parts are what the soft hyphens of w, which are returned too, make of it. A
// word that is not of one alphabet has none.
func (w word) parts() (parts []string, hyphens []mark) {
	from := w.start
	add := func(to int) {
		if part := letters(w.Data[from:to]); part != "" {
			parts = append(parts, part)
		}
	}
	for _, m := range w.marks {
		if m.class == softHyphen {
			add(m.at)
			from = m.end
			hyphens = append(hyphens, m)
		}
	}
	if add(w.end); len(hyphens) == 0 || !alphabetic(parts) && !eastAsian(parts) {
		return nil, nil
	}
	return parts, hyphens
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.Is(unicode.M, r) && !isUnseen(r) {
			return r
		}
		return -1
	}, s)
}

func alphabetic(parts []string) bool {
	for _, part := range parts {
		for _, r := range part {
			if s := scripts.Of(r); s != scripts.Common && !s.Alphabetic() {
				return false
			}
		}
	}
	return true
}

// eastAsian reports whether parts are of scripts that break a line anywhere.
func eastAsian(parts []string) bool {
	for _, part := range parts {
		for _, r := range part {
			if !scripts.Of(r).EastAsian() {
				return false
			}
		}
	}
	return true
}

// implausible says how sure it is that the division is none, 0 for not at all.
// Programs that hyphenate leave a single consonant now and then (Pu-b-lic), so
// half of the parts must be single letters.
func implausible(parts []string) float64 {
	single, consonants := 0, 0
	for _, part := range parts {
		if utf8.RuneCountInString(part) == 1 {
			single++
			if !hasVowel(part) {
				consonants++
			}
		}
	}
	switch {
	case single >= 3 && 2*single >= len(parts) && consonants > 0:
		return 0.95
	case single >= 2 && 2*single >= len(parts) && consonants > 0, eastAsian(parts), !hasVowel(parts[0]), !hasVowel(parts[len(parts)-1]):
		return 0.8
	}
	return 0
}

// isOdd reports whether a part is a single letter or cannot be spoken: no proof,
// as programs that hyphenate leave such now and then.
func isOdd(parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return utf8.RuneCountInString(part) == 1 || !hasVowel(part) })
}

// hasVowel is generous: with accents off, and y, w and the syllabic consonants
// of Slavic languages left out. Other alphabets than Latin, Greek and Cyrillic
// are given the benefit of the doubt.
func hasVowel(part string) bool {
	for _, r := range norm.NFD.String(strings.ToLower(part)) {
		switch {
		case strings.ContainsRune("aeiouyæœøəıɛɔαεηιουωаеёиоуыэюяіїєѣѵ", r):
			return true
		case unicode.IsLetter(r) && scripts.Of(r) > scripts.Cyrillic:
			return true
		}
	}
	return false
}
