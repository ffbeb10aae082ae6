package homoglyph

import (
	"fmt"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// Words are looked up if they are as long as this. Shorter ones (bet, sex) turn
// up inside model numbers and names.
const (
	leastLeet   = 5
	longestName = 24
)

// defaultNames are words that spam disguises most: medicines, games of chance,
// and what Indonesian and Turkish gambling campaigns call winning. Collected
// from public comment and mail spam; a list of names, not of topics.
func defaultNames() []string {
	return strings.Fields(`viagra cialis levitra kamagra tramadol xanax valium ambien phentermine sildenafil tadalafil
		casino poker baccarat roulette jackpot betting bonus gacor maxwin togel toto scatter slot slots petir hoki judi
		sensational bandar deposit kasino bahis porno escort rolex bitcoin cuan`)
}

func nameSet(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[strings.ToLower(n)] = true
	}
	return set
}

// leetLetters are the letters that digits stand for; 1 is tried as i and as l.
var leetLetters = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b")

// isName reports whether plain, any digits taken for letters, is a name, or one
// with digits behind it.
func (c *checker) isName(plain string) bool {
	if c.names == nil {
		c.names = nameSet(c.Names)
	}
	s := strings.ToLower(plain)
	if len(s) > longestName {
		return false
	}
	for _, form := range []string{s, strings.TrimRight(s, "0123456789")} {
		if c.names[form] || c.names[leetLetters.Replace(form)] || c.names[leetLetters.Replace(strings.ReplaceAll(form, "1", "l"))] {
			return true
		}
	}
	return false
}

// leet reports a name of the list with digits for some of its letters, or
// capitals with several such digits that spell something that can be spoken.
// There is no fix: which letter is meant is not certain.
func (c *checker) leet(b *article.Block, w word) {
	text := b.Data[w.start:w.end]
	plain := leetLetters.Replace(strings.ToLower(text))
	confidence := 0.7
	if !c.isName(text) {
		if plain, confidence = c.cipher(text); confidence == 0 {
			return
		}
	}
	c.report(b, draft{
		kind: Leet, start: w.start, end: w.end, plain: plain, confidence: confidence,
		message: fmt.Sprintf("The word %s is written with digits for letters.", quote(text)),
	})
}

// cipher reads text, which is in no list, with and without the digits at its
// end, and says how sure that is: 0 for not at all.
func (c *checker) cipher(text string) (plain string, confidence float64) {
	for _, name := range []string{text, strings.TrimRight(text, "0123456789")} {
		plain = deciphered(name)
		switch {
		case c.hasName(plain):
			return plain, 0.6
		case isCipher(name) && isSpoken(plain):
			return plain, 0.5
		}
	}
	return "", 0
}

// hasName reports whether plain begins or ends with a name.
func (c *checker) hasName(plain string) bool {
	for n := range c.names {
		if len(n) < len(plain) && (strings.HasPrefix(plain, n) || strings.HasSuffix(plain, n)) {
			return true
		}
	}
	return false
}

// leastCipher is how many characters a word in no list must have, and
// cipherGroups how many groups of digits, at least, before or between letters:
// model numbers have one (GX110MX).
const (
	leastCipher  = 7
	cipherGroups = 2
)

// deciphered is the word that name, capitals and digits, spells, "" if it is
// something else.
func deciphered(name string) string {
	groups := 0
	for i, r := range name {
		switch {
		case strings.ContainsRune("0134578", r):
			if i == 0 || isCapital(name[i-1]) {
				groups++
			}
		case r > 'Z' || !isCapital(byte(r)):
			return ""
		}
	}
	if len(name) < leastCipher || groups < cipherGroups {
		return ""
	}
	return leetLetters.Replace(strings.ToLower(name))
}

// isCipher reports whether text, which is deciphered, is more letters than
// digits and has two letters side by side: serial numbers have them by turns.
func isCipher(text string) bool {
	digits, pairs := 0, 0
	for i := range text {
		if !isCapital(text[i]) {
			digits++
		} else if i > 0 && isCapital(text[i-1]) {
			pairs++
		}
	}
	return pairs > 0 && 2*digits <= len(text)
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// isSpoken reports whether s, small ASCII letters and digits behind them, is
// consonants and vowels by turns: two of either at most, and inside three.
func isSpoken(s string) bool {
	run, vowels, last := 0, 0, false
	for i, r := range strings.TrimRight(s, "0123456789") {
		if r < 'a' || r > 'z' {
			return false
		}
		vowel := strings.ContainsRune("aeiou", r)
		if run++; vowel != last {
			run = 1
		}
		if last = vowel; vowel {
			vowels++
		}
		if run > 3 || run == 3 && i < 3 {
			return false
		}
	}
	return vowels >= 2
}
