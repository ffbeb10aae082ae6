package invisible

import "github.com/presscheck/presscheck/filters/internal/scripts"

// A class says what an unseen character is for.
type class uint8

const (
	visible class = iota
	zeroWidth
	joiner
	softHyphen
	directionMark
	directionControl
	tag
	selector
	annotation
	oddSpace
	stacked    // a combining mark on top of several others
	decoration // one that no orthography uses on letter after letter
)

// classOf sorts characters by their use: Unicode 15.0, UnicodeData.txt and
// PropList.txt (Default_Ignorable_Code_Point), without what scripts need
// (Khmer inherent vowels) or layout (no-break spaces).
func classOf(r rune) class {
	switch {
	case r == 0xAD:
		return softHyphen
	case r < 0x300:
		return visible
	case r == 0x34F, r == 0x115F, r == 0x1160, r == 0x180E, r == 0x200B, r == 0x3164, r == 0xFEFF, r == 0xFFA0,
		0x2060 <= r && r <= 0x2064, 0x206A <= r && r <= 0x206F, 0x1D173 <= r && r <= 0x1D17A:
		return zeroWidth
	case r == 0x200C, r == 0x200D:
		return joiner
	case r == 0x61C, r == 0x200E, r == 0x200F:
		return directionMark
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return directionControl
	case 0x180B <= r && r <= 0x180D, 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		return selector
	case 0xFFF9 <= r && r <= 0xFFFB:
		return annotation
	case 0xE0000 <= r && r <= 0xE007F:
		return tag
	case 0x2000 <= r && r <= 0x200A, r == 0x202F, r == 0x1680, r == 0x205F, r == 0x2800, r == 0x3000:
		return oddSpace
	}
	return visible
}

// isStackable lists the combining marks that belong to no script in
// particular: the blocks Combining Diacritical Marks, its Extended and
// Supplement, those for Symbols, Combining Half Marks, and two that enclose.
func isStackable(r rune) bool {
	switch {
	case 0x300 <= r && r <= 0x36F, 0x1AB0 <= r && r <= 0x1AFF, 0x1DC0 <= r && r <= 0x1DFF,
		0x20D0 <= r && r <= 0x20FF, r == 0x488, r == 0x489, 0xFE20 <= r && r <= 0xFE2F:
		return r != 0x34F
	}
	return false
}

// isPlain reports whether r is a letter of an alphabet that needs nothing
// invisible between its letters, or a styled Latin one.
func isPlain(r rune) bool {
	switch {
	case 0x1D400 <= r && r <= 0x1D7FF, 0xFF21 <= r && r <= 0xFF3A, 0xFF41 <= r && r <= 0xFF5A, 0x24B6 <= r && r <= 0x24E9,
		0x1F130 <= r && r <= 0x1F189:
		return true
	}
	return scripts.Of(r).Alphabetic()
}

// isDecoration lists the combining marks that serve to underline, strike out,
// enclose and adorn. Transliteration and phonetics use some of them on single
// letters. The keycap is left out, which emoji need.
func isDecoration(r rune) bool {
	switch {
	case r == 0x305, r == 0x332, r == 0x333, r == 0x488, r == 0x489, 0x334 <= r && r <= 0x338, 0x33D <= r && r <= 0x33F,
		0x346 <= r && r <= 0x34E, 0x350 <= r && r <= 0x362, 0x20D0 <= r && r <= 0x20F0 && r != 0x20E3:
		return true
	}
	return false
}
