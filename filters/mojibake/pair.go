package mojibake

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A pair is one mistake: text written in one charset and read in another.
type pair struct {
	readAs, writtenAs string
	read              *charset
	written           *charset // nil for UTF-8
	prior             float64  // nats by which it is rarer than others
	bit               mask     // of the charset that text is read as
}

// rarePrior is for mistakes with charsets that hardly any page was written in
// since 2000, in nats.
const rarePrior = 3

// isCommon lists the charsets that the WHATWG Encoding Standard names as the
// default of some country, and those of Unix and mail before them.
func isCommon(name string) bool {
	switch name {
	case "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-874",
		"iso-8859-1", "iso-8859-2", "koi8-r", "gbk", "big5", "shift_jis", "euc-jp", "euc-kr", "utf-8":
		return true
	}
	return false
}

func newPair(readAs, writtenAs string) *pair {
	p := &pair{readAs: readAs, writtenAs: writtenAs, read: charsets[readAs]()}
	if writtenAs != "utf-8" {
		p.written = charsets[writtenAs]()
		if !isCommon(readAs) || !isCommon(writtenAs) {
			p.prior = rarePrior
		}
	}
	return p
}

// mistakes lists, for each charset that text is read as, those that it may be
// written in besides UTF-8: the charsets that share a country, a keyboard or a
// default. Source: the pairs met in published pages, and for each platform its
// own code pages (DOS, Windows, Macintosh, Unix).
const mistakes = `
windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 windows-874 iso-8859-2 iso-8859-5 iso-8859-15 koi8-r koi8-u ibm866 ibm437 ibm850 ibm852 macintosh gbk big5 euc-kr shift_jis euc-jp
iso-8859-1 windows-1252
iso-8859-2 windows-1252 windows-1250 windows-1251 koi8-r
iso-8859-15 windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 iso-8859-2
windows-1250 windows-1252 iso-8859-2 ibm852 windows-1251 windows-1254 koi8-r gbk
windows-1251 windows-1252 windows-1250 koi8-r koi8-u ibm866 iso-8859-5 x-mac-cyrillic windows-1253 windows-1254 gbk
windows-1253 windows-1252 windows-1251
windows-1254 windows-1252 windows-1250 windows-1251 windows-1256
windows-1256 windows-1252 windows-1251
windows-1258 windows-1252
koi8-r windows-1251 ibm866 iso-8859-5 windows-1252 x-mac-cyrillic
koi8-u windows-1251
ibm866 windows-1251 koi8-r iso-8859-5 windows-1252
iso-8859-5 windows-1251 koi8-r ibm866
x-mac-cyrillic windows-1251 koi8-r ibm866
ibm437 windows-1252 windows-1250 windows-1251 ibm850 ibm866
ibm850 windows-1252 windows-1250 windows-1251 windows-1254
ibm852 windows-1250 windows-1252
macintosh windows-1252 windows-1250 windows-1251 windows-1254 gbk big5 shift_jis
gbk windows-1252 windows-1250 windows-1251 koi8-r big5 shift_jis euc-jp euc-kr
big5 windows-1252 windows-1251 gbk shift_jis euc-kr
shift_jis windows-1252 windows-1251 gbk big5 euc-jp euc-kr
euc-jp shift_jis gbk
euc-kr windows-1252 windows-1251 gbk big5 shift_jis
`

var pairs = sync.OnceValue(func() []*pair {
	var all []*pair
	bit := mask(1)
	for line := range strings.Lines(strings.TrimSpace(mistakes)) {
		names := strings.Fields(line)
		for i, name := range names {
			if i == 0 {
				name = "utf-8"
			}
			p := newPair(names[0], name)
			p.bit = bit
			all = append(all, p)
		}
		bit <<= 1
	}
	return all
})

// provenPairs are those that UTF-8 proves, legacyPairs the others.
var (
	provenPairs = sync.OnceValue(func() []*pair { return pairsOf(true) })
	legacyPairs = sync.OnceValue(func() []*pair { return pairsOf(false) })
)

func pairsOf(proven bool) []*pair {
	return slices.DeleteFunc(slices.Clone(pairs()), func(p *pair) bool { return (p.written == nil) != proven })
}

// An inversion is what a text was before the mistake, as far as it is known.
type inversion struct {
	text  string // with U+FFFD for characters of which bytes are lost
	exact string // with what is left of those, as it stands
	lossy bool   // they differ
	cuts  []cut
}

// A cut is where a character lost its last byte.
type cut struct {
	at     int  // of U+FFFD, in the text of the inversion
	prefix rune // what the bytes before say of it
}

// invert undoes the mistake in text. Written as UTF-8, what is no image of it
// is kept: the proof lies in each character. Otherwise all of text must fit.
// ok is false if text cannot be undone; it may come out as it was.
func (p *pair) invert(text string) (inversion, bool) {
	if p.written == nil {
		return p.invertUTF8(text)
	}
	var room [64]byte
	raw := room[:0]
	for _, r := range text {
		var ok bool
		if raw, ok = p.read.encode(raw, r); !ok {
			return inversion{}, false
		}
	}
	before, ok := p.written.decode(raw)
	return inversion{text: before, exact: before}, ok
}

// invertUTF8 tries at each character whether an image of UTF-8 begins there.
func (p *pair) invertUTF8(text string) (inversion, bool) {
	var seen, exact strings.Builder
	var v inversion
	found := false
	for i := 0; i < len(text); {
		before, n, part := p.image(text[i:])
		v.lossy = v.lossy || part != nil
		if prefix, ok := prefixOf(part); ok {
			v.cuts = append(v.cuts, cut{seen.Len() + len(before) - len("\uFFFD"), prefix})
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			before = text[i : i+n]
		} else {
			found = true
		}
		seen.WriteString(before)
		if part != nil {
			before = text[i : i+n]
		}
		exact.WriteString(before)
		i += n
	}
	v.text, v.exact = seen.String(), exact.String()
	return v, found
}

// prefixOf is what all bytes but the last of a character of UTF-8 say of it.
func prefixOf(part []byte) (r rune, ok bool) {
	switch {
	case len(part) == 1 && part[0] < 0xE0:
		return rune(part[0] & 0x1F), true
	case len(part) == 2 && part[0] < 0xF0:
		return rune(part[0]&0x0F)<<6 | rune(part[1]&0x3F), true
	}
	return 0, false
}

// image reads the characters at the start of text that are the bytes of whole
// UTF-8 characters: what those are, and the length read, 0 for none. Where a sign
// for lost bytes stands, part is what came of the character before it.
func (p *pair) image(text string) (before string, length int, part []byte) {
	var u utf8Reader
	var room [8]byte
	for i, r := range text {
		size := utf8.RuneLen(r)
		raw, ok := p.read.encode(room[:0], r)
		if i == 0 && (!ok || raw[0] < 0xC2 || raw[0] > 0xF4) {
			return "", 0, nil
		}
		if isLost(r) && u.started() {
			if length > 0 {
				return before, length, nil
			}
			return u.text() + "\uFFFD", i + p.lost(text[i:], u.missing()), u.part
		}
		if !ok || !u.feed(raw) {
			break
		}
		if u.complete() {
			before, length = u.text(), i+size
			if !p.read.multi {
				break
			}
		}
	}
	return before, length, nil
}

// isLost reports whether r may stand for bytes that were thrown away.
func isLost(r rune) bool { return r == utf8.RuneError || r == '?' }

// lost is the length of what is left at the start of text of a character of
// UTF-8 of which at most so many bytes are missing, one of them lost.
func (p *pair) lost(text string, missing int) int {
	length := 0
	for i, r := range text {
		raw, ok := p.read.encode(nil, r)
		if missing == 0 || !isLost(r) && (!ok || p.read.multi || !isNext(raw[0])) {
			break
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		length = i + size
		missing--
		if p.read.multi {
			break
		}
	}
	return length
}

// A utf8Reader takes bytes as they come and reads them strictly, but for
// surrogates written one by one (CESU-8), which it joins.
type utf8Reader struct {
	done []byte
	part []byte
}

func (u *utf8Reader) started() bool { return len(u.part) > 0 && len(u.part) < 3 }
func (u *utf8Reader) missing() int {
	switch first := u.part[0]; {
	case first < 0xE0:
		return 2 - len(u.part)
	case first < 0xF0:
		return 3 - len(u.part)
	}
	return 4 - len(u.part)
}
func (u *utf8Reader) complete() bool { return len(u.part) == 0 }
func (u *utf8Reader) text() string   { return string(u.done) }

// feed reports whether what was read so far may be the start of UTF-8.
func (u *utf8Reader) feed(raw []byte) bool {
	for _, b := range raw {
		u.part = append(u.part, b)
		switch r, size := utf8.DecodeRune(u.part); {
		case r != utf8.RuneError || size == 3:
			u.done, u.part = append(u.done, u.part...), u.part[:0]
		case u.part[0] == 0xED && len(u.part) > 1 && u.part[1] >= 0xA0:
			if !u.surrogates() {
				return false
			}
		case utf8.FullRune(u.part):
			return false
		}
	}
	return true
}

// surrogates reads on in ED A0..AF xx ED B0..BF xx.
func (u *utf8Reader) surrogates() bool {
	p := u.part
	for i, b := range p {
		want := [6][2]byte{{0xED, 0xED}, {0xA0, 0xAF}, {0x80, 0xBF}, {0xED, 0xED}, {0xB0, 0xBF}, {0x80, 0xBF}}[i]
		if b < want[0] || b > want[1] {
			return false
		}
	}
	if len(p) == 6 {
		r := 0x10000 + (rune(p[1]&0x0F)<<6|rune(p[2]&0x3F))<<10 + (rune(p[4]&0x0F)<<6 | rune(p[5]&0x3F))
		u.done, u.part = utf8.AppendRune(u.done, r), u.part[:0]
	}
	return true
}
