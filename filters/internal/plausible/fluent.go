package plausible

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fluent reports whether word could stand in a text as it is: each run of its
// letters is of one script and uses the letters of one language, characters in
// daily use if they are ideographs, and no sign stands inside a word. U+FFFD
// counts as anything. ASCII is always fluent.
func Fluent(word string) bool {
	table := classes()
	for i := 0; i < len(word); {
		if word[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		if c := classIn(table, r); !isTame(r, c) {
			return false
		}
		i += size
	}
	ok := true
	segments(word, func(s string) { ok = ok && fluentRun(s) })
	return ok
}

// Spelt reports whether word is fluent and each run of its letters uses those
// of one language alone.
func Spelt(word string) bool {
	if !Fluent(word) {
		return false
	}
	ok := true
	segments(word, func(s string) {
		var room paper
		if w := spell(s, &room); tabled(w.script) {
			ok = ok && w.speakers()&sets().of[w.script] != 0
		}
	})
	return ok
}

// isTame lets pass what fluent text may hold.
func isTame(r rune, c class) bool {
	switch {
	case c.kind == letter || r == utf8.RuneError:
		return true
	case c.kind == mark:
		return true
	case r >= 0x1F000 && r < 0x1FAFF || r >= 0x2600 && r < 0x27C0 || r == 0xFE0F:
		return true // emoji
	}
	return c.cost <= symbolCost
}

// fluentRun judges a run without ASCII signs.
func fluentRun(s string) bool {
	var room paper
	w := spell(s, &room)
	if w.letters == 0 {
		return true
	}
	rare := 0
	for i, c := range w.class {
		switch {
		case c.kind == mark && tabled(w.script) && (i == 0 || !composes(w.runes[i-1], w.runes[i])):
			return false
		case c.kind == sign && c.cost != lostCost && w.isLetter(i+1) && w.script != cjk && (w.isLetter(i-1) || isFinal(w.runes[i])):
			return false
		case c.kind != letter:
		case c.script != w.script:
			return false
		case c.script == cjk && ideographCost(w.runes[i]) == noLevel:
			rare++
		}
	}
	switch {
	case w.script == cjk:
		return rare*5 <= w.letters
	case !tabled(w.script):
		return w.letters > 1 && w.isClose()
	}
	return w.someLanguage()
}

// composes reports whether Unicode has one character for base and mark.
func composes(base, mark rune) bool {
	return utf8.RuneCountInString(norm.NFC.String(string([]rune{base, mark}))) == 1
}

// isClose reports whether the letters of a script without tables come from
// neighbouring blocks of 128.
func (w *spelling) isClose() bool {
	first := rune(-1)
	for i, r := range w.runes {
		if w.class[i].kind != letter {
			continue
		}
		if first < 0 {
			first = r >> 7
		}
		if d := r>>7 - first; d < -2 || d > 2 {
			return false
		}
	}
	return true
}

// segments cuts word at ASCII signs; a question mark may have been a letter.
func segments(word string, visit func(string)) {
	start := 0
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '?' || c == '\'' {
			continue
		}
		if start < i {
			visit(word[start:i])
		}
		start = i + 1
	}
	if start < len(word) {
		visit(word[start:])
	}
}

// isFinal reports whether r never stands before a word.
func isFinal(r rune) bool {
	switch r {
	case '©', '®', '™', '¶', '¼', '½', '¾', '¹', '²', '³', '¢', '¥', '¦', '¬', '¨', '¯', '¸', '±', '×', '÷':
		return true
	}
	return false
}
