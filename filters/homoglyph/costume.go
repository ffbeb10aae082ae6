package homoglyph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A costume is what the styled letters of a word have in common.
type costume struct {
	word
	text, reads string // reads is empty if it is not certain
	styles      []style
	count       map[style]int // letters by style, plain ones too
	phonetic    int           // small capitals of the IPA
}

func newCostume(w word, text string) costume {
	k := costume{word: w, text: text, count: map[style]int{}}
	for _, r := range text {
		l, s, ok := unstyled(r)
		switch {
		case ok && l > '9':
			if k.count[s]++; s == smallCapital && isPhonetic(r) {
				k.phonetic++
			}
		case scripts.Of(r) != scripts.Common && unicode.IsLetter(r):
			k.count[plain]++
		}
	}
	for s := range k.count {
		k.styles = append(k.styles, s)
	}
	slices.Sort(k.styles)
	k.reads, _ = inLatin(text)
	return k
}

// hasInterior reports whether a styled letter stands between two plain ones of
// a word of four or more. At the edge it may be a variable with its index.
func (k costume) hasInterior() bool {
	runes := []rune(k.text)
	for i := 1; i+1 < len(runes) && k.letters > 3; i++ {
		if l, _, ok := unstyled(runes[i]); ok && l > '9' && isLatinLetter(runes[i-1]) && isLatinLetter(runes[i+1]) {
			return true
		}
	}
	return false
}

func isLatinLetter(r rune) bool { return scripts.Of(r) == scripts.Latin }

// isFormula reports whether a short word of mathematical letters stands beside
// an operator; beside brackets, if it is shorter still.
func isFormula(k costume, data string) bool {
	const operators, brackets, near = "=+−×·∑∏∫√≤≥≠≈∈∉⊂⊆→∞∂∇±⟨⟩∥|^_/", "()", 6
	if k.letters > 4 || k.styles[len(k.styles)-1] < mathematical {
		return false
	}
	signs := operators
	if k.letters < 4 {
		signs += brackets
	}
	before, after := data[max(0, k.start-near):k.start], data[k.end:min(len(data), k.end+near)]
	return strings.ContainsAny(before, signs) || strings.ContainsAny(after, signs)
}

// patched reports whether k changes its style or script inside: not where a
// plain capital begins it, as with small capitals.
func (k costume) patched() bool {
	first, _ := utf8.DecodeRuneInString(k.text)
	styles := len(k.styles)
	if k.count[plain] == 1 && unicode.IsUpper(first) || k.count[smallCapital] > 0 && k.count[plain] > 0 {
		styles--
	}
	return styles > 1 && k.letters >= 4 || k.scripts.mixed()
}
