package homoglyph

import (
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/confusables"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A word is a stretch of letters and digits of a block, with the marks and
// unseen characters among them.
type word struct {
	start, end int
	nth        int // how many words of the block come before it
	letters    int // styled ones included
	digits     int
	styled     int // letters and digits
	scripts    scriptSet
	lookalikes int // letters that look like Latin ones and are not
}

// A scriptSet holds alphabets, and as one more all scripts that hardly anybody
// writes today.
type scriptSet uint16

const rare = scripts.Script(15) // stands for those scripts

func (s scriptSet) with(script scripts.Script) scriptSet { return s | 1<<min(script, rare) }

func (s scriptSet) has(script scripts.Script) bool { return s&(1<<min(script, rare)) != 0 }

func (s scriptSet) mixed() bool { return s&(s-1) != 0 }

// A role is what a character is to a word.
type role uint8

const (
	separator role = iota
	letter
	digit
	styledLetterOrDigit
	attached // marks and unseen characters
)

// roleOf says what r, which is not ASCII, is to a word. Scripts that need no
// spaces, or that add endings to foreign words, end a word: what they mix with
// Latin is no mixture inside a word.
func roleOf(r rune) (role, scripts.Script) {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF || 0xAC00 <= r && r <= 0xD7A3 || 0x3000 <= r && r <= 0x30FF || 0x590 <= r && r < 0x10A0:
		return separator, scripts.Common
	case 0x400 <= r && r < 0x482, 0x48A <= r && r < 0x530:
		return letter, scripts.Cyrillic
	case 0x38E <= r && r < 0x3E2 && r != 0x3A2:
		return letter, scripts.Greek
	case 0xC0 <= r && r < 0x250 && r != 0xD7 && r != 0xF7:
		return letter, scripts.Latin
	case r < 0xC0 && r != 0xAD, r == '…':
		return separator, scripts.Common
	case 0x2010 <= r && r <= 0x205F && r != 0x202F:
		return attachedIf(r >= 0x202A && r <= 0x202E), scripts.Common
	}
	if _, _, ok := unstyled(r); ok {
		return styledLetterOrDigit, scripts.Latin
	}
	s := scripts.Of(r)
	switch {
	case s == scripts.Common:
		return attachedIf(unicode.In(r, unicode.M, unicode.Cf, unicode.Lm)), s
	case unicode.Is(unicode.M, r):
		return attached, s
	case unicode.IsLetter(r) && (s.Alphabetic() || !s.Recommended()):
		return letter, s
	}
	return separator, s
}

func attachedIf(yes bool) role {
	if yes {
		return attached
	}
	return separator
}

// letter adds r to w and to the profile.
func (w *word) letter(r rune, s scripts.Script, p *profile) {
	w.letters++
	w.scripts = w.scripts.with(s)
	if _, ok := confusables.Latin(r); ok {
		w.lookalikes++
	} else if !ambiguousLatin(r) {
		p.count(s)
	}
}

// ambiguousLatin reports whether r is a Latin letter whose shape other scripts
// have too.
func ambiguousLatin(r rune) bool { return r < utf8.RuneSelf && confusables.Ambiguous(r) }

// styledChar adds the styled letter or digit r to w. It counts like its plain
// form, so that a repaired article is judged like the one before.
func (w *word) styledChar(r rune, p *profile) {
	w.styled++
	if l, _, _ := unstyled(r); l <= '9' {
		w.digits++
	} else {
		w.letter(l, scripts.Latin, p)
	}
}

// A profile counts the letters of an article whose shape belongs to one script
// only, by script.
type profile [rare + 1]int

func (p *profile) count(s scripts.Script) { p[min(s, rare)]++ }

// uses reports whether the article is partly written in s.
func (c *checker) uses(s scripts.Script) bool { return c.profile[min(s, rare)] >= c.OwnLetters }

// home is the alphabet that most of the article is written in.
func (p *profile) home() scripts.Script {
	home := scripts.Latin
	for s, n := range p {
		if n > p[home] {
			home = scripts.Script(s)
		}
	}
	return home
}
