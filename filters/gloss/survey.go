package gloss

import (
	"math"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/reading"
)

// A survey counts what the readings of a whole article have in common.
type survey struct {
	readings    int // behind converted characters
	taught      int // behind others
	usual       int // of readings: the most common one of its character
	running     int // of readings: within a word, not behind a headword or list item
	characters  map[rune]bool
	occurrences int // of these characters, with and without a reading
	converted   int // characters in the article that conversion makes
}

// take looks at the groups alone; count must follow.
func take(found []passage) survey {
	s := survey{characters: map[rune]bool{}}
	for _, p := range found {
		for i, g := range p.groups {
			switch g.sort {
			case taught:
				s.taught++
			case injected:
				s.readings++
				s.characters[g.character] = true
				if reading.IsUsual(g.character, g.reading) {
					s.usual++
				}
				if p.isRunning(i) {
					s.running++
				}
			}
		}
	}
	return s
}

// count goes through all text of the article.
func (s *survey) count(doc *article.Document) {
	for i := range doc.Blocks() {
		for _, r := range doc.Blocks()[i].Data {
			if hanzi.Converted(r) {
				s.converted++
				if s.characters[r] {
					s.occurrences++
				}
			}
		}
	}
}

// isRunning reports whether group i stands in running text: a Chinese
// character, glossed or not, is next to its own, or a letter that was taken for
// half of one has it.
func (p passage) isRunning(i int) bool {
	g := p.groups[i]
	if p.block.Data[g.at] < utf8.RuneSelf {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(p.block.Data[g.end:]); hanzi.Is(r) {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(p.block.Data[:g.at]); hanzi.Is(r) {
		return true
	}
	return i > 0 && p.groups[i-1].end == g.at
}

// isDamage is the decision for the article. The published case, 206 readings,
// has 0 taught, all usual, 203 running and a coverage of 1. What teaches fails at
// least one of these: a lesson glosses unchanged characters as well, a word
// list does not run, a list of unusual readings has unusual ones, and an
// article that explains or quotes a few readings leaves the other occurrences
// of those characters alone. One character alone is never enough.
func (f *Filter) isDamage(s survey) bool {
	return s.readings >= f.MinReadings &&
		len(s.characters) >= 2 &&
		float64(s.taught) <= f.MaxTaught*float64(s.readings) &&
		2*s.usual > s.readings &&
		2*s.running > s.readings &&
		float64(s.readings) >= f.MinCoverage*float64(s.occurrences)
}

// convertedShare is an upper bound for the share of characters in running
// traditional text that conversion makes: 31% in the published case, 25% in the
// Universal Declaration of Human Rights.
const convertedShare = 0.4

// confidence is how unlikely it is that somebody who chose characters to
// explain chose converted ones only. A character that is explained once more
// counts for less, because the choice is the same.
func (s survey) confidence() float64 {
	first := math.Pow(convertedShare, float64(len(s.characters)))
	again := math.Pow(0.7, float64(s.readings-len(s.characters)))
	return max(0.5, min(0.99, 1-first*again))
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(1000*float64(part)/float64(whole)) / 1000
}
