package homoglyph

import (
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// suspects are the words of a block that are worth a second look.
type suspects struct {
	words  []word  // that mix scripts, hold styled letters or look Latin without being so
	chains []chain // of single letters
	leet   []word  // with a digit between letters
	total  int     // words of the block
	han    bool    // it holds text in an East Asian script
}

func (s suspects) none() bool { return len(s.words)+len(s.chains)+len(s.leet) == 0 }

// A reading walks once through a block.
type reading struct {
	suspects
	c        *checker
	data     string
	w        word
	inside   bool // a word
	leetness uint8
	chain    chain
}

// letterOf tells what an ASCII character is: bit 0 for a letter, bit 1 for a
// digit, bit 2 for a letter whose shape is Latin only.
var letterOf = func() (table [utf8.RuneSelf]uint8) {
	for c := range table {
		switch r := rune(c); {
		case '0' <= r && r <= '9':
			table[c] = 2
		case 'a' <= r|0x20 && r|0x20 <= 'z' && ambiguousLatin(r):
			table[c] = 1
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			table[c] = 1 | 4
		}
	}
	return table
}()

// read finds the suspects of a block and adds its letters to the profile.
func (c *checker) read(data string) suspects {
	r := reading{c: c, data: data, chain: chain{words: c.room[:0]}}
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			if i = r.ascii(i); i < len(data) && data[i] < utf8.RuneSelf {
				r.end(i)
				i++
			}
			continue
		}
		char, size := utf8.DecodeRuneInString(data[i:])
		r.char(char, i)
		i += size
	}
	r.end(len(data))
	r.endChain()
	c.room = r.chain.words
	return r.suspects
}

// ascii reads letters and digits from i on and returns where they end.
func (r *reading) ascii(i int) int {
	data, from, digits, own := r.data, i, 0, 0
	for ; i < len(data) && data[i] < utf8.RuneSelf; i++ {
		t := letterOf[data[i]]
		if t == 0 {
			break
		}
		digits += int(t >> 1 & 1)
		own += int(t >> 2)
	}
	if i == from {
		return i
	}
	r.begin(from)
	r.w.digits += digits
	if letters := i - from - digits; letters > 0 {
		r.w.letters += letters
		r.w.scripts = r.w.scripts.with(scripts.Latin)
		r.c.profile[scripts.Latin] += own
	}
	r.takeLeet(data[from:i], digits)
	return i
}

// takeLeet notes in bits 0 to 2 of leetness whether the word has a letter, a
// digit behind one, and a letter behind that.
func (r *reading) takeLeet(run string, digits int) {
	if digits == 0 && r.leetness < 2 {
		r.leetness = 1
		return
	}
	for i := range len(run) {
		if letterOf[run[i]]&1 != 0 {
			r.leetness |= 1 | r.leetness>>1&1<<2
		} else {
			r.leetness |= r.leetness & 1 << 1
		}
	}
}

func (r *reading) begin(at int) {
	if !r.inside {
		r.inside = true
		r.w = word{start: at, nth: r.total}
		r.total++
	}
}

// char reads a character that is not ASCII.
func (r *reading) char(char rune, at int) {
	role, script := roleOf(char)
	switch role {
	case separator:
		r.end(at)
		r.han = r.han || script.EastAsian() || 0x3041 <= char && char <= 0x9FFF || 0xAC00 <= char && char <= 0xD7A3
	case letter:
		r.begin(at)
		r.w.letter(char, script, &r.c.profile)
	case styledLetterOrDigit:
		if !r.inside && isRegional(char) && r.isFlags(at) {
			return
		}
		r.begin(at)
		r.w.styledChar(char, &r.c.profile)
	}
}

func isRegional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// isFlags reports whether the regional indicators around at are flags, two and
// two.
func (r *reading) isFlags(at int) bool {
	const size = 4
	from, to := at, at
	for from >= size && isRegional(decode(r.data[from-size:])) && to-from < 64 {
		from -= size
	}
	for isRegional(decode(r.data[to:])) && to-from < 64 {
		to += size
	}
	if (to-from)%(2*size) != 0 {
		return false
	}
	for ; from < to; from += 2 * size {
		if !isFlag(decode(r.data[from:]), decode(r.data[from+size:])) {
			return false
		}
	}
	return true
}

func decode(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// end ends the word, if there is one, before at.
func (r *reading) end(at int) {
	if !r.inside {
		return
	}
	r.inside = false
	w := &r.w
	w.end = at
	if w.letters+w.digits == 1 || len(r.chain.words) > 0 {
		r.link(w)
	}
	leet := r.leetness&4 != 0
	r.leetness = 0
	foreign := w.letters > 1 && w.lookalikes == w.letters
	switch {
	case w.styled > 0, w.scripts.mixed(), foreign:
		r.words = append(r.words, *w)
	case leet && w.letters >= leastLeet-w.digits && w.end-w.start <= longestName:
		r.leet = append(r.leet, *w)
	}
}
