package invisible

import (
	"slices"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A mark is an unseen character of a block.
type mark struct {
	at, end int // in the data of the block
	r       rune
	class   class
}

// stackHeight is the least number of combining marks on one letter that is
// looked at. Vietnamese and polytonic Greek, decomposed, have three at most.
const stackHeight = 4

// begins tells the bytes that unseen characters and combining marks begin with.
var begins = [256]bool{0xC2: true, 0xCC: true, 0xCD: true, 0xD2: true, 0xD8: true, 0xE1: true, 0xE2: true, 0xE3: true,
	0xEF: true, 0xF0: true, 0xF3: true}

// scan lists the marks of data. Most blocks have none, and most of their bytes
// need no more than one look.
func scan(data string) []mark {
	var marks []mark
	height := 0
	for i := 0; i < len(data); {
		if !begins[data[i]] {
			i++
			height = 0
			continue
		}
		r, size := utf8.DecodeRuneInString(data[i:])
		c := visible
		if isStackable(r) {
			if height++; height >= stackHeight {
				c = stacked
			} else if isDecoration(r) {
				c = decoration
			}
		} else {
			height = 0
			c = classOf(r)
		}
		if c != visible {
			marks = append(marks, mark{i, i + size, r, c})
		}
		i += size
	}
	return marks
}

// A passage is a block with its marks.
type passage struct {
	*article.Block
	marks []mark
}

// farthest is how many unseen characters before and after look through. No
// honest word has that many, and hostile ones must not cost their square.
const farthest = 64

// before is the character in front of i that is seen and no combining mark,
// and where it begins; 0 if there is none near.
func (p passage) before(i int) (rune, int) {
	for n := 0; i > 0 && n < farthest; n++ {
		r, size := utf8.DecodeLastRuneInString(p.Data[:i])
		i -= size
		if isUnseen(r) || isStackable(r) {
			continue
		}
		return r, i
	}
	return 0, 0
}

// after is the character at or behind i that is seen, 0 if there is none near.
func (p passage) after(i int) rune {
	for n := 0; i < len(p.Data) && n < farthest; n++ {
		r, size := utf8.DecodeRuneInString(p.Data[i:])
		if !isUnseen(r) {
			return r
		}
		i += size
	}
	return 0
}

// isUnseen reports whether r may stand inside a word without being seen.
func isUnseen(r rune) bool {
	switch classOf(r) {
	case visible, oddSpace:
		return false
	}
	return true
}

// runs groups marks of the classes wanted that stand side by side.
func (p passage) runs(wanted func(class) bool) [][]mark {
	var runs [][]mark
	for i := 0; i < len(p.marks); {
		if !wanted(p.marks[i].class) {
			i++
			continue
		}
		j := i + 1
		for j < len(p.marks) && wanted(p.marks[j].class) && p.marks[j].at == p.marks[j-1].end {
			j++
		}
		runs = append(runs, p.marks[i:j])
		i = j
	}
	return runs
}

// of are the marks of one class.
func (p passage) of(wanted class) []mark {
	return slices.DeleteFunc(slices.Clone(p.marks), func(m mark) bool { return m.class != wanted })
}

func of(wanted class) func(class) bool { return func(c class) bool { return c == wanted } }

// runesOf are the characters of marks.
func runesOf(marks []mark) []rune {
	runes := make([]rune, len(marks))
	for i, m := range marks {
		runes[i] = m.r
	}
	return runes
}
