package homoglyph

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/confusables"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A mixture is a word of several scripts and the one that it can be read in.
type mixture struct {
	word
	text       string
	target     scripts.Script // in which all of its letters exist or have a twin; Common if in none
	reads      string         // in the target
	intruders  []rune         // letters of other scripts than the target
	distinct   int            // of them
	switches   int            // changes of script from letter to letter
	last       int            // where in text the last of them is
	shortest   int            // letters of the shortest stretch of one script
	interior   bool           // an intruder stands between two small letters of the target
	smallGreek bool           // all intruders are small Greek letters
}

// mixed reports words that mix scripts. Words too short to tell, and words made
// of look-alikes alone, are reported if others in the block are certain.
func (c *checker) mixed(b *article.Block, words []word) {
	certain := 0
	var waiting []mixture
	for _, w := range words {
		if w.styled > 0 || !w.scripts.mixed() && w.lookalikes < w.letters {
			continue
		}
		m := c.analyse(b.Data[w.start:w.end], w)
		if m.switches == 1 && b.NodeAt(m.start+m.last) != b.NodeAt(m.start+m.last-1) {
			continue // two words, each in an element of its own
		}
		if confidence := c.suspicion(m); confidence > 0 {
			if confidence >= 0.5 {
				certain++
			}
			c.reportMixed(b, m, confidence)
		} else if m.target == scripts.Latin && !isRoman(m.text) && c.profile.home() == scripts.Latin && !c.usesAny(m.intruders) {
			waiting = append(waiting, m)
		}
	}
	for _, m := range waiting {
		if certain > 0 && !m.smallGreek {
			c.reportMixed(b, m, 0.8)
		}
	}
}

// suspicion is the confidence that m is a disguise, 0 for a word to be left
// alone.
func (c *checker) suspicion(m mixture) float64 {
	switch {
	case isRoman(m.text):
		return 0
	case !m.scripts.mixed():
		return c.wholly(m)
	case m.target == scripts.Common:
		return c.unreadable(m)
	case m.letters < 3 || m.digits > 0 && m.letters < 4:
		return 0
	case m.target == scripts.Latin:
		return c.inLatinWord(m)
	}
	return c.inOtherWord(m)
}

// wholly judges a word of look-alikes alone in an article in Latin letters that
// does not use their script. Capitals may be somebody's initials (СССР), small
// Greek ones a Greek word (αγορα).
func (c *checker) wholly(m mixture) float64 {
	greekOrCapitals := m.scripts.has(scripts.Greek) || strings.ToUpper(m.text) == m.text && !m.scripts.has(rare)
	if m.letters < 4 || m.digits > 0 || greekOrCapitals || c.profile.home() != scripts.Latin || c.usesAny(m.intruders) {
		return 0
	}
	return 0.7
}

// unreadable judges a word that is in no script even with look-alikes replaced.
// Compounds, brands and units are such words; letter by letter changes to a
// script that nobody writes today are not.
func (c *checker) unreadable(m mixture) float64 {
	if m.scripts.has(rare) && m.switches >= 2 && m.letters >= 3 && c.profile.home() != rare && m.scripts.has(scripts.Latin) && c.profile[rare] < c.profile[scripts.Latin] {
		return 0.6
	}
	return 0
}

// inLatinWord judges a Latin word with letters of other scripts.
func (c *checker) inLatinWord(m mixture) float64 {
	used := c.usesAny(m.intruders)
	switch {
	case m.smallGreek && (!m.interior || m.letters < 4 || isPhoneticWord(m.text)):
		return 0 // α-helix, TGFβ, [kαpə]
	case m.smallGreek && used:
		return 0.3
	case m.smallGreek:
		return 0.8
	case !used && len(m.intruders) > 1:
		return 0.95
	case !used:
		return 0.9
	case m.switches == 1 && m.shortest >= 2:
		return 0.3 // МТСBank
	case m.distinct >= 2:
		return 0.7
	}
	return 0.4 // С is the key of C: Сoca-Cola
}

// inOtherWord judges a Cyrillic or Greek word with Latin letters. One sort of
// letter is a slip of the keyboard, several are not.
func (c *checker) inOtherWord(m mixture) float64 {
	if m.target == scripts.Cyrillic && strings.Trim(strings.ToLower(string(m.intruders)), "i") == "" {
		return 0 // the palochka of Caucasian languages, і on keyboards without it
	}
	home := c.profile.home()
	switch {
	case home != m.target && m.target == scripts.Greek:
		return 0 // [βaχθa]
	case home != m.target, m.switches == 1, 4*len(m.intruders) > 3*m.letters:
		return 0.3 // фoтo in an English article; Cпорт; TETЯIS, SMSка, HyperТекст
	case m.distinct >= 3 || m.distinct == 2 && len(m.intruders) >= 3:
		return 0.85
	case m.distinct == 2:
		return 0.6
	}
	return 0.3
}

// usesAny reports whether the article is partly written in a script of runes.
func (c *checker) usesAny(runes []rune) bool {
	for _, r := range runes {
		if c.uses(scripts.Of(r)) {
			return true
		}
	}
	return false
}

func (c *checker) reportMixed(b *article.Block, m mixture, confidence float64) {
	d := draft{
		kind: MixedScript, start: m.start, end: m.end, plain: m.reads, confidence: confidence,
		message: fmt.Sprintf("The word %s has letters of another script, %d of %d, that only look right.", quote(m.reads), len(m.intruders), m.letters),
		evidence: map[string]any{
			"letters": m.letters, "intruders": len(m.intruders), "distinct": m.distinct, "intruding": inblock.Points(m.intruders), "target": m.target.String(),
		},
	}
	if m.target == scripts.Common {
		d.plain, d.message = m.text, "The word mixes letters of scripts that no language mixes."
	} else {
		d.changes = m.changes()
	}
	if confidence < 0.5 && m.target != scripts.Common {
		c.typos = append(c.typos, typo{len(c.found), m, b})
	}
	c.report(b, d)
}

// changes writes the intruders in the target script.
func (m mixture) changes() []inblock.Change {
	var changes []inblock.Change
	for i, r := range m.text {
		if l, ok := confusables.In(m.target, r); ok && l != r {
			changes = append(changes, inblock.Change{Start: m.start + i, End: m.start + i + len(string(r)), New: string(l)})
		}
	}
	return changes
}

// isRoman reports whether text is a Roman numeral, however it is typed.
func isRoman(text string) bool {
	return strings.Trim(text, "IVXLCDMІХСМ") == ""
}

// isPhoneticWord reports whether text has letters of the IPA.
func isPhoneticWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return 0x250 <= r && r <= 0x2FF })
}

func isSmallGreek(r rune) bool { return scripts.Of(r) == scripts.Greek && unicode.IsLower(r) }
