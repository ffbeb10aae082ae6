package faults

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A codec writes and reads one encoding. It is not safe for many goroutines.
type codec struct {
	table   *charmap.Charmap // of a single-byte encoding; else nil
	encoder *encoding.Encoder
	decoder *encoding.Decoder // nil, as encoder is: UTF-8
	strict  bool              // bytes without a character are not C1 controls
}

func newCodec(name string, strict bool) *codec {
	switch e := encodings()[name].(type) {
	case nil:
		return &codec{}
	case *charmap.Charmap:
		return &codec{table: e, strict: strict}
	default:
		return &codec{encoder: e.NewEncoder(), decoder: e.NewDecoder()}
	}
}

// encodings are those with a table; UTF-8 is not among them.
var encodings = sync.OnceValue(func() map[string]encoding.Encoding {
	return map[string]encoding.Encoding{
		"windows-874": charmap.Windows874, "windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251,
		"windows-1252": charmap.Windows1252, "windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254,
		"windows-1255": charmap.Windows1255, "windows-1256": charmap.Windows1256, "windows-1258": charmap.Windows1258,
		"iso-8859-1": charmap.ISO8859_1, "iso-8859-2": charmap.ISO8859_2, "iso-8859-9": charmap.ISO8859_9, "iso-8859-15": charmap.ISO8859_15,
		"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "macintosh": charmap.Macintosh,
		"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp866": charmap.CodePage866,
		"gbk": simplifiedchinese.GBK, "big5": traditionalchinese.Big5, "euc-kr": korean.EUCKR,
		"shift_jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP,
	}
})

// encode is the code of one character. ok is false if it has none.
func (c *codec) encode(text string) (code []byte, ok bool) {
	switch {
	case c.table != nil:
		char, _ := utf8.DecodeRuneInString(text)
		b, ok := c.table.EncodeRune(char)
		if !ok && 0x80 <= char && char < 0xA0 && !c.strict {
			// As browsers read it: what the table leaves out is a control.
			return []byte{byte(char)}, c.table.DecodeByte(byte(char)) == utf8.RuneError
		}
		return []byte{b}, ok
	case c.encoder != nil:
		encoded, err := c.encoder.Bytes([]byte(text))
		return encoded, err == nil
	}
	return []byte(text), utf8.ValidString(text)
}

// decode reads the first character of code. Its size is 0 if there is none.
func (c *codec) decode(code []byte) (text string, size int) {
	switch {
	case c.table != nil:
		char := c.table.DecodeByte(code[0])
		if char == utf8.RuneError && code[0] < 0xA0 && !c.strict {
			char = rune(code[0])
		}
		if char == utf8.RuneError {
			return "", 0
		}
		return string(char), 1
	case c.decoder != nil:
		return c.decodeWide(code)
	}
	char, size := utf8.DecodeRune(code)
	if char == utf8.RuneError && size == 1 {
		return "", 0
	}
	return string(code[:size]), size
}

// decodeWide reads a character of up to three bytes (EUC-JP has such).
func (c *codec) decodeWide(code []byte) (text string, size int) {
	if code[0] < utf8.RuneSelf {
		return string(rune(code[0])), 1
	}
	for size := 1; size <= min(3, len(code)); size++ {
		decoded, err := c.decoder.Bytes(code[:size])
		if err == nil && utf8.RuneCount(decoded) == 1 && string(decoded) != "\uFFFD" {
			return string(decoded), size
		}
	}
	return "", 0
}

// unreadable is how many bytes a reader gives up that finds no character: those
// of a double-byte character that does not exist, or one. ASCII is spared.
func (c *codec) unreadable(code []byte) int {
	if c.decoder != nil && len(code) > 1 && code[1] >= utf8.RuneSelf {
		return 2
	}
	return 1
}
