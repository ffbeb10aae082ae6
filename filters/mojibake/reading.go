package mojibake

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/plausible"
)

// A reading is what a token may have been before it was damaged.
type reading struct {
	route []*pair // the mistakes, the last one first
	text  string
	exact string  // text, with what is left of characters of which bytes are lost
	gain  float64 // nats saved
	lossy bool
	swept bool // with all of its text

	doubtful bool // nothing tells where the damage begins and ends

	strange bool // the token is as no language writes it, the text in the article's own, or elsewhere in it
}

// proven reports whether all mistakes were made with UTF-8, which can hardly
// be undone by accident.
func (r *reading) proven() bool {
	return !slices.ContainsFunc(r.route, func(p *pair) bool { return p.written != nil })
}

// name identifies the route.
func (r *reading) name() string {
	var parts []string
	for _, p := range r.route {
		parts = append(parts, p.writtenAs+">"+p.readAs)
	}
	return strings.Join(parts, " ")
}

const (
	deepest      = 3 // mistakes on top of one another that are undone
	mostReadings = 4 // kept of a token
)

// A reader finds readings. It remembers what it has read.
type reader struct {
	home     *plausible.Home
	marked   string // letters beyond ASCII of the article's languages
	borrowed string // and those that they have from others
	usage    func() usage
	has      func(word string) bool // the article has it by itself
	pairs    []*pair
	proven   bool    // they are those of UTF-8
	lax      bool    // the pairs are known to be at work
	least    float64 // the cost of a token that can save enough
	known    map[string][]reading
	words    func() map[string]bool // of the article, as bare makes them

	against  map[*pair]int // tokens that a pair would make worse
	bytes    int           // read so far
	narrowed bool          // pairs that explained nothing were left out
}

// readings lists those of text that save anything, the best first.
func (r *reader) readings(text string, depth int) []reading {
	if all, known := r.known[text]; known && depth == 1 {
		return all
	}
	able := r.able(text)
	if len(able) == 0 {
		return nil
	}
	cost := r.home.Cost(text)
	if depth == 1 && cost < r.least {
		return nil
	}
	r.bytes += len(text)
	var all []reading
	type origin struct {
		charset *charset
		text    string
	}
	seen := map[origin]bool{}
	for _, p := range able {
		v, ok := p.invert(text)
		if p.written != nil && (!ok || isDressed(text) && !r.isSound(p, text, v.text)) {
			v, ok = r.trimmed(p, text)
		}
		if !ok && p.written != nil && isPatched(text) {
			v, ok = p.invertParts(text)
		}
		if ok && len(v.cuts) > 0 {
			v.text = r.fill(p, v)
		}
		if ok && v.text != text {
			from := origin{p.written, v.text}
			all = append(all, r.weigh(p, text, cost, v, depth, seen[from])...)
			seen[from] = true
		}
	}
	all = slices.DeleteFunc(all, func(v reading) bool { return v.gain <= 0 })
	slices.SortStableFunc(all, func(a, b reading) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(len(a.route), len(b.route)))
	})
	all = all[:min(len(all), mostReadings)]
	if depth == 1 {
		r.known[text] = all
	}
	return all
}

// weigh compares the costs of text and of what it may have been. A mistake
// made twice leaves a text between that need not be fluent. A known text is of
// interest for what it may have been before alone.
func (r *reader) weigh(p *pair, text string, cost float64, v inversion, depth int, known bool) []reading {
	one := reading{route: []*pair{p}, text: v.text, exact: v.exact, lossy: v.lossy}
	var all []reading
	sound := !known && r.isSound(p, text, v.text)
	again := p.written == nil && depth < deepest && len(v.text) < len(text)
	if again {
		one.gain = cost - r.home.Cost(v.text) - p.prior
	} else if sound {
		one.gain = cost - r.home.CostWithin(v.text, cost-p.prior) - p.prior
	}
	if sound {
		one.strange = r.isStrange(p, text, v.text)
		if p.written != nil && !p.written.multi && !p.read.multi {
			gain, ok := r.slip(text, v.text)
			if r.isElision(text, v.text) {
				gain, ok = elisionGain, true
			}
			one.gain += gain
			if one.strange = one.strange || ok; one.strange && r.hasTwin(v.text) {
				one.gain += twinGain
			}
		}
		all = append(all, one)
	}
	if again {
		all = append(all, r.deeper(one, depth)...)
	}
	if one.gain <= 0 && depth == 1 {
		r.against[p]++
	}
	return all
}

// isStrange reports whether no language writes a word as text, or the article
// has it elsewhere as before, and before is in the article's own.
func (r *reader) isStrange(p *pair, text, before string) bool {
	if p.written != nil && isQuoted(text, before) || p.written == nil && strings.HasPrefix(text, "Ã\u00a0") && r.home.Owns("à") {
		return true
	}
	if p.written == nil && (isForeignInside(text) || r.home.Owns(before) && (isCut(text) || isGlued(text) || !r.home.IsAlphabetic() && !r.home.Owns(text))) {
		return true
	}
	if p.written != nil && r.home.Owns(before) && (r.isMisspelt(text) || isParted(text)) {
		return true
	}
	capital := func(c rune) bool { return c >= 0x370 && unicode.IsUpper(c) } // a disguise
	if p.written != nil && isMixed(text) && isForeignInside(text) && !isMixed(before) && !strings.ContainsFunc(text, capital) {
		return true // a foreign name, but a Latin one
	}
	return r.home.Owns(before) && (isForeignInside(text) || p.written != nil && (r.home.Foreign(text) || r.hasTwin(before)))
}

// isQuoted reports whether before has a quote where text has a small letter
// before a capital, which begins its word: ìThe.
func isQuoted(text, before string) bool {
	c, size := utf8.DecodeRuneInString(text)
	quote, _ := utf8.DecodeRuneInString(before)
	next, _ := utf8.DecodeRuneInString(text[size:])
	return c >= 0x80 && unicode.IsLower(c) && next < 0x80 && unicode.IsUpper(next) && (quote == '“' || quote == '‘' || quote == '«')
}

// isSound reports whether before could be what text was. Text that UTF-8 does
// not prove must be spelt in one language; letters must turn into letters, and
// into more than one ideograph.
func (r *reader) isSound(p *pair, text, before string) bool {
	if p.written == nil {
		return plausible.Fluent(before) && !r.isHonest(text, inserted(text, before))
	}
	if p.readAs == "iso-8859-1" {
		return plausible.Fluent(before)
	}
	if isElided(before) && !isElided(text) && !strings.ContainsFunc(text, unicode.IsControl) {
		return !isMixed(text)
	}
	if isQuoted(text, before) {
		return plausible.Spelt(before)
	}
	letters, ideographs, hangul, small := 0, 0, 0, false
	for _, c := range inserted(text, before) {
		switch {
		case c >= 0x2E80:
			ideographs++
			if c >= 0xAC00 && c <= 0xD7A3 {
				hangul++
			}
		case unicode.IsLetter(c):
			if small && unicode.IsUpper(c) {
				return false
			}
			if c >= 0x80 {
				letters++
			}
		case c >= 0x80 && !isEdge(c) && !unicode.In(c, unicode.M):
			return false
		}
		small = unicode.IsLower(c)
	}
	if ideographs > 0 && r.home.IsAlphabetic() || hangul > 0 && hangul < mostlyHangul*(ideographs-hangul) {
		return false
	}
	return (letters > 0 || ideographs > 1 || ideographs > 0 && r.lax) && plausible.Spelt(before) && !isDisguise(text) && (!isMixed(text) || r.home.Owns(before) || isForeignInside(text))
}

// mostlyHangul is how many hangul there are in a Korean word for each Chinese
// character at least.
const mostlyHangul = 4

// leastTwin is the length of a word, in letters, that is hardly another one with
// one letter changed.
const leastTwin = 5

// twinGain is what it says for a word in the article's own letters, in nats, that
// the article has it elsewhere.
const twinGain = 3

// hasTwin reports whether the article has the word text elsewhere.
func (r *reader) hasTwin(text string) bool {
	word := bare(text)
	return r.words != nil && utf8.RuneCountInString(word) >= leastTwin && r.words()[word]
}

// bare is a word in small letters, without the signs around it.
func bare(text string) string {
	return strings.ToLower(strings.TrimFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }))
}

// isForeignInside reports whether a sign, a capital beyond ASCII or a letter of
// another script stands between small Latin letters, in a word of some length.
func isForeignInside(text string) bool {
	last, odd, long := rune(0), false, utf8.RuneCountInString(text) >= leastTwin
	for _, c := range text {
		small := 'a' <= c && c <= 'z'
		if odd && small {
			return true
		}
		odd = 'a' <= last && last <= 'z' && long && isForeign(c) || last < 0x80 && isLetter(byte(last)) && c >= 0x2E80
		last = c
	}
	return false
}

// isForeign reports whether c stands between small Latin letters in no language.
func isForeign(c rune) bool {
	if c < 0x80 || isEdge(c) || c == 0xAD || c == '·' || unicode.In(c, unicode.M, unicode.Cf) {
		return false
	}
	return c >= 0x370 || !unicode.IsLetter(c) || unicode.IsUpper(c)
}

// inserted is what stands in b where it differs from a.
func inserted(a, b string) string {
	_, _, in := differing(a, b)
	return in
}

// isHonest reports whether what looks like the image of a sign may be a letter
// of the article's own and the sign behind it: "В «", "É®".
func (r *reader) isHonest(text, in string) bool {
	if strings.ContainsFunc(in, func(c rune) bool { return unicode.IsLetter(c) || c >= 0x800 }) {
		return false
	}
	letters := strings.Map(func(c rune) rune {
		if c < 0x80 || !unicode.IsLetter(c) {
			return -1
		}
		return c
	}, text)
	return letters != "" && r.home.Owns(letters)
}

// isMixed reports whether letters of ASCII and of a script other than Latin
// touch in text.
func isMixed(text string) bool {
	last := rune(0)
	for _, r := range text {
		if last < 0x80 && isLetter(byte(last)) && r >= 0x370 && unicode.IsLetter(r) || last >= 0x370 && unicode.IsLetter(last) && r < 0x80 && isLetter(byte(r)) {
			return true
		}
		last = r
	}
	return false
}

// isDisguise reports whether the letters of text that are not ASCII all look
// like such: a matter for another filter, and no wrong decoding. The letters
// are those that Unicode's confusables.txt (16.0) maps to Latin ones.
func isDisguise(text string) bool {
	for _, r := range text {
		if r >= 0x370 && r < 0x530 && !strings.ContainsRune("аеорсухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈοαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", r) {
			return false
		}
	}
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x370 && r < 0x530 }) &&
		strings.ContainsFunc(text, func(r rune) bool { return r < 0x80 && isLetter(byte(r)) })
}

// longestCrossed bounds, in bytes, what is tried against every two pairs.
const longestCrossed = 300

// deeper adds what undoing another mistake saves: made with the same default, or
// with that of another platform, but not of another part of the world.
func (r *reader) deeper(one reading, depth int) []reading {
	if isASCII(one.text) || !r.home.Odd(one.text) {
		return nil
	}
	usual, last := r.pairs, one.route[0]
	again := len(one.text) > longestCrossed || depth > 1
	r.pairs = slices.DeleteFunc(slices.Clone(usual), func(p *pair) bool { return p != last && (again || p.read.multi || last.read.multi) })
	defer func() { r.pairs = usual }()
	var all []reading
	for _, next := range r.readings(one.text, depth+1) {
		next.route = append(slices.Clone(one.route), next.route...)
		next.gain += one.gain
		next.lossy = next.lossy || one.lossy
		all = append(all, next)
	}
	return all
}

// isDressed reports whether punctuation beyond ASCII stands around text.
func isDressed(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, func(c rune) bool { return c < utf8.RuneSelf && isEdge(c) }))
	return first >= utf8.RuneSelf && isEdge(first) || last >= utf8.RuneSelf && isEdge(last)
}

// trimmed inverts text without the punctuation around it.
func (r *reader) trimmed(p *pair, text string) (inversion, bool) {
	start, end := trim(text)
	if p.written == nil || start >= end || end-start == len(text) || isASCII(text[start:end]) {
		return inversion{}, false
	}
	v, ok := p.invert(text[start:end])
	v.text = text[:start] + v.text + text[end:]
	v.exact = text[:start] + v.exact + text[end:]
	return v, ok
}
