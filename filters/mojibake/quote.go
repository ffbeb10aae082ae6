package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// spareQuotes takes back what an article on encodings quotes, and reports
// whether it is one that shows no more damage than such an article would.
func (s *survey) spareQuotes(most int) bool {
	all := s.chosen()
	if len(all) > most || 2*len(all) > max(len(s.odd)+len(s.rest), 20) || !isOnEncodings(s.doc) {
		return false
	}
	for _, t := range all {
		if s.isExample(t) {
			t.chosen = nil
		}
	}
	return true
}

// leastLetters is the length of a word that is damaged rather than an example.
const leastLetters = 5

// isExample reports whether a token may be an example: it stands in quotes or
// brackets or by itself, is short, or in another language than the article.
func (s *survey) isExample(t *token) bool {
	p := s.passages[t.passage]
	letters := strings.ToLower(strings.TrimFunc(t.chosen.text, func(r rune) bool { return !unicode.IsLetter(r) }))
	if !s.home.Owns(letters) || isLatin(letters) && utf8.RuneCountInString(letters) < leastLetters {
		return true
	}
	before, after := strings.TrimSpace(p.Text[:t.damageStart()]), strings.TrimSpace(p.Text[t.damageEnd():])
	if before == "" && after == "" {
		return !p.Title
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(p.Text[:t.damageStart()], unicode.IsLetter))
	return isOpening(last)
}

func isLatin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x370 })
}

func isOpening(r rune) bool {
	return strings.ContainsRune("\"'`([=:→", r) || unicode.In(r, unicode.Pi, unicode.Ps, unicode.Pf)
}

// enoughTopic is how many mentions make an article one on encodings.
const enoughTopic = 3

// topic lists, in small letters, the names of encodings and what languages call
// their failure.
const topic = "mojibake unicode utf-8 utf8 windows-125 iso-8859 latin-1 latin1 ascii encoding charset codepage " +
	"кодировк 文字化け 文字コード 乱码 亂碼 编码 編碼 codificación encodage zeichenkodierung zeichensatz"

// isOnEncodings counts mentions in what readers see: every page names its own
// charset in its head.
func isOnEncodings(doc *article.Document) bool {
	n := 0
	for _, b := range doc.Blocks() {
		text := strings.ToLower(b.Data)
		for name := range strings.FieldsSeq(topic) {
			if n += strings.Count(text, name); n >= enoughTopic {
				return true
			}
		}
	}
	return false
}
