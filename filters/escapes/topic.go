package escapes

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	ahocorasick "github.com/BobuSumisu/aho-corasick"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// programming are words that an article on HTML or programming is full of, and
// one on anything else hardly has; "*" is for any ending.
const programming = `html, html5, xhtml, css, xml, json, javascript, typescript, unicode, utf8, utf-8, ascii, charset, charsets,
	encode, encoded, encodes, encoder, encoding, encodings, percent-encod*, decode, decoded, decoder, decoding, escaped, unescape,
	escape sequence*, escapes sequence*, escaping sequence*, escape character*, escapes character*, escaping character*,
	escape code*, escapes code*, escaping code*, entity, entities, regex, parser, parsers, php, python, perl, markup, ampersand,
	codepoint, codepoints, code point, code points, quoted-printable, mojibake, entidades, entités, zeichenreferenz*, entitäten,
	кодировк*, сущност*, 文字コード*, 文字参照*, 实体*, 編碼*, 编码*`

// A vocabulary finds words in a text in small letters.
type vocabulary struct {
	trie  *ahocorasick.Trie
	stems []bool // by word, whether it may have any ending
}

var topic = sync.OnceValue(func() *vocabulary {
	v, b := &vocabulary{}, ahocorasick.NewTrieBuilder()
	for word := range strings.SplitSeq(programming, ",") {
		word, stem := strings.CutSuffix(strings.TrimSpace(word), "*")
		b.AddString(word)
		v.stems = append(v.stems, stem)
	}
	v.trie = b.Build()
	return v
})

// count is how many of the words are in text, those in one another once.
func (v *vocabulary) count(text string) int {
	n, last := 0, 0
	v.trie.Walk([]byte(text), func(at, length, word int64) bool {
		end := int(at) + 1
		start := end - int(length)
		if start >= last && !joins(text, start) && (v.stems[word] || !joins(text, end)) {
			n, last = n+1, end
		}
		return true
	})
	return n
}

// joins reports whether the characters before and behind i belong to one word.
// Chinese and Japanese have no spaces to tell.
func joins(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return before < hanStart && after < hanStart && scripts.InWord(before) && scripts.InWord(after)
}

const hanStart = 0x2E80

// enoughMentions is how many of those words an article must have at least.
const enoughMentions = 3

// isOnProgramming reports whether the article has more than share of those
// words in a thousand.
func isOnProgramming(doc *article.Document, share float64) bool {
	words, mentions := 0, 0
	for _, b := range doc.Blocks() {
		words += 1 + strings.Count(b.Data, " ")
		mentions += topic().count(strings.ToLower(b.Data))
	}
	return mentions >= enoughMentions && float64(mentions)*1000 > share*float64(words)
}

// withoutQuotations are the pieces of an article on programming with those
// escapes that it can hardly quote. Of 327 clean pages 37 are on programming,
// and two of them quote escapes outside of code, all set apart.
func withoutQuotations(pieces []piece) []piece {
	var kept []piece
	for _, p := range pieces {
		p.damaged = unquotable
		if p.escapes = unquotable(p.Text, p.escapes); len(p.escapes) > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

func everyOne(_ string, all []escape) []escape { return all }

// Depths at which an escape is no example any more.
const (
	deep     = 2 // &amp;amp;eacute; in the source, but for those that escapes are made of
	veryDeep = 3
)

// unquotable are those of all, the escapes in text, that stand inside a word,
// or were escaped so often that nobody writes about it; all of them if many
// stand next to one another.
func unquotable(text string, all []escape) []escape {
	if chained(all) >= manyChained {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(e escape) bool {
		isSign := strings.Contains(`&<>"`, e.means)
		return !isInWord(text, e) && e.levels < veryDeep && (e.levels < deep || isSign)
	})
}

// isInWord reports whether a letter stands before or behind e.
func isInWord(text string, e escape) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:e.start])
	after, _ := utf8.DecodeRuneInString(text[e.end:])
	return unicode.IsLetter(before) || unicode.IsLetter(after)
}

// manyChained is more than the examples of a manual have in one text.
const manyChained = 12

// chained counts the characters that stand escaped next to one another.
func chained(all []escape) int {
	n, end := 0, -1
	for _, e := range all {
		characters := utf8.RuneCountInString(e.means)
		if e.start == end || characters > 1 {
			n += characters
		}
		end = e.end
	}
	return n
}
