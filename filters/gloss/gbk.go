package gloss

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/reading"
)

// A codec turns single characters into their two bytes of GBK (code page 936,
// as in x/text v0.43) and back. It is for one goroutine.
type codec struct {
	encoder *encoding.Encoder
	decoder *encoding.Decoder
	rows    map[byte][]rune  // see row
	pairs   map[rune][2]byte // encoded so far; zero: cannot be
}

func newCodec() *codec {
	return &codec{simplifiedchinese.GBK.NewEncoder(), simplifiedchinese.GBK.NewDecoder(), map[byte][]rune{}, map[rune][2]byte{}}
}

// encode returns the two bytes of r, false if it does not have two.
func (c *codec) encode(r rune) ([2]byte, bool) {
	if b, ok := userDefined(r); ok {
		return b, true
	}
	b, known := c.pairs[r]
	if !known {
		if s, err := c.encoder.String(string(r)); err == nil && len(s) == 2 {
			b = [2]byte{s[0], s[1]}
		}
		c.pairs[r] = b
	}
	return b, b[0] != 0
}

// userDefined returns the two bytes that browsers (WHATWG index gb18030) and
// Windows show as the private character r. Bytes that are shifted often fall
// into the areas that GBK leaves to its users: ， is A3AC.
func userDefined(r rune) ([2]byte, bool) {
	switch {
	case r >= 0xE000 && r < 0xE234: // AAA1 to AFFE
		r -= 0xE000
		return [2]byte{0xAA + byte(r/94), 0xA1 + byte(r%94)}, true
	case r >= 0xE234 && r < 0xE4C6: // F8A1 to FEFE
		r -= 0xE234
		return [2]byte{0xF8 + byte(r/94), 0xA1 + byte(r%94)}, true
	case r >= 0xE4C6 && r < 0xE766: // A140 to A7A0, without 7F
		r -= 0xE4C6
		trail := 0x40 + byte(r%96)
		if trail >= 0x7F {
			trail++
		}
		return [2]byte{0xA1 + byte(r/96), trail}, true
	}
	return [2]byte{}, false
}

// decode returns the character of two bytes, false if they are none.
func (c *codec) decode(lead, trail byte) (rune, bool) {
	s, err := c.decoder.Bytes([]byte{lead, trail})
	r, size := utf8.DecodeRune(s)
	return r, err == nil && r != utf8.RuneError && size == len(s) && lead > 0x80
}

// row lists the characters that conversion makes whose first byte is lead.
func (c *codec) row(lead byte) []rune {
	row, ok := c.rows[lead]
	if ok {
		return row
	}
	for trail := 0x40; trail < 0xFF; trail++ {
		if r, ok := c.decode(lead, byte(trail)); ok && hanzi.Converted(r) {
			row = append(row, r)
		}
	}
	c.rows[lead] = row
	return row
}

// A member is a character that the kit may have looked for.
type member struct {
	character rune
	trail     byte
}

// members lists the converted characters whose first byte is lead, whose
// second can itself begin a character, and that can be read as text.
func (c *codec) members(lead byte, text string) []member {
	var found []member
	for _, r := range c.row(lead) {
		if !reading.IsMandarin(r, text) {
			continue
		}
		if b, ok := c.encode(r); ok && b[1] > 0x80 {
			found = append(found, member{r, b[1]})
		}
	}
	return found
}
