package linkblock

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// Stuffing is text without sense: the same few words in many orders. Refrains
// and templates repeat their words as well, but in the same order. Of 593 clean
// pages and texts no prose of 24 words has twice as many pairs as words while
// it says each word more than twice; shell sessions in <pre> come close.
const (
	stuffedWords  = 24 // words that it takes
	fewWords      = 13 // different ones among them
	pairsToWords  = 2  // different pairs of neighbours for each different word
	wordsTogether = 4  // of them make one item of the candidate
)

// A token is one word of a block.
type token struct {
	stretch
	word string // normalised
}

// stuffings finds stuffing in a line of a block.
func (p *page) stuffings(b *article.Block, line stretch) []candidate {
	if !isMonotonous(b.Data[line.start:line.end]) {
		return nil
	}
	var found []candidate
	words := tokens(b.Data, line)
	for i := 0; i+stuffedWords <= len(words); {
		known := map[string]bool{}
		for _, w := range words[i : i+stuffedWords] {
			known[w.word] = true
		}
		if len(known) > fewWords {
			i++
			continue
		}
		j := i + stuffedWords
		for j < len(words) && known[words[j].word] {
			j++
		}
		if isShuffled(words[i:j]) {
			found = append(found, stuffing(b, words[i:j]))
		}
		i = j
	}
	return found
}

// isMonotonous is a quick look at whether text may hold a stuffed stretch: it
// counts the different hashes among the last words.
func isMonotonous(text string) bool {
	var last [stuffedWords]byte
	var count [256]uint8
	words, different := 0, 0
	hash := uint32(0)
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (text[i] >= utf8.RuneSelf || isAlnum(text[i])) {
			hash = hash*31 + uint32(text[i]|0x20)
			continue
		}
		if hash == 0 {
			continue
		}
		slot := &last[words%stuffedWords]
		if words >= stuffedWords {
			if count[*slot]--; count[*slot] == 0 {
				different--
			}
		}
		*slot, hash = byte(hash^hash>>8^hash>>16), 0
		if count[*slot]++; count[*slot] == 1 {
			different++
		}
		if words++; words >= stuffedWords && different <= fewWords {
			return true
		}
	}
	return false
}

// tokens cuts a line into its words.
func tokens(data string, line stretch) []token {
	var found []token
	start := -1
	for i, r := range data[line.start:line.end] + " " {
		switch inside := isWordRune(r); {
		case inside && start < 0:
			start = line.start + i
		case !inside && start >= 0:
			s := stretch{start, line.start + i}
			found = append(found, token{s, strings.TrimSpace(normalise(data[s.start:s.end]))})
			start = -1
		}
	}
	return found
}

func isShuffled(words []token) bool {
	different, pairs := map[string]bool{}, map[[2]string]bool{}
	for i, w := range words {
		different[w.word] = true
		if i > 0 {
			pairs[[2]string{words[i-1].word, w.word}] = true
		}
	}
	return 2*len(different) <= len(words) && len(pairs) >= pairsToWords*len(different)
}

func stuffing(b *article.Block, words []token) candidate {
	c := candidate{kind: KeywordList, stuffed: true}
	first, last := words[0].start, words[len(words)-1].end
	for i := 0; i < len(words); i += wordsTogether {
		end := words[min(i+wordsTogether, len(words))-1].end
		c.items = append(c.items, newItem(b.Data[words[i].start:end], nil))
	}
	c.span = b.Span(first, last)
	c.nodes = [2]*html.Node{b.NodeAt(first), b.NodeAt(last - 1)}
	return c
}
