package homoglyph

import (
	"slices"
	"strings"
	"unicode"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/confusables"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// analyse finds the script that w, which is text, can be read in.
func (c *checker) analyse(text string, w word) mixture {
	m := mixture{word: w, text: text, target: c.target(text, w), shortest: w.letters}
	m.measure()
	if m.target == scripts.Common {
		return m
	}
	m.smallGreek = true
	var distinct []rune
	m.reads = strings.Map(func(r rune) rune {
		l, ok := confusables.In(m.target, r)
		if !ok || l == r {
			return r
		}
		m.intruders = append(m.intruders, r)
		m.smallGreek = m.smallGreek && isSmallGreek(r)
		if !slices.Contains(distinct, r) {
			distinct = append(distinct, r)
		}
		return l
	}, text)
	m.distinct = len(distinct)
	m.interior = m.hasInterior()
	return m
}

// target is the script, of those in w and Latin, in which every letter exists
// or has a twin. Where several will do it is the article's own; Common if none.
func (c *checker) target(text string, w word) scripts.Script {
	home := c.profile.home()
	for _, s := range []scripts.Script{home, scripts.Latin, scripts.Cyrillic, scripts.Greek} {
		if s != scripts.Latin && s != scripts.Cyrillic && s != scripts.Greek || s != scripts.Latin && !w.scripts.has(s) {
			continue
		}
		if s == home && !w.scripts.mixed() && w.scripts.has(home) {
			return scripts.Common // a word of the article's own
		}
		if readable(text, s) {
			return s
		}
	}
	return scripts.Common
}

func readable(text string, s scripts.Script) bool {
	for _, r := range text {
		if of := scripts.Of(r); of == s || of == scripts.Common || !unicode.IsLetter(r) {
			continue
		}
		if _, ok := confusables.In(s, r); !ok {
			return false
		}
	}
	return true
}

// measure counts the changes of script and the length of the stretches between.
func (m *mixture) measure() {
	last, length := scripts.Common, 0
	for i, r := range m.text {
		s := scripts.Of(r)
		if s == scripts.Common || !unicode.IsLetter(r) {
			continue
		}
		if s != last && last != scripts.Common {
			m.switches++
			m.last = i
			m.shortest = min(m.shortest, length)
			length = 0
		}
		last = s
		length++
	}
	m.shortest = min(m.shortest, length)
}

// hasInterior reports whether an intruder stands between two small letters, or
// is one that no notation uses, so that it stands for its twin at the edge too.
func (m *mixture) hasInterior() bool {
	runes := []rune(m.text)
	for i, r := range runes {
		if !slices.Contains(m.intruders, r) {
			continue
		}
		if r == 'ο' || r == 'ι' || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i-1]) && unicode.IsLower(runes[i+1]) {
			return true
		}
	}
	return false
}

// A typo is a mixed word of low confidence, reported as the n-th finding.
type typo struct {
	n int
	mixture
	block *article.Block
}

// Slips of the keyboard are few. An article with this many different words, and
// this many different letters among their intruders, has been treated.
const (
	manyTypos       = 8
	manyTypoLetters = 3
)

// judgeTypos raises the confidence of the words of low confidence in an article
// that has many of them.
func (c *checker) judgeTypos() {
	words, letters := map[string]bool{}, map[rune]bool{}
	for _, t := range c.typos {
		words[t.text] = true
		for _, r := range t.intruders {
			letters[r] = true
		}
	}
	if len(words) < manyTypos || len(letters) < manyTypoLetters {
		return
	}
	for _, t := range c.typos {
		c.raise(t)
	}
}

func (c *checker) raise(t typo) {
	if t.n >= len(c.found) || c.found[t.n].Confidence >= 0.6 {
		return
	}
	f := &c.found[t.n]
	f.Confidence = 0.6
	f.Evidence["typos"] = len(c.typos)
	if edits := inblock.Edits(c.doc.Source, t.block, t.changes()); len(edits) > 0 && f.Confidence >= c.FixFrom {
		f.Fixes = fix(t.reads, edits)
	}
}
