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
		casino poker baccarat roulette jackpot betting bonus gacor maxwin togel scatter slots petir hoki judi
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

// leet reports a name of the list with digits for some of its letters. There is
// no fix: which letter is meant is not certain.
func (c *checker) leet(b *article.Block, w word) {
	text := b.Data[w.start:w.end]
	if !c.isName(text) {
		return
	}
	c.report(b, draft{
		kind: Leet, start: w.start, end: w.end, plain: leetLetters.Replace(strings.ToLower(text)), confidence: 0.7,
		message: fmt.Sprintf("The word %s is written with digits for letters.", quote(text)),
	})
}
