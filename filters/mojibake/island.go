package mojibake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/plausible"
)

// An island is a run of characters inside text in Chinese, Japanese or Korean
// that are in daily use there nowhere, and what they were in another charset: no
// space tells where the damage begins and ends.
type island struct {
	start, end int // in the token
	reading    reading
}

// islands looks for them in the tokens that nothing has explained yet.
func (s *survey) islands() {
	if !s.hasWide() {
		return
	}
	w := plausible.WritingOf(s.sampled())
	if w == 0 {
		return
	}
	s.collectRest()
	for _, list := range []*[]token{&s.odd, &s.rest} {
		kept := (*list)[:0]
		var found []token
		for _, t := range *list {
			all := []island(nil)
			if t.chosen == nil || t.chosen.isForeignTo(w) {
				all = s.islandsIn(&t, w)
			}
			if len(all) == 0 {
				kept = append(kept, t)
			}
			for i := range all {
				found = append(found, token{passage: t.passage, start: t.start + all[i].start, end: t.start + all[i].end,
					text: t.text[all[i].start:all[i].end], chosen: &all[i].reading})
			}
		}
		*list = kept
		s.odd = append(s.odd, found...)
	}
	s.sort(s.odd)
}

// hasWide is the fast look for Chinese, Japanese and Korean: whether a character
// from U+3000 on is in the sample.
func (s *survey) hasWide() bool {
	for text := range sample(s.doc) {
		for i := asciiPrefix(text); i < len(text); i++ {
			if text[i] >= "\u3000"[0] {
				return true
			}
		}
	}
	return false
}

func (s *survey) sampled() string {
	var b strings.Builder
	for text := range sample(s.doc) {
		b.WriteString(text)
	}
	return b.String()
}

func (s *survey) islandsIn(t *token, w plausible.Writing) []island {
	var all []island
	text := t.text
	last, _ := utf8.DecodeLastRuneInString(s.passages[t.passage].Text[:t.start])
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= utf8.RuneSelf && !w.Has(r) && (!isEdge(r) || isWestern(text[i+size:])) {
			if is, ok := s.islandAt(t, i, last, w); ok {
				all = append(all, is)
				size = is.end - is.start
			}
		}
		last, _ = utf8.DecodeLastRuneInString(text[i : i+size])
		i += size
	}
	return all
}

// isForeignTo reports whether r was written in a charset of another language than
// the article's, for all that one token tells.
func (r *reading) isForeignTo(w plausible.Writing) bool {
	written := r.route[len(r.route)-1]
	return !r.swept && written.written != nil && !slices.Contains(w.Charsets(), written.writtenAs)
}

// isWestern reports whether text begins with a character that Windows-1252 has
// beyond ASCII, other than punctuation.
func isWestern(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isWesternRune(r)
}

func isWesternRune(r rune) bool {
	return r >= utf8.RuneSelf && r <= 0xFFFF && charsets["windows-1252"]().code[r] != 0 && !isEdge(r)
}

// islandAt tries each mistake at i of t, behind the character last, and keeps the
// one that explains most.
func (s *survey) islandAt(t *token, i int, last rune, w plausible.Writing) (best island, ok bool) {
	text := t.text
	for _, p := range pairs() {
		if p.written == nil || !p.written.multi || !slices.Contains(w.Charsets(), p.writtenAs) {
			continue
		}
		end, before := p.stretch(text[i:], w)
		if end <= best.end-best.start || before == "" {
			continue
		}
		is := island{i, i + end, reading{route: []*pair{p}, text: before, exact: before, strange: true, doubtful: p.read.multi}}
		next, _ := utf8.DecodeRuneInString(s.passages[t.passage].Text[t.start+is.end:])
		if s.isIsland(text[i:is.end], before, last, next, w) {
			is.reading.gain = s.home.Cost(text[i:is.end]) - s.home.Cost(before)
			best, ok = is, true
		}
	}
	return best, ok
}

// stretch is how much of the start of text p can be undone in, character by
// character into such as are in daily use, and what it was. Behind the first
// character, those in daily use as they stand end it.
func (p *pair) stretch(text string, w plausible.Writing) (end int, before string) {
	var raw []byte
	var out strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if p.read.multi && w.Has(r) {
			break
		}
		var ok bool
		if raw, ok = p.read.encode(raw, r); !ok {
			break
		}
		i += size
		for len(raw) > 1 {
			c, ok := p.written.decode(raw[:2])
			first, n := utf8.DecodeRuneInString(c)
			if !ok || n != len(c) || !w.Has(first) {
				return end, out.String()
			}
			out.WriteString(c)
			raw = raw[2:]
		}
		if len(raw) == 0 {
			end = i
		}
	}
	return end, out.String()
}

// isIsland asks for neighbours that leave no doubt where the island ends, and for
// more than chance would give: two characters in place of letters of Latin-1; or
// else neighbours that it has elsewhere in the article.
func (s *survey) isIsland(text, before string, last, next rune, w plausible.Writing) bool {
	n := utf8.RuneCountInString(before)
	if isLatinLetter(last) || isLatinLetter(next) {
		return false
	}
	touches := w.Has(last) || w.Has(next)
	if western := countIn(text, func(r rune) bool { return isWesternRune(r) || isEdge(r) && r >= utf8.RuneSelf }); western > 0 {
		return western >= 2 && (n > 1 || touches || isAlone(text, last, next, w))
	}
	if n < 2 {
		return false
	}
	kana := countIn(text, isHalfKana)
	if kana > 0 && w.Charsets()[0] != "shift_jis" && (touches || kana > 2) {
		return true
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < 0x80 }) {
		return false
	}
	if hangul := countIn(text, isHangulRune); hangul > 0 && w.Charsets()[0] != "euc-kr" && (touches || hangul < utf8.RuneCountInString(text)) {
		return true
	}
	if isMixture(text) {
		return true
	}
	if n > 2 && !strings.ContainsFunc(text, func(r rune) bool { return !plausible.IsRare(r) }) {
		return true
	}
	if w.Charsets()[0] == "euc-kr" && (n > 2 || touches) && !isHan(last) && !isHan(next) && strings.ContainsFunc(text, func(r rune) bool { return charsets["euc-kr"]().code[r] == 0 }) {
		return true // a simplified character, which no Korean writes, and the whole of the word
	}
	return strings.ContainsFunc(text, isHan) && s.hasPair(string(last)+before+string(next))
}

func isLatinLetter(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

func isHangulRune(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isHalfKana(r rune) bool { return r >= 0xFF61 && r <= 0xFF9F }

// isAlone reports whether two letters of Latin-1 stand by themselves where a word
// of one character may: in Korean, or beside a number and a sign of the east.
func isAlone(text string, last, next rune, w plausible.Writing) bool {
	if countIn(text, func(r rune) bool { return r >= 0xC0 && unicode.IsLetter(r) }) == 0 {
		return false
	}
	if w.Charsets()[0] == "euc-kr" {
		return true
	}
	isBeside := func(r rune) bool {
		return unicode.IsDigit(r) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFF60 || strings.ContainsRune("“”‘’", r)
	}
	return isBeside(last) && isBeside(next)
}

// isMixture reports whether text has letters of two scripts that are written
// together nowhere: those of Greek, Cyrillic, Bopomofo, kana, which charsets for
// Chinese have in their first rows.
func isMixture(text string) bool {
	scripts := []*unicode.RangeTable{unicode.Greek, unicode.Cyrillic, unicode.Bopomofo, unicode.Hiragana, unicode.Katakana}
	n := 0
	for _, script := range scripts {
		if countIn(text, func(r rune) bool { return unicode.Is(script, r) }) > 0 {
			n++
		}
	}
	return n > 1
}

func countIn(text string, is func(rune) bool) int {
	n := 0
	for _, r := range text {
		if is(r) {
			n++
		}
	}
	return n
}

// hasPair reports whether two neighbours in text stand side by side elsewhere in
// the article, which is written in characters that have thousands of others.
func (s *survey) hasPair(text string) bool {
	last := ""
	for _, r := range text {
		if last != "" && r >= 0x2E80 && last[0] >= 0xE2 {
			for _, b := range s.doc.Blocks() {
				if strings.Contains(b.Data, last+string(r)) {
					return true
				}
			}
		}
		last = string(r)
	}
	return false
}
