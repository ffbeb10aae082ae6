package mojibake

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A charset is a legacy encoding in both directions, unpacked from the tables
// of golang.org/x/text v0.43.0, which are those of the WHATWG Encoding
// Standard and of Unicode's MAPPINGS.
type charset struct {
	name  string
	multi bool
	code  []uint16 // by character of the BMP, 0 for none: one byte, or two as lead<<8 | trail
	char  []rune   // by code, 0 for none
}

// charsets are unpacked one by one, when first asked for.
var charsets = func() map[string]func() *charset {
	all := map[string]func() *charset{}
	for name, table := range map[string]*charmap.Charmap{
		"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
		"windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255,
		"windows-1256": charmap.Windows1256, "windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258,
		"windows-874": charmap.Windows874, "iso-8859-1": charmap.ISO8859_1, "iso-8859-2": charmap.ISO8859_2,
		"iso-8859-5": charmap.ISO8859_5, "iso-8859-7": charmap.ISO8859_7, "iso-8859-9": charmap.ISO8859_9,
		"iso-8859-15": charmap.ISO8859_15, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
		"ibm437": charmap.CodePage437, "ibm850": charmap.CodePage850, "ibm852": charmap.CodePage852,
		"ibm866": charmap.CodePage866, "macintosh": charmap.Macintosh, "x-mac-cyrillic": charmap.MacintoshCyrillic,
	} {
		all[name] = sync.OnceValue(func() *charset { return single(name, table) })
	}
	for name, e := range map[string]encoding.Encoding{
		"gbk": simplifiedchinese.GBK, "big5": traditionalchinese.Big5, "shift_jis": japanese.ShiftJIS,
		"euc-jp": japanese.EUCJP, "euc-kr": korean.EUCKR,
	} {
		all[name] = sync.OnceValue(func() *charset { return multi(name, e) })
	}
	return all
}()

func single(name string, table *charmap.Charmap) *charset {
	c := &charset{name: name, code: make([]uint16, 0x10000), char: make([]rune, 0x100)}
	for b := 0x80; b < 0x100; b++ {
		if r := table.DecodeByte(byte(b)); r != utf8.RuneError {
			c.char[b] = r
			c.code[r] = uint16(b)
		}
	}
	for b := 0x80; b < 0xA0; b++ { // many decoders let a byte through that means nothing to them
		if c.code[b] == 0 {
			c.code[b] = uint16(b)
		}
	}
	return c
}

// multi decodes every pair of bytes, each on a line of its own, all at once. A
// character of three bytes may swallow one line end, hence two.
func multi(name string, e encoding.Encoding) *charset {
	c := &charset{name: name, multi: true, code: make([]uint16, 0x10000), char: make([]rune, 0x10000)}
	var codes []int
	var raw []byte
	for a := 0x80; a <= 0xFF; a++ {
		codes = append(codes, a)
		raw = append(raw, byte(a), '\n', '\n')
		for b := 0x40; b <= 0xFF; b++ {
			codes = append(codes, a<<8|b)
			raw = append(raw, byte(a), byte(b), '\n', '\n')
		}
	}
	decoded, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return c
	}
	for i, line := range bytes.FieldsFunc(decoded, func(r rune) bool { return r == '\n' }) {
		r, size := utf8.DecodeRune(line)
		if i >= len(codes) || size != len(line) || r < 0x80 || r > 0xFFFF || r == utf8.RuneError {
			continue
		}
		c.char[codes[i]] = r
		if c.code[r] == 0 {
			c.code[r] = uint16(codes[i])
		}
	}
	return c
}

// encode appends the bytes of r; ok is false if the charset has no r.
func (c *charset) encode(to []byte, r rune) (raw []byte, ok bool) {
	switch {
	case r < 0x80:
		return append(to, byte(r)), true
	case r > 0xFFFF || c.code[r] == 0:
		return to, false
	case c.code[r] > 0xFF:
		return append(to, byte(c.code[r]>>8), byte(c.code[r])), true
	}
	return append(to, byte(c.code[r])), true
}

// decode is strict: ok is false if a byte of raw means nothing.
func (c *charset) decode(raw []byte) (text string, ok bool) {
	var room [128]byte // for words of usual length
	out := room[:0]
	for i := 0; i < len(raw); {
		b := raw[i]
		r, size := rune(b), 1
		switch {
		case b < 0x80:
		case c.char[b] != 0 && !(c.multi && i+1 < len(raw) && c.char[int(b)<<8|int(raw[i+1])] != 0):
			r = c.char[b]
		case c.multi && i+1 < len(raw):
			r, size = c.char[int(b)<<8|int(raw[i+1])], 2
		default:
			return "", false
		}
		if r == 0 && b != 0 || r >= 0x80 && r < 0xA0 {
			return "", false
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return string(out), true
}
