package linkblock

import (
	"embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	ahocorasick "github.com/BobuSumisu/aho-corasick"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

//go:embed trades/*.txt
var tradeFiles embed.FS

// A trade is what an injected block sells, named by its file in trades.
type trade = string

// commerce is what all trades share, such as "cheap" and "buy".
const commerce trade = "commerce"

// A term is one expression of a trade's vocabulary, normalised; the spaces at
// its ends are the borders of words. A weak one, such as "loan", sells only
// beside another one of its trade, or beside a word of commerce.
type term struct {
	text  string
	trade trade
	weak  bool
}

// A vocabulary finds the terms of all trades in a text. The automaton holds
// the head of each term and the rest is compared: with 3,600 whole terms it
// would take four times its 20 MB.
type vocabulary struct {
	heads *ahocorasick.Trie
	terms [][]term // by the number of their head
}

const headLength = 6 // bytes

// trades is the vocabulary that comes with the filter, built when a candidate
// first asks for it, in 16 ms.
var trades = sync.OnceValue(func() *vocabulary {
	v, err := readVocabulary(nil)
	if err != nil {
		panic(err) // embedded, and read in tests
	}
	return v
})

// readVocabulary reads the files that come with the filter and more like them.
// Files of one name speak of one trade.
func readVocabulary(more []string) (*vocabulary, error) {
	entries, err := tradeFiles.ReadDir("trades")
	if err != nil {
		return nil, err
	}
	var terms []term
	add := func(name string, data []byte, err error) error {
		if err != nil {
			return err
		}
		found, err := readTerms(name, string(data))
		terms = append(terms, found...)
		return err
	}
	for _, entry := range entries {
		data, err := tradeFiles.ReadFile("trades/" + entry.Name())
		if err := add(entry.Name(), data, err); err != nil {
			return nil, err
		}
	}
	for _, name := range more {
		data, err := os.ReadFile(name)
		if err := add(name, data, err); err != nil {
			return nil, err
		}
	}
	return newVocabulary(terms), nil
}

func newVocabulary(terms []term) *vocabulary {
	byHead := map[string][]term{}
	for _, t := range terms {
		head := t.text[:min(headLength, len(t.text))]
		byHead[head] = append(byHead[head], t)
	}
	v := &vocabulary{}
	builder := ahocorasick.NewTrieBuilder()
	for _, head := range slices.Sorted(maps.Keys(byHead)) {
		builder.AddString(head)
		v.terms = append(v.terms, byHead[head])
	}
	v.heads = builder.Build()
	return v
}

// readTerms reads a file of lines such as "de: ohne schufa, eilkredit*, ?kredit".
// An error names file and line. The trade is called as the file.
//
// People leave out accents; a term that has any is there without them, too,
// except in Vietnamese, whose words would turn into those of other languages.
func readTerms(file, data string) ([]term, error) {
	name := strings.TrimSuffix(filepath.Base(file), ".txt")
	var found []term
	number := 0
	for line := range strings.Lines(data) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		language, list, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf(`%s:%d: want a language and its terms, such as "de: ohne schufa, eilkredit*"`, file, number)
		}
		for entry := range strings.SplitSeq(list, ", ") {
			text, weak := strings.CutPrefix(entry, "?")
			if isBlank(normalise(strings.Trim(text, "*"))) {
				return nil, fmt.Errorf("%s:%d: %q has no letters", file, number, entry)
			}
			t := term{pattern(text), name, weak}
			found = append(found, t)
			if bare := unaccented(t.text); language != "vi" && bare != t.text {
				found = append(found, term{bare, name, weak})
			}
		}
	}
	return found, nil
}

// pattern is how a term looks in normalised text. A star leaves an end open.
// Scripts without spaces have no borders of words to look for, and Korean
// joins words and particles at will: only a short term needs borders there.
func pattern(entry string) string {
	text := normalise(strings.Trim(entry, "*"))
	bare := strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(bare)
	if s := scripts.OneKana(first); s.Unspaced() || s == scripts.Hangul && utf8.RuneCountInString(bare) > 2 {
		return bare
	}
	if strings.HasPrefix(entry, "*") {
		text = text[1:]
	}
	if strings.HasSuffix(entry, "*") {
		text = text[:len(text)-1]
	}
	return text
}

// find calls yield with each term in normalised text.
func (v *vocabulary) find(normalised string, yield func(term)) {
	v.heads.Walk([]byte(normalised), func(end, n, number int64) bool {
		start := int(end - n + 1)
		for _, t := range v.terms[number] {
			if strings.HasPrefix(normalised[start:], t.text) {
				yield(t)
			}
		}
		return true
	})
}
