package linkblock

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// windows finds the longest rows of neighbouring parts that could be keywords.
func (p *page) windows(b *article.Block, parts []stretch, s separator) []candidate {
	if len(parts) < p.MinKeywords {
		return nil
	}
	var found []candidate
	for i := 0; i < len(parts); i++ {
		j := i
		for j < len(parts) && isKeyword(b.Data, parts[j]) {
			j++
		}
		least := p.MinKeywords
		if s.common && j-i < len(parts) {
			least *= 2
		}
		if j-i+2 >= least {
			if row := withEnds(b.Data, parts, i, j); len(filled(b.Data, row)) >= least {
				if c, ok := p.list(b, row, s); ok {
					found = append(found, c)
				}
			}
		}
		i = j
	}
	return found
}

// filled returns the parts of a row that are not blank, trimmed.
func filled(data string, row []stretch) []stretch {
	var words []stretch
	for _, part := range row {
		text := data[part.start:part.end]
		if word := strings.TrimSpace(text); word != "" {
			start := part.start + strings.Index(text, word)
			words = append(words, stretch{start, start + len(word)})
		}
	}
	return words
}

// sentenceMarks end or divide sentences; keywords have none.
const sentenceMarks = ".!?;:。！？；：…«»“”\""

// isKeyword reports whether a part is short and no piece of a sentence. An
// empty part is let through: lists end with a separator.
func isKeyword(data string, part stretch) bool {
	text := strings.TrimSpace(data[part.start:part.end])
	return len(text) <= 4*longestKeyword && width(text, longestKeyword) <= longestKeyword && sentenceMark(text) < 0
}

// sentenceMark is where the first mark of a sentence stands in text, -1 if
// there is none. A mark inside a word, as in "example.org", is no such mark.
func sentenceMark(text string) int {
	for i, r := range text {
		if !strings.ContainsRune(sentenceMarks, r) {
			continue
		}
		if after := i + utf8.RuneLen(r); r >= utf8.RuneSelf || after == len(text) || text[after] == ' ' {
			return i
		}
	}
	return -1
}

// withEnds is parts[i:j] with what belongs to it of the parts around: the list
// may begin behind the last sentence of a paragraph and end before another.
func withEnds(data string, parts []stretch, i, j int) []stretch {
	row := slices.Clone(parts[i:j])
	if i > 0 {
		if tail := lastSentence(data, parts[i-1]); isKeyword(data, tail) && !isBlank(data[tail.start:tail.end]) {
			row = append([]stretch{tail}, row...)
		}
	}
	if j < len(parts) {
		if head := firstSentence(data, parts[j]); isKeyword(data, head) {
			row = append(row, head)
		}
	}
	return row
}

// lastSentence is what part has behind its last sentence mark.
func lastSentence(data string, part stretch) stretch {
	if i := strings.LastIndexAny(data[part.start:part.end], sentenceMarks); i >= 0 {
		part.start += i + runeLen(data[part.start+i:])
	}
	return part
}

// firstSentence is what part has before its first sentence mark.
func firstSentence(data string, part stretch) stretch {
	if i := sentenceMark(data[part.start:part.end]); i >= 0 {
		part.end = part.start + i
	}
	return part
}
