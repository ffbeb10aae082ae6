package linkblock

import (
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/score"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A writing says in which letters a text is written.
type writing struct {
	letters    census
	hans, hant int           // characters of simplified and of traditional Chinese alone
	beyond     map[rune]bool // Latin letters beyond ASCII, in lower case
}

// gatherWriting looks at the prose of the article.
func (p *page) gatherWriting() *writing {
	w := &writing{beyond: map[rune]bool{}}
	for _, t := range p.prose() {
		w.add(t.text)
	}
	w.add(p.doc.Title)
	return w
}

func (w *writing) add(text string) {
	for _, r := range text {
		if r < utf8.RuneSelf {
			if isLetter(byte(r)) {
				w.letters[scripts.Latin]++
			}
			continue
		}
		s := scripts.OneKana(r)
		w.letters.count(s)
		switch {
		case s == scripts.Han && hanzi.Simplified(r):
			w.hans++
		case s == scripts.Han && hanzi.Traditional(r):
			w.hant++
		case s == scripts.Latin:
			w.beyond[unicode.ToLower(r)] = true
		}
	}
}

// Bounds of what a writing tells.
const (
	enoughLetters = 200  // fewer do not show which scripts an article uses
	foreignScript = 0.02 // share of letters below which it does not use a script
	enoughHant    = 20   // characters of traditional Chinese alone that make it traditional,
	shareHant     = 0.7  // and their share of those that tell; the page that this was made for has 0.89
	enoughHans    = 3    // simplified ones that make a list simplified; half-way to certainty, too
	shareHans     = 0.8  // and their share
	linkedHans    = 0.7  // of that for links: a Taiwanese page may name its mainland partners as they write themselves
	shareChinese  = 0.95 // of Han characters to Japanese syllables, as in filters.Script
)

// measureWriting compares how the items and the article are written; with nil,
// it takes the article to be written otherwise.
func (j *judgement) measureWriting(article *writing) {
	own := writing{beyond: map[rune]bool{}}
	var mains census
	for _, it := range j.items {
		before := own.letters
		own.add(it.text)
		if s := own.letters.mainSince(&before); it.link == nil || !isAtHome(s, it.link.Host) {
			mains.count(s)
		}
	}
	j.reading[mScript], j.reading[mSimplified], j.reading[mAlien] = 0, 0, 0
	for s := scripts.Latin + 1; s < scripts.Script(len(mains)); s++ {
		if mains[s] > 0 && (article == nil || article.lacks(s)) {
			j.reading[mScript] = max(j.reading[mScript], float64(mains[s])/float64(len(j.items)))
		}
	}
	if own.hans >= enoughHans && outweighs(own.hans, own.hant, shareHans) && (article == nil || article.isTraditional()) {
		j.reading[mSimplified] = score.Saturating(float64(own.hans), enoughHans)
		if j.hasLinks() {
			j.reading[mSimplified] *= linkedHans
		}
	}
	if len(own.beyond) > 0 {
		j.reading[mAlien] = j.share(func(i int) bool { return isAlien(j.items[i].text, article) })
	}
}

// lacks reports whether a text is not written in s. It is not asked of Latin,
// which is foreign nowhere: brands have Latin names in every script.
func (w *writing) lacks(s scripts.Script) bool {
	total := w.letters.total()
	return total >= enoughLetters && float64(w.letters[slot(s)]) < foreignScript*float64(total)
}

// isTraditional is about Chinese. Japanese mixes characters that one or the
// other Chinese orthography has alone, and shows itself by its syllables.
func (w *writing) isTraditional() bool {
	isChinese := outweighs(w.letters[scripts.Han], w.letters[scripts.Hiragana], shareChinese)
	return isChinese && w.hant >= enoughHant && outweighs(w.hant, w.hans, shareHant)
}

func outweighs(a, b int, share float64) bool { return float64(a) >= share*float64(a+b) }

// isAlien reports whether text has a Latin letter that the article does
// without: another language of the same script.
func isAlien(text string, article *writing) bool {
	if article != nil && article.letters[slot(scripts.Latin)] < enoughLetters {
		return false
	}
	for _, r := range text {
		if r >= utf8.RuneSelf && scripts.OneKana(r) == scripts.Latin && (article == nil || !article.beyond[unicode.ToLower(r)]) {
			return true
		}
	}
	return false
}

// foreignness compares how letters follow one another in the items, and in the
// sentence around a single link, with the article.
func (p *page) foreignness(j *judgement) float64 {
	texts := make([]string, 0, len(j.items))
	seen := map[string]bool{}
	for _, it := range j.items {
		if !seen[it.words] {
			texts = append(texts, it.text)
			seen[it.words] = true
		}
	}
	return p.tongue().foreignness(texts...)
}
