package invisible

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// A word is a stretch of letters and unseen characters.
type word struct {
	passage
	start, end int
	marks      []mark // that stand in it, of the classes that words may hold
	letters    int
}

// words looks at each word that holds something unseen. Words follow one
// another, so no byte is looked at often.
func (c *checker) words(p passage) {
	end := 0
	for i := 0; i < len(p.marks); i++ {
		if m := p.marks[i]; m.at < end || !inWord(m.class) || m.class != softHyphen && !p.besidePlain(m) {
			continue
		}
		w := p.wordAround(p.marks[i:], end)
		end = w.end
		if w.letters > 0 {
			c.hyphens(w)
			c.word(w)
		}
	}
}

// besidePlain reports whether m stands behind a letter of an alphabet: the
// quick way past all the honest ones.
func (p passage) besidePlain(m mark) bool {
	left, _ := p.before(m.at)
	return needsNothing(left)
}

func inWord(c class) bool {
	switch c {
	case zeroWidth, joiner, softHyphen, directionMark:
		return true
	}
	return false
}

// wordAround is the word that holds marks[0]; it begins at from or later.
func (p passage) wordAround(marks []mark, from int) word {
	w := word{passage: p, start: marks[0].at, end: marks[0].at}
	for w.start > from {
		r, size := utf8.DecodeLastRuneInString(p.Data[:w.start])
		if !continuesWord(r) {
			break
		}
		w.start -= size
	}
	for w.end < len(p.Data) {
		r, size := utf8.DecodeRuneInString(p.Data[w.end:])
		if !continuesWord(r) {
			break
		}
		w.end += size
	}
	for _, r := range p.Data[w.start:w.end] {
		if unicode.IsLetter(r) {
			w.letters++
		}
	}
	for _, m := range marks {
		if m.at >= w.end {
			break
		}
		if inWord(m.class) {
			w.marks = append(w.marks, m)
		}
	}
	return w
}

// continuesWord takes in everything unseen: another rule may remove it, and
// what it parted would be one word then.
func continuesWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || isUnseen(r) || isPlain(r)
}

// word reports zero-width characters, joiners and direction marks between two
// letters that need none.
func (c *checker) word(w word) {
	s := w.splits()
	if s.count == 0 {
		return
	}
	kind := s.kind()
	var remove []mark
	for _, m := range w.marks {
		if m.class != softHyphen {
			remove = append(remove, m)
		}
	}
	c.report(w.passage, draft{
		kind: kind, start: remove[0].at, end: remove[len(remove)-1].end, remove: remove, confidence: s.confidence(w.letters), lone: s.count == s.seams,
		message:  fmt.Sprintf("The word %s is cut by %s that nothing calls for.", quote(without(w.Data[w.start:w.end], w.start, remove)), quantity(len(remove), "unseen character")),
		evidence: map[string]any{"cuts": s.count, "letters": w.letters},
	})
}
