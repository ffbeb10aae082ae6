package linkblock

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/scripts"
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
		if len(wordsOf(words[i:i+stuffedWords])) > fewWords {
			i++
			continue
		}
		first, end := bounds(words, i)
		if isShuffled(words[first:end]) {
			found = append(found, stuffing(b, words[first:end]))
		}
		i = max(end, i+1)
	}
	return found
}

func wordsOf(tokens []token) map[string]bool {
	words := map[string]bool{}
	for _, t := range tokens {
		words[t.word] = true
	}
	return words
}

// bounds finds where the stuffing around words[i:] begins and ends. It is
// purest where the fewest words are different; from there it reaches as far as
// these words go.
func bounds(words []token, i int) (first, end int) {
	purest, known := i, wordsOf(words[i:i+stuffedWords])
	for k := i + 1; k < i+stuffedWords && k+stuffedWords <= len(words); k++ {
		if w := wordsOf(words[k : k+stuffedWords]); len(w) < len(known) {
			purest, known = k, w
		}
	}
	first, end = purest, purest+stuffedWords
	for first > 0 && isMostly(words[max(0, first-stride):first], known) {
		first = max(0, first-stride)
	}
	for end < len(words) && isMostly(words[end:min(end+stride, len(words))], known) {
		end = min(end+stride, len(words))
	}
	return trimOnce(words, first, end)
}

// stride is how many words are taken at a time.
const stride = 6

// isMostly reports whether two thirds of words are known, and then makes the
// others known, too.
func isMostly(words []token, known map[string]bool) bool {
	n := 0
	for _, t := range words {
		if known[t.word] {
			n++
		}
	}
	if 3*n < 2*len(words) {
		return false
	}
	for _, t := range words {
		known[t.word] = true
	}
	return true
}

// trimOnce drops words from the ends of words[first:end] that it has only once.
func trimOnce(words []token, first, end int) (int, int) {
	uses := map[string]int{}
	for _, t := range words[first:end] {
		uses[t.word]++
	}
	for first < end && uses[words[first].word] == 1 {
		first++
	}
	for end > first && uses[words[end-1].word] == 1 {
		end--
	}
	return first, end
}

// isMonotonous is a quick look at whether text may hold a stuffed stretch: it
// counts the different hashes among the last words.
func isMonotonous(text string) bool {
	if len(text) < 2*stuffedWords-1 {
		return false
	}
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
		switch inside := scripts.InWord(r); {
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
	different, pairs := wordsOf(words), map[[2]string]bool{}
	for i := 1; i < len(words); i++ {
		pairs[[2]string{words[i-1].word, words[i].word}] = true
	}
	return len(words) >= stuffedWords && 2*len(different) <= len(words) && len(pairs) >= pairsToWords*len(different)
}

func stuffing(b *article.Block, words []token) candidate {
	c := candidate{kind: KeywordStuffing}
	first, last := words[0].start, words[len(words)-1].end
	for i := 0; i < len(words); i += wordsTogether {
		end := words[min(i+wordsTogether, len(words))-1].end
		c.items = append(c.items, newItem(b.Data[words[i].start:end], nil))
	}
	c.span = b.Span(first, last)
	c.nodes = [2]*html.Node{b.NodeAt(first), b.NodeAt(last - 1)}
	return c
}
