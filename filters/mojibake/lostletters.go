package mojibake

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

// mayHaveLost reports whether text has a question mark with a letter behind
// it, or several with a space between: the fast look for lost letters.
func mayHaveLost(text string) bool {
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '?')
		if k < 0 || i+k+1 >= len(text) {
			return false
		}
		i += k + 1
		if c := text[i]; isLetter(c) || c >= utf8.RuneSelf || c == '?' {
			return true
		}
	}
}

// A gap is a word with letters turned into question marks.
type gap struct {
	passage    int
	start, end int
	text       string
	full       string // the best guess
	twin       bool   // the article has full elsewhere
	broken     bool   // a part of it can be no word
	known      bool   // a part of it is one of the article's

	alone bool    // it is believed whatever other words of the article are
	gain  float64 // nats that full saves over a missing space
}

// unspaced is what it costs, in nats, to believe that somebody forgot the
// space behind a question mark, and to believe in a lost letter.
const (
	unspaced  = 12
	lostPrior = 3
	// sureGap is what the best word must save, in nats.
	sureGap = 3
	// aloneGap is the same if the article has no other such word: of 2,000 pairs
	// of neighbours, joined by a question mark, one in 27 saves as much and has
	// no part that is a word of the article.
	aloneGap = 4
	// shortGap is the least length of a word that can be judged, in letters.
	shortGap = 5
	// leastUsed is how many words of the article have the letter that was lost,
	// if it is a single one.
	leastUsed = 2
)

// lostLetters reports words in which question marks stand for letters: many of
// them, or such as the article has in full elsewhere, or such as cannot be two
// words with the space between them forgotten.
func (s *survey) lostLetters(minWords int) []filters.Finding {
	gaps := s.gaps()
	sure, twins := map[string]bool{}, 0
	for _, g := range gaps {
		if g.twin {
			twins++
		}
		if g.gain > 0 && len(g.text) > shortestGap && (g.broken || !g.known) {
			sure[g.text] = true
		}
	}
	var found []filters.Finding
	for _, g := range gaps {
		many := g.gain > 0 && len(sure)+twins >= minWords
		if g.twin || g.alone || many {
			found = append(found, s.lostLetter(g, many))
		}
	}
	return append(found, s.lostWords()...)
}

func (s *survey) lostLetter(g gap, many bool) filters.Finding {
	p := s.passages[g.passage]
	inner := strings.TrimRight(g.text, "?")
	first, last := strings.Index(inner, "?"), strings.LastIndex(inner, "?")
	f := filters.Finding{
		Kind: LostLetters, Span: p.Span(g.start+first, g.start+last+1), Confidence: 0.85,
		Message:  "Letters of this word were replaced by question marks.",
		Evidence: map[string]any{"letters": strings.Count(g.text, "?"), "repaired": g.full, "twin": g.twin, "where": where(p)},
	}
	if !many {
		f.Confidence = 0.75
	}
	if g.twin && !p.HasMarkup(g.start, g.end) {
		f.Confidence = 0.95
		f.Fixes = []filters.Fix{{
			Message: "write the word as elsewhere in the article",
			Edits:   passage.Edits(p, []passage.Change{{Start: g.start, End: g.end, New: g.full}}),
		}}
	}
	return f
}

// gaps lists words with a question mark between letters or before them, in order.
func (s *survey) gaps() []gap {
	var all []gap
	var words *lexicon
	for k := range s.passages {
		p := s.passages[k]
		if p.Attribute || !mayHaveLost(p.Text) {
			continue
		}
		eachWord(p.Text, func(start, end int) {
			text := p.Text[start:end]
			if !isGap(text) {
				return
			}
			if words == nil {
				words = s.lexicon()
			}
			g := gap{passage: k, start: start, end: end, text: text}
			if s.complete(&g, words); g.twin || g.gain > 0 || g.alone {
				all = append(all, g)
			}
		})
	}
	return all
}

// complete finds what g was, and how sure that is.
func (s *survey) complete(g *gap, words *lexicon) {
	core := strings.TrimRight(g.text, "?")
	g.broken, g.known = words.parts(core)
	length := utf8.RuneCountInString(core)
	full := words.full[strings.ReplaceAll(strings.ToLower(core), "?", "\x01")]
	long := length >= shortGap || core[0] == '?' && length >= shortGap-1
	if full != "" && (long || g.broken) && (core[0] != '?' || !g.known) {
		g.twin, g.full = true, likeCase(full, g.text)
		return
	}
	if core[0] == '?' {
		return
	}
	g.full, g.gain = s.guess(core)
	if length < shortGap && !g.broken {
		g.gain = 0
	}
	g.alone = g.gain > 0 && length > shortestGap && (g.broken || g.gain >= aloneGap && !g.known) && words.used(core, g.full) >= leastUsed
}

// eachWord visits runs without white space and signs other than "?" and "-".
func eachWord(text string, visit func(start, end int)) {
	start := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '?' || r == '/' || r == '.' && i+1 < len(text) && text[i+1] > ' ' || r == '=' || r == '&' || r == '_' || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			visit(start, i)
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(text))
	}
}

// isGap asks for letters on both sides of each lot of at most two question
// marks, or behind the first, small ones, and for none of the signs of an address.
func isGap(text string) bool {
	text = strings.TrimRight(text, "?")
	inner := strings.Index(text, "?")
	if inner < 0 || utf8.RuneCountInString(text) < shortestGap || strings.ContainsAny(text, "/.=&_0123456789") || strings.Contains(text, "???") {
		return false
	}
	after := false
	for _, r := range text {
		if after && unicode.IsUpper(r) {
			return false
		}
		after = r == '?'
	}
	return true
}

// shortestGap is the length of a word that can be judged if the article has it
// in full, in letters.
const shortestGap = 3

// likeCase gives word the capitals of text, and its question marks at the end.
func likeCase(word, text string) string {
	if r, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(r) {
		first, size := utf8.DecodeRuneInString(word)
		word = string(unicode.ToUpper(first)) + word[size:]
	}
	return word + text[len(strings.TrimRight(text, "?")):]
}

// guess fills the gaps of text with the letters that make the best word of the
// article's language, and says what that saves over two sentences without a
// space between them. A word that no letter beyond ASCII improves was none.
func (s *survey) guess(text string) (string, float64) {
	home := s.listen()
	apart := float64(unspaced)
	for _, part := range strings.Split(text, "?") {
		apart += home.Cost(part)
	}
	best, full := math.Inf(1), ""
	try := func(word string) {
		if cost := home.Cost(word) + lostPrior; cost < best {
			best, full = cost, word
		}
	}
	marked := home.Marked()
	for _, r := range marked {
		try(strings.ReplaceAll(text, "?", string(r)))
	}
	if gaps := questionMarks(text); full != "" && len(gaps) > 1 {
		for _, k := range gaps {
			for _, r := range marked {
				try(replaced(full, k, r))
			}
		}
	}
	if best >= apart-sureGap {
		return "", 0
	}
	return full, apart - best
}

// replaced is word with its k-th character replaced by r.
func replaced(word string, k int, r rune) string {
	all := []rune(word)
	all[k] = r
	return string(all)
}

// questionMarks says which characters of text are question marks.
func questionMarks(text string) []int {
	var all []int
	for k, r := range []rune(text) {
		if r == '?' {
			all = append(all, k)
		}
	}
	return all
}
