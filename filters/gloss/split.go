package gloss

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// A split is a place where the kit took the second byte of one character and
// the first of the next for a member of its set. In GBK, where 競 is B882,
//
//	text      案    偵    查   ,
//	bytes     B0 B8 82 C9 B2 E9 2C
//	injected  B0 B8 82 (jìng) C9 B2 E9 2C
//	is shown  案    ?  jìng)  刹     ,
//
// The parenthesis is lost with the byte in front of it, or a mark stands there;
// the characters behind are shifted by one byte until an ASCII character, a
// byte that looks like one, or another such insertion sets them right again.
// A byte that has no partner then is lost without a trace.
type split struct {
	passage    *passage
	first      int           // group of the passage
	group      group         // that one; its character is the one restored in front of it
	end        int           // in the block's Data: of what is shifted
	candidates []restoration // the best first; empty if the damage cannot be undone
}

// A restoration is what may have stood in place of a split.
type restoration struct {
	text   string
	member rune // the character that the kit saw
	exact  bool // no byte had to be guessed
	cost   int
}

const (
	maxCandidates = 3   // alternatives that a finding offers
	maxSplits     = 500 // beyond these an article cannot become more suspect
)

// restoreAll finds the splits of an article that is known to be damaged, and
// marks the groups that belong to them. What can be restored exactly helps to
// guess at the rest.
func restoreAll(doc *article.Document, found []passage) []split {
	if !slices.ContainsFunc(found, func(p passage) bool {
		return slices.ContainsFunc(p.groups, func(g group) bool { return g.sort == stray })
	}) {
		return nil
	}
	r := newRestorer(doc, found)
	splits := r.splits(found)
	if r.learn(splits) {
		splits = r.splits(found)
	}
	for _, x := range splits {
		for k := x.first; k < len(x.passage.groups) && x.passage.groups[k].start < x.end; k++ {
			x.passage.groups[k].sort = restored
		}
	}
	return splits
}

func (r *restorer) splits(found []passage) []split {
	var splits []split
	tried := 0
	for i := range found {
		p := &found[i]
		last := split{}
		for k, g := range p.groups {
			if g.sort != stray || g.start < last.end {
				continue
			}
			if tried++; tried > 4*maxSplits || len(splits) == maxSplits {
				return splits
			}
			if g.start == last.end && len(last.candidates) > 0 {
				g.character, _ = utf8.DecodeLastRuneInString(last.candidates[0].text)
				g.at = g.start
			}
			if x := r.restore(p, k, g); len(x.candidates) > 0 || looksSplit(x.group) {
				last = x
				splits = append(splits, x)
			}
		}
	}
	return splits
}

// looksSplit reports whether g is the remnant of a reading even if the bytes
// do not tell of which.
func looksSplit(g group) bool {
	return hanzi.Is(g.character) && (g.mark || !g.open) && slices.ContainsFunc([]rune(g.reading), func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) })
}

// finding is about the character in front of the split, which is whole, and
// all that is broken behind it.
func (x split) finding() filters.Finding {
	f := filters.Finding{
		Kind:       SplitCharacter,
		Span:       hull(x.passage.block, x.group.at, x.end),
		Message:    fmt.Sprintf("The reading %s, injected between the bytes of two characters, has broken this word.", x.group.reading),
		Confidence: 0.7,
		Evidence:   map[string]any{"reading": x.group.reading, "candidates": len(x.candidates)},
	}
	for i, c := range x.candidates {
		if i == 0 {
			f.Confidence = 0.98
			f.Evidence["character"] = string(c.member)
			f.Evidence["restored"] = string(x.group.character) + c.text
			f.Evidence["exact"] = c.exact
		}
		f.Fixes = append(f.Fixes, filters.Fix{Message: c.message(x.group.character), Edits: replace(x.passage.block, x.group.start, x.end, c.text)})
	}
	return f
}

func (c restoration) message(first rune) string {
	if c.exact {
		return fmt.Sprintf("Restore %c%s.", first, c.text)
	}
	return fmt.Sprintf("Restore %c%s, which is a guess from the rest of the article.", first, c.text)
}
