package gloss

import "unicode/utf8"

// A slot is one byte of the text before the insertion.
type slot struct {
	value   byte
	reading string // if the byte is lost: it and the byte before were taken for a character read so
	lost    bool   // with nothing to tell
}

// longestShift is how many bytes are followed behind a split. In traditional
// text every tenth character sets the bytes right again.
const longestShift = 128

// A walk collects the bytes behind a split from what is shown. The first slot
// belongs to the character in front of it.
type walk struct {
	codec   *codec
	passage *passage
	next    int // group of the passage
	at      int // in the paragraph's Data
	slots   []slot
	letters bool // take an ASCII letter for a second byte, not for text
}

// aligned reports whether the bytes so far are whole characters.
func (w *walk) aligned() bool { return len(w.slots)%2 == 1 }

// run walks until the bytes are aligned. It fails where the text does not say
// what bytes it was made from.
func (w *walk) run() bool {
	for !w.aligned() {
		if len(w.slots) > longestShift || !w.step() {
			return false
		}
	}
	return true
}

// following is the character behind what has been walked over.
func (w *walk) following() rune {
	r, _ := utf8.DecodeRuneInString(w.passage.block.Data[w.at:])
	return r
}

func (w *walk) step() bool {
	b := w.passage.block
	if w.next < len(w.passage.groups) && w.passage.groups[w.next].start == w.at {
		w.takeGroup()
		return true
	}
	if w.at == len(b.Data) || b.NodeAt(w.at) != b.NodeAt(w.at-1) {
		return w.lose()
	}
	switch r, size := utf8.DecodeRuneInString(b.Data[w.at:]); {
	case r < 0x40 || r < utf8.RuneSelf && !w.letters:
		return w.lose()
	case r < utf8.RuneSelf:
		w.slots = append(w.slots, slot{value: byte(r)})
		w.at += size
		return true
	case r == utf8.RuneError:
		w.at += size
		return w.lose() && (w.at == len(b.Data) || b.Data[w.at] < utf8.RuneSelf)
	default:
		pair, ok := w.codec.encode(r)
		w.slots = append(w.slots, slot{value: pair[0]}, slot{value: pair[1]})
		w.at += size
		return ok
	}
}

// lose notes a byte that found no partner: the text goes on with ASCII, with
// markup or not at all.
func (w *walk) lose() bool {
	w.slots = append(w.slots, slot{lost: true})
	return true
}

// takeGroup passes over the next group. One that is whole was inserted between
// two bytes that are shown as a character; any other has cost a byte.
func (w *walk) takeGroup() {
	g := w.passage.groups[w.next]
	w.next++
	w.at = g.end
	if g.sort == stray {
		w.slots = append(w.slots, slot{reading: g.reading})
	}
}
