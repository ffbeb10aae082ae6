package mojibake

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A mask holds one bit for each charset that text is read as, in the order in
// which pairs names them first.
type mask uint32

// imageTable says of each character of the BMP, in which charsets it exists,
// and in which it is what the first byte of a UTF-8 character of two, three or
// four bytes looks like, or a later one.
type imageTable struct {
	exists, next []mask
	first        [3][]mask
	bit          map[string]mask
	multi        mask // charsets of more than one byte
	legacy       mask // charsets that text not written in UTF-8 is read in
	blank        mask // common charsets with the no-break space of Latin-1
}

var table = sync.OnceValue(func() *imageTable {
	t := &imageTable{bit: map[string]mask{}}
	for _, m := range []*[]mask{&t.exists, &t.next, &t.first[0], &t.first[1], &t.first[2]} {
		*m = make([]mask, 0x10000)
	}
	for _, p := range pairs() {
		if p.written == nil {
			t.bit[p.readAs] = p.bit
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
		t.exists[r] |= bit
		lead := byte(code)
		if code > 0xFF {
			lead = byte(code >> 8)
		}
		if c.multi { // a rough sieve: each character is two bytes
			t.next[r] |= bit
			if lead >= 0xC2 && lead <= 0xF4 && (code <= 0xFF || isNext(byte(code))) {
				t.first[0][r] |= bit
			}
			continue
		}
		switch {
		case isNext(lead):
			t.next[r] |= bit
		case lead >= 0xC2 && lead < 0xE0:
			t.first[0][r] |= bit
		case lead >= 0xE0 && lead < 0xF0:
			t.first[1][r] |= bit
		case lead >= 0xF0 && lead < 0xF5:
			t.first[2][r] |= bit
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
		exists &= t.exists[r]
		next := t.next[r]
		image |= one&next | t.first[0][r]&t.multi
		one, two, three = two&next|t.first[0][r], three&next|t.first[1][r], t.first[2][r]
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

// hasImage reports whether part of text may be an image of UTF-8.
func (t *imageTable) hasImage(text string) bool {
	_, image := t.look(text)
	return image != 0
}

// endsBlank reports whether text may hold an image of two characters, the
// second of which readers do not see: a no-break space or a soft hyphen.
func (t *imageTable) endsBlank(text string) bool {
	if strings.IndexByte(text, 0xA0) < 0 && strings.IndexByte(text, 0xAD) < 0 {
		return false
	}
	last := rune(0)
	for _, r := range text {
		if (r == 0xA0 || r == 0xAD) && last <= 0xFFFF && t.first[0][last]&t.blank != 0 {
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
	}
	var all []*pair
	for _, p := range r.pairs {
		if p.written == nil && image&p.bit != 0 || p.written != nil && exists&p.bit != 0 {
			all = append(all, p)
		}
	}
	return all
}
