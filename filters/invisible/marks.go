package invisible

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Marks that pile up on one letter alone: more than any notation needs. IPA
// stacks four at most, polytonic Greek with length marks four.
const tallStack = 6

// stacks reports words whose letters carry towers of combining marks.
func (c *checker) stacks(p passage) {
	end := 0
	for i, m := range p.marks {
		if m.class != stacked || m.at < end {
			continue
		}
		w := p.wordAround(p.marks[i:], end)
		end = max(w.end, m.end)
		c.stackedWord(p, w.start, end)
	}
}

func (c *checker) stackedWord(p passage, start, end int) {
	var piled []mark
	height, tallest, towers := 0, 0, 0
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(p.Data[i:])
		if !isStackable(r) {
			if !isUnseen(r) {
				height = 0
			}
		} else {
			piled = append(piled, mark{i, i + size, r, stacked})
			if height++; height == c.StackedMarks {
				towers++
			}
			tallest = max(tallest, height)
		}
		i += size
	}
	confidence := 0.9
	if towers < 2 && tallest < tallStack {
		confidence = 0
	}
	c.report(p, draft{
		kind: StackedMarks, start: piled[0].at, end: piled[len(piled)-1].end, remove: piled, confidence: confidence,
		message:  fmt.Sprintf("Up to %d combining marks are piled on one letter.", tallest),
		evidence: map[string]any{"marks": len(piled), "tallest": tallest, "towers": towers},
	})
}

// decorations reports words in which letter after letter carries the same
// ornament: P͟U͟L͟A͟U. Underlining and striking out are what honest people do
// so too, for want of markup.
func (c *checker) decorations(p passage) {
	end := 0
	for i, m := range p.marks {
		if m.class != decoration || m.at < end {
			continue
		}
		w := p.wordAround(p.marks[i:], end)
		end = max(w.end, m.end)
		if marks, ornament := p.ornaments(w.start, end); ornament.longest >= c.Decorated && utf8.RuneCountInString(ornament.marks) < c.StackedMarks {
			c.decorated(p, w.start, end, marks, ornament)
		}
	}
}

// An ornament is the marks that most letters of a word share.
type ornament struct {
	marks   string
	longest int // letters in a row that have it
}

// ornaments lists the marks of Data[start:end] and the ornament with the most
// letters in a row.
func (p passage) ornaments(start, end int) ([]mark, ornament) {
	var marks []mark
	var best, now ornament
	for i := start; i < end; {
		_, size := utf8.DecodeRuneInString(p.Data[i:])
		i += size
		from := i
		for i < end {
			r, size := utf8.DecodeRuneInString(p.Data[i:])
			if !isStackable(r) {
				break
			}
			marks = append(marks, mark{i, i + size, r, decoration})
			i += size
		}
		if on := p.Data[from:i]; on == "" || on != now.marks {
			now = ornament{marks: on}
		}
		if now.longest++; now.marks != "" && now.longest > best.longest && strings.ContainsFunc(now.marks, isDecoration) {
			best = now
		}
	}
	return marks, best
}

func (c *checker) decorated(p passage, start, end int, marks []mark, o ornament) {
	confidence := 0.8
	if strings.Trim(o.marks, "\u0305\u0332\u0335\u0336") == "" {
		confidence = 0.5
	}
	c.report(p, draft{
		kind: StackedMarks, start: start, end: end, remove: marks, confidence: confidence,
		message:  fmt.Sprintf("%d letters in a row carry the same ornament.", o.longest),
		evidence: map[string]any{"marks": len(marks), "decorated": o.longest},
	})
}
