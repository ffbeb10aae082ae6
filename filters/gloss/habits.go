package gloss

import (
	"maps"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// habits are what an article, its readings aside, says about the characters
// that it uses. They choose between bytes where nothing else does.
type habits struct {
	count   map[rune]int
	ends    map[rune]int    // how often it is the last of a phrase
	pairs   map[[2]rune]int // how often the second follows the first
	rows    map[byte][]rune // the characters of the article by first byte
	glossed map[rune]bool   // the kit's set, so far as the article shows it
}

func newHabits(doc *article.Document, found []passage) habits {
	h := habits{map[rune]int{}, map[rune]int{}, map[[2]rune]int{}, map[byte][]rune{}, map[rune]bool{}}
	groups := map[*article.Block][]group{}
	for _, p := range found {
		groups[p.block] = p.groups
		for _, g := range p.groups {
			if g.sort == injected {
				h.glossed[g.character] = true
			}
		}
	}
	blocks := doc.Blocks()
	for i := range blocks {
		h.read(without(blocks[i].Data, groups[&blocks[i]]) + "\n")
	}
	return h
}

// index sorts the characters read so far by their first byte.
func (h *habits) index(c *codec) {
	clear(h.rows)
	for _, r := range slices.Sorted(maps.Keys(h.count)) {
		if b, ok := c.encode(r); ok {
			h.rows[b[0]] = append(h.rows[b[0]], r)
		}
	}
}

// without is data without its groups.
func without(data string, groups []group) string {
	var rest strings.Builder
	at := 0
	for _, g := range groups {
		if g.sort != stray {
			rest.WriteString(data[at:g.start])
			at = g.end
		}
	}
	rest.WriteString(data[at:])
	return rest.String()
}

// read counts; the end of text counts for nothing.
func (h *habits) read(text string) {
	last := rune(0)
	for _, r := range text {
		if hanzi.Is(r) {
			h.count[r]++
			h.pairs[[2]rune{last, r}]++
		} else if hanzi.Is(last) {
			h.ends[last]++
		}
		last = r
	}
}

// withLead lists the characters of the article with the first byte lead that
// may have stood where one has been lost. Simplified ones the kit would have
// converted. 。 is the only punctuation that ends a paragraph often.
func (h *habits) withLead(lead byte) []rune {
	if lead == 0xA1 {
		return []rune{'。'}
	}
	return slices.DeleteFunc(slices.Clone(h.rows[lead]), hanzi.Simplified)
}

// fit says how well r stands between last and next: what the article has side
// by side beats how it ends phrases, and that which characters it merely uses.
func (h *habits) fit(last, r, next rune) int {
	sides := min(h.pairs[[2]rune{last, r}], 3)
	if hanzi.Is(next) {
		return 10*(sides+min(h.pairs[[2]rune{r, next}], 3)) + min(h.count[r], 2)
	}
	return 10*sides + 3*min(h.ends[r], 9) + min(h.count[r], 2)
}

// strangeness says how little r, whose GBK bytes are lead and trail, would be
// expected in the article, from 0 for what it uses to 3 for what a converted
// text should not have.
func (h *habits) strangeness(r rune, lead, trail byte) int {
	const firstLevel, lastLevel = 0xB0, 0xD7 // GB 2312-80 level 1, the 3,755 most common characters
	switch {
	case hanzi.Simplified(r):
		return 3
	case h.count[r] > 0 || !hanzi.Is(r):
		return 0
	case hanzi.Converted(r) || lead >= firstLevel && lead <= lastLevel && trail > 0xA0:
		return 1
	}
	return 2
}
