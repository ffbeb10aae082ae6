package mojibake

import (
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
	full       string  // the best guess
	twin       bool    // the article has full elsewhere
	gain       float64 // nats that full saves over a missing space
}

// unspaced is what it costs, in nats, to believe that somebody forgot the
// space behind a question mark, and to believe in a lost letter.
const (
	unspaced  = 12
	lostPrior = 3
	// sureGap is what the best word must save, in nats.
	sureGap = 3
	// shortGap is the least length of a word that can be judged, in letters.
	shortGap = 5
)

// lostLetters reports words in which question marks stand for letters: many of
// them, or such as the article has in full elsewhere.
func (s *survey) lostLetters(minWords int) []filters.Finding {
	gaps := s.gaps()
	sure, twins := map[string]bool{}, 0
	for _, g := range gaps {
		if g.twin {
			twins++
		}
		if g.gain > 0 {
			sure[g.text] = true
		}
	}
	var found []filters.Finding
	for _, g := range gaps {
		if g.twin || g.gain > 0 && len(sure)+twins >= minWords {
			found = append(found, s.lostLetter(g))
		}
	}
	return append(found, s.lostWords()...)
}

func (s *survey) lostLetter(g gap) filters.Finding {
	p := s.passages[g.passage]
	inner := strings.TrimRight(g.text, "?")
	first, last := strings.Index(inner, "?"), strings.LastIndex(inner, "?")
	f := filters.Finding{
		Kind: LostLetters, Span: p.Span(g.start+first, g.start+last+1), Confidence: 0.85,
		Message:  "Letters of this word were replaced by question marks.",
		Evidence: map[string]any{"letters": strings.Count(g.text, "?"), "repaired": g.full, "twin": g.twin, "where": where(p)},
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

// gaps lists words with a question mark between letters, in order.
func (s *survey) gaps() []gap {
	var all []gap
	var words map[string]string
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
				words = s.fullWords()
			}
			g := gap{passage: k, start: start, end: end, text: text}
			g.full, g.twin = words[strings.ToLower(s.pattern(text))], false
			if g.full != "" {
				g.twin, g.full = true, likeCase(g.full, text)
			} else {
				g.full, g.gain = s.guess(text)
			}
			if g.twin || g.gain > 0 {
				all = append(all, g)
			}
		})
	}
	return all
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
// marks, small ones after it, and for none of the signs of an address.
func isGap(text string) bool {
	text = strings.TrimRight(text, "?")
	inner := strings.Index(text, "?")
	if inner < 1 || utf8.RuneCountInString(text) < shortGap || strings.ContainsAny(text, "/.=&_0123456789") || strings.Contains(text, "???") {
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

// pattern is text with each question mark as U+0001, and none at its end.
func (s *survey) pattern(text string) string {
	return strings.ReplaceAll(strings.TrimRight(text, "?"), "?", "\x01")
}

// fullWords lists the patterns of the article's words that have letters beyond
// ASCII, and the word of each; "" where two words share one.
func (s *survey) fullWords() map[string]string {
	all := map[string]string{}
	for k := range s.passages {
		text := s.passages[k].Text
		eachWord(text, func(start, end int) {
			word := strings.ToLower(text[start:end])
			if isASCII(word) || strings.ContainsAny(word, "?\uFFFD") || utf8.RuneCountInString(word) < shortGap {
				return
			}
			key := strings.Map(func(r rune) rune {
				if r >= utf8.RuneSelf {
					return 1
				}
				return r
			}, word)
			if other, known := all[key]; known && other != word {
				word = ""
			}
			all[key] = word
		})
	}
	return all
}

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
	text = strings.TrimRight(text, "?")
	apart := float64(unspaced)
	for _, part := range strings.Split(text, "?") {
		apart += home.Cost(part)
	}
	best, full := apart, ""
	for _, r := range home.Marked() {
		word := strings.ReplaceAll(text, "?", string(r))
		if cost := home.Cost(word) + lostPrior; cost < best-sureGap {
			best, full = cost, word
		}
	}
	return full, apart - best
}

// lostWords reports runs of words that are question marks alone, of different
// lengths: a text in letters that a charset did not have.
func (s *survey) lostWords() []filters.Finding {
	var found []filters.Finding
	for k := range s.passages {
		p := s.passages[k]
		for i := strings.Index(p.Text, "??"); i >= 0 && i < len(p.Text); {
			end := i + len(p.Text[i:]) - len(strings.TrimLeft(p.Text[i:], "? ,.-"))
			end = i + len(strings.TrimRight(p.Text[i:end], " ,.-"))
			if isLostWords(p.Text[i:end]) && (i == 0 || !isLetter(p.Text[i-1])) {
				found = append(found, filters.Finding{
					Kind: LostLetters, Span: p.Span(i, end), Confidence: 0.7,
					Message:  "All letters of these words were replaced by question marks.",
					Evidence: map[string]any{"letters": strings.Count(p.Text[i:end], "?"), "repaired": "", "twin": false, "where": where(p)},
				})
				if p.Whole {
					break
				}
			}
			next := strings.Index(p.Text[end:], "??")
			if next < 0 {
				break
			}
			i = end + next
		}
	}
	for i := range found {
		if len(found) >= severalRuns {
			found[i].Confidence = 0.9
		}
	}
	return found
}

// severalRuns of question marks in one article are no outburst.
const severalRuns = 3

// isLostWords asks for three words of question marks, or two long ones, not
// all as long as one another.
func isLostWords(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '?' })
	lengths, long, total := map[int]bool{}, 0, 0
	for _, w := range words {
		lengths[len(w)] = true
		total += len(w)
		if len(w) >= 4 {
			long++
		}
	}
	return len(lengths) > 1 && (len(words) >= 3 && total >= 9 && long > 0 || long >= 2)
}
