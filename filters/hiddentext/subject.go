package hiddentext

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/score"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A subject is what the article itself says, to be compared with what is
// hidden in it.
type subject struct {
	words   map[string]bool
	letters letters
}

// enoughRead is how many bytes of an article show what it is about.
const enoughRead = 32 << 10

// gatherSubject reads what readers see, and what only a script hides, without
// the given elements.
func gatherSubject(doc *article.Document, without map[*html.Node]bool) *subject {
	s := &subject{words: map[string]bool{}}
	read := 0
	for _, t := range doc.Texts {
		if read > enoughRead {
			break
		}
		if isRead(doc, t.Node, without) {
			read += len(t.Data)
			s.add(t.Data)
		}
	}
	s.add(doc.Title)
	return s
}

func (s *subject) add(text string) {
	split(text, func(word string) { s.words[word] = true })
	s.letters.count(text)
}

// isRead reports whether text n is for the reader, or titles the page.
func isRead(doc *article.Document, n *html.Node, without map[*html.Node]bool) bool {
	if n.Parent == nil || isSilent(n.Parent.DataAtom) || strings.TrimSpace(n.Data) == "" {
		return false
	}
	if n.Parent.DataAtom == atom.Title {
		return true
	}
	v := doc.Visibility(n)
	if v.State == article.Hidden || without[v.By] {
		return false
	}
	for p := n.Parent; p != nil && len(without) > 0; p = p.Parent {
		if without[p] {
			return false
		}
	}
	return true
}

// letters counts letters by script; scripts that package scripts does not name
// share the last place. hans and hant are those of one Chinese orthography
// alone.
type letters struct {
	of         [scripts.Thai + 2]int
	hans, hant int
	all        int
}

func (l *letters) count(text string) {
	for _, r := range text {
		if r >= 0x80 && !unicode.IsLetter(r) {
			continue
		}
		s := scripts.OneKana(r)
		if s == scripts.Common {
			continue
		}
		l.of[min(s, scripts.Thai+1)]++
		l.all++
		if s == scripts.Han && hanzi.Simplified(r) {
			l.hans++
		} else if s == scripts.Han && hanzi.Traditional(r) {
			l.hant++
		}
	}
}

// Bounds of what counting letters tells.
const (
	enoughLetters = 200  // fewer do not show which scripts an article uses
	foreignScript = 0.02 // share of letters below which it does not use a script
	enoughHant    = 20   // characters of traditional Chinese alone that make an article traditional
	enoughHans    = 3    // simplified ones that make a text simplified
)

// foreignTo is the share of letters in scripts that the article does not use;
// 1 for simplified Chinese below a traditional article.
func (l *letters) foreignTo(article *letters) float64 {
	if article.all < enoughLetters || l.all == 0 {
		return 0
	}
	if l.hans >= enoughHans && l.hans > 4*l.hant && article.hant >= enoughHant && article.hant > 2*article.hans {
		return 1
	}
	n := 0
	for s, count := range l.of {
		if float64(article.of[s]) < foreignScript*float64(article.all) {
			n += count
		}
	}
	return float64(n) / float64(l.all)
}

// How many different words an article, and how many short ones a text, must
// have to tell half of what they could. A language has some hundred short
// words, and a short article uses few of them.
const (
	halfArticle = 60
	halfShort   = 3
)

// compare says which share of the different words of text the article lacks,
// and how strange its language is: which share of the short words is lacking,
// by which one language is told from another, or of the letters in scripts
// that the article does not use. The fewer words there are to compare, the
// less it says.
func (s *subject) compare(text string) (unrelated, strange float64) {
	var words, short shares
	seen := map[string]bool{}
	split(text, func(word string) {
		if seen[word] {
			return
		}
		seen[word] = true
		words.count(!s.words[word])
		if isShortWord(word) {
			short.count(!s.words[word])
		}
	})
	var l letters
	l.count(text)
	known := score.Saturating(float64(len(s.words)), halfArticle)
	byWords := known * short.share() * score.Saturating(float64(short.all), halfShort)
	return known * words.share(), max(byWords, l.foreignTo(&s.letters))
}

// shares counts how many of all are so.
type shares struct{ are, all int }

func (s *shares) count(is bool) {
	s.all++
	if is {
		s.are++
	}
}

func (s *shares) share() float64 { return float64(s.are) / float64(max(1, s.all)) }
