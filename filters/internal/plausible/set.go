package plausible

import "sync"

// A set holds languages by their places in the list of all, fewer than 64.
type set uint64

// members are the languages of each script, and those that have each letter.
type members struct {
	of   [scripts]set
	with [0x1F00]set // beyond, no language has any
}

var sets = sync.OnceValue(func() *members {
	var m members
	for i, l := range languages() {
		m.of[l.script] |= 1 << i
		for r := range rune(len(m.with)) {
			if l.find(r) != 0 {
				m.with[r] |= 1 << i
			}
		}
	}
	return &m
})

func (m *members) have(r rune) set {
	if int(r) < len(m.with) {
		return m.with[r]
	}
	return 0
}

// speakers are the languages that have all letters of w.
func (w *spelling) speakers() set {
	m, all := sets(), ^set(0)
	for i, r := range w.runes {
		if w.class[i].kind == letter {
			all &= m.have(r)
		}
	}
	return all
}

// someLanguage reports whether one language of its script has all letters of w
// but one, which another one has: words are borrowed with their letters.
func (w *spelling) someLanguage() bool {
	m := sets()
	all, butOne := m.of[w.script], m.of[w.script]
	for i, r := range w.runes {
		if w.class[i].kind != letter {
			continue
		}
		having := m.have(r) & m.of[w.script]
		if having == 0 {
			return false
		}
		all, butOne = all&having, butOne&having|all
	}
	return butOne != 0
}
