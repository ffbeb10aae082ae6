package mojibake

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A mask holds one bit for each charset that text is read as, in the order in
// which pairs names them first.
type mask uint32

// An imageTable says what each character of the BMP may be.
type imageTable struct {
	of     []image
	multi  mask // charsets of more than one byte
	legacy mask // charsets that text not written in UTF-8 is read in
	blank  mask // common charsets with the no-break space of Latin-1
}

// An image says in which charsets a character exists, and in which it is what
// the first byte of a UTF-8 character of two, three or four bytes looks like, or
// a later one.
type image struct {
	exists, next mask
	first        [3]mask
}

var table = sync.OnceValue(func() *imageTable {
	t := &imageTable{of: make([]image, 0x10000)}
	for _, p := range pairs() {
		if p.written == nil {
			if p.read.multi {
				t.multi |= p.bit
			} else if p.read.code[0xA0] == 0xA0 && isCommon(p.readAs) {
				t.blank |= p.bit
			}
			t.add(p.read, p.bit)
		} else {
			t.legacy |= p.bit
		}
	}
	return t
})

func (t *imageTable) add(c *charset, bit mask) {
	for r, code := range c.code {
		if code == 0 {
			continue
		}
		of := &t.of[r]
		of.exists |= bit
		lead := byte(code)
		if code > 0xFF {
			lead = byte(code >> 8)
		}
		if c.multi { // a rough sieve: each character is two bytes
			of.next |= bit
			if lead >= 0xC2 && lead <= 0xF4 && (code <= 0xFF || isNext(byte(code))) {
				of.first[0] |= bit
			}
			continue
		}
		switch {
		case isNext(lead):
			of.next |= bit
		case lead >= 0xC2 && lead < 0xE0:
			of.first[0] |= bit
		case lead >= 0xE0 && lead < 0xF0:
			of.first[1] |= bit
		case lead >= 0xF0 && lead < 0xF5:
			of.first[2] |= bit
		}
	}
}

func isNext(b byte) bool { return b >= 0x80 && b < 0xC0 }

// look returns the charsets in which all of text exists, lost characters
// aside, and those in which some of it may be an image of UTF-8.
func (t *imageTable) look(text string) (exists, image mask) {
	exists = ^mask(0)
	var one, two, three mask // charsets in which so many bytes are to follow
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			if text[i] == '?' {
				image |= one | two | three
			}
			one, two, three = 0, 0, 0
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r == utf8.RuneError {
			image |= one | two | three
		}
		if r > 0xFFFF {
			exists, one, two, three = 0, 0, 0, 0
			continue
		}
		of := &t.of[r]
		exists &= of.exists
		image |= one&of.next | of.first[0]&t.multi
		one, two, three = two&of.next|of.first[0], three&of.next|of.first[1], of.first[2]
	}
	return exists, image
}

// mayBeImage reports whether some mistake in pairs can have made text, or it
// holds what was lost.
func (t *imageTable) mayBeImage(text string) bool {
	exists, image := t.look(text)
	if image != 0 || exists&t.legacy != 0 {
		return true
	}
	start, end := trim(text)
	exists, _ = t.look(text[start:end])
	return exists&t.legacy != 0
}

// endsBlank reports whether text may hold an image of two characters, the
// second of which readers do not see: a no-break space or a soft hyphen.
func (t *imageTable) endsBlank(text string) bool {
	if strings.IndexByte(text, 0xA0) < 0 && strings.IndexByte(text, 0xAD) < 0 {
		return false
	}
	last := rune(0)
	for _, r := range text {
		if (r == 0xA0 || r == 0xAD) && last <= 0xFFFF && t.of[last].first[0]&t.blank != 0 {
			return true
		}
		last = r
	}
	return false
}

// able are the pairs that may explain text.
func (r *reader) able(text string) []*pair {
	t := table()
	exists, image := t.look(text)
	if !r.proven {
		start, end := trim(text)
		inner, _ := t.look(text[start:end])
		exists |= inner
		if isPatched(text) {
			inner, _ = t.look(unpatched(text))
			exists |= inner &^ t.multi
		}
	}
	all := make([]*pair, 0, len(r.pairs))
	for _, p := range r.pairs {
		if p.written == nil && image&p.bit != 0 || p.written != nil && exists&p.bit != 0 {
			all = append(all, p)
		}
	}
	return all
}
