package gloss

import (
	"cmp"
	"slices"

	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/presscheck/presscheck/article"
)

// judge decides whether the readings are damage, and restores the characters
// that are split then.
func (f *Filter) judge(doc *article.Document, found []passage, s *survey) (splits []split, damaged bool) {
	if f.isDamage(*s) {
		return restoreAll(doc, found), true
	}
	if s.readings >= f.MinReadings || f.MinScattered == 0 || !s.isSpotless() {
		return nil, false
	}
	splits = restoreAll(doc, found)
	sites := sitesOf(found, splits)
	broken := len(sites) - s.readings
	s.takeSites(sites)
	if broken >= f.MinReadings { // nobody writes broken text, be it always the same character
		return splits, true
	}
	return splits, len(sites) >= f.MinScattered && len(s.characters) >= 2 && areCommon(s.characters) && areScattered(sites)
}

// isSpotless reports whether all readings are such as the kit puts in: none
// behind an unchanged character, none unusual, none outside of running text,
// and no occurrence of the same characters is without.
func (s *survey) isSpotless() bool {
	return s.taught == 0 && s.usual == s.readings && s.running == s.readings && s.readings >= s.occurrences
}

// A site is a place where the kit has put a reading.
type site struct {
	block     *article.Block
	at, end   int // in its Data
	character rune
}

// sitesOf are the whole readings, and the split characters that can be
// restored to text that is no stranger than the common characters.
func sitesOf(found []passage, splits []split) []site {
	var sites []site
	for _, p := range found {
		for _, g := range p.groups {
			if g.sort == injected {
				sites = append(sites, site{p.block, g.at, g.end, g.character})
			}
		}
	}
	for _, x := range splits {
		if looksSplit(x.group) && len(x.candidates) > 0 && x.candidates[0].isOrdinary() {
			sites = append(sites, site{x.passage.block, x.group.at, x.end, x.candidates[0].member})
		}
	}
	return sites
}

// isOrdinary reports whether none of the characters is a rare one, on average.
func (c restoration) isOrdinary() bool { return c.cost <= 100*len([]rune(c.text))+50 }

// apart is how many bytes of text lie between two places that nobody explains
// together: ten characters.
const apart = 30

// areScattered reports whether no two sites are near one another: who explains
// two characters of one word or name does so at one place.
func areScattered(sites []site) bool {
	slices.SortFunc(sites, func(a, b site) int {
		return cmp.Compare(a.block.Span(a.at, a.end).Start, b.block.Span(b.at, b.end).Start)
	})
	for i := 1; i < len(sites); i++ {
		if sites[i].block == sites[i-1].block && sites[i].at-sites[i-1].end < apart {
			return false
		}
	}
	return true
}

// takeSites counts the sites for the confidence.
func (s *survey) takeSites(sites []site) {
	s.readings = len(sites)
	for _, x := range sites {
		s.characters[x.character] = true
	}
}

// areCommon reports whether nobody would explain any of the characters: they
// are of the first level of Big5, the 5,401 most used ones.
func areCommon(characters map[rune]bool) bool {
	encoder := traditionalchinese.Big5.NewEncoder()
	for r := range characters {
		code, err := encoder.String(string(r))
		if err != nil || len(code) != 2 || code[0] < 0xA4 || code[0] > 0xC6 {
			return false
		}
	}
	return true
}
