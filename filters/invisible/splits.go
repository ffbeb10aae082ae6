package invisible

import (
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// splits are the places inside a word where something unseen stands for no
// good reason.
type splits struct {
	count, seams              int // all of them, and those where an inline element begins or ends
	shortest                  int // letters between two of them, or one and the end of the word
	zeroWidth, joiners, marks int
	nonJoiners                int // ZWNJ that stand alone
	hints                     int // single ZWSP in scripts without spaces
}

func (w word) splits() splits {
	s := splits{shortest: w.letters}
	runs := w.passage.within(w.marks)
	from := w.start
	for _, run := range runs {
		first, last := run[0], run[len(run)-1]
		left, _ := w.before(first.at)
		right := w.after(last.end)
		if !uncalled(run, left, right) {
			continue
		}
		s.count++
		if w.isSeam(first, last) {
			s.seams++
		}
		s.shortest = min(s.shortest, lettersIn(w.Data[from:first.at]))
		from = last.end
		s.add(run)
		if len(run) == 1 && first.r == 0x200B && (scripts.Of(left).EastAsian() || scripts.Of(right).EastAsian()) {
			s.hints++
		}
	}
	s.shortest = min(s.shortest, lettersIn(w.Data[from:w.end]))
	return s
}

func (s *splits) add(run []mark) {
	if len(run) == 1 && run[0].r == 0x200C {
		s.nonJoiners++
	}
	switch run[0].class {
	case zeroWidth:
		s.zeroWidth++
	case joiner:
		s.joiners++
	default:
		s.marks++
	}
}

// within groups marks that stand side by side, soft hyphens aside.
func (p passage) within(marks []mark) [][]mark {
	p.marks = marks
	return p.runs(func(c class) bool { return c == zeroWidth || c == joiner || c == directionMark })
}

// uncalled reports whether run stands between two letters of alphabets that
// need nothing there. A change of case (getElementById) invites a line break,
// and German typesetters put a ZWNJ where no ligature may form (Auflage).
func uncalled(run []mark, left, right rune) bool {
	if !needsNothing(left) || !needsNothing(right) || unicode.IsLower(left) && unicode.IsUpper(right) {
		return false
	}
	return len(run) > 1 || run[0].r != 0x200C || !isLigature(left, right)
}

// needsNothing reports whether r is a letter of an alphabet, or of a script that
// is set without joiners and spaces.
func needsNothing(r rune) bool { return isPlain(r) || scripts.Of(r).EastAsian() }

// isLigature lists pairs that typefaces join: Duden, "Ligaturen", and those of
// blackletter.
func isLigature(left, right rune) bool {
	switch left {
	case 'f', 'ſ':
		return true
	case 'c':
		return right == 'h' || right == 'k'
	case 's', 't':
		return right == 't' || right == 'z'
	}
	return false
}

// isSeam reports whether an inline element begins or ends beside the marks,
// which is where editors leave their own behind.
func (w word) isSeam(first, last mark) bool {
	node := w.NodeAt(first.at)
	return first.at > 0 && w.NodeAt(first.at-1) != node || last.end < len(w.Data) && w.NodeAt(last.end) != node
}

func (s splits) kind() string {
	switch {
	case s.zeroWidth >= s.joiners && s.zeroWidth >= s.marks:
		return ZeroWidth
	case s.joiners >= s.marks:
		return Joiner
	}
	return DirectionMark
}

// Confidence of splits: a seam alone is an editor's doing; few cuts with
// several letters between them in a long word are line-break hints; one cut is
// perhaps a slip, several are not. Zero-width spaces part the words of Japanese
// and Korean here and there, but not letter from letter. One ZWNJ keeps mail programs from making a
// link of an address ("12 r⟨ZWNJ⟩ue de …").
const (
	hintLetters = 12 // a word this long may be given a place to break
	hintPart    = 3  // letters on either side of it
)

func (s splits) confidence(letters int) float64 {
	switch {
	case s.count == s.hints && (s.count == 1 || s.shortest > 1):
		return 0
	case s.count == s.seams:
		return 0.3
	case s.joiners == 0 && letters >= hintLetters && s.shortest >= hintPart:
		return 0.4
	case s.count == 1 && s.nonJoiners == 1:
		return 0.45
	case s.count == 1:
		return 0.75
	}
	return 0.95
}

func lettersIn(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
