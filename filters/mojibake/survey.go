package mojibake

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/plausible"
)

const (
	// mostRead is how many different odd tokens are tried against every pair;
	// the rest, against the pairs that explained some of those.
	mostRead = 300

	// mostBytes bounds the same, where tokens are long.
	mostBytes = 20000

	// mostOdd bounds the work on one article.
	mostOdd = 20000
)

// A survey is what one Check knows of one article.
type survey struct {
	doc      *article.Document
	passages []*article.Passage // those worth a look
	home     *plausible.Home
	marked   string // letters beyond ASCII of its languages
	borrowed string // and those that they have from others
	reader   reader
	odd      []token // in order
	rest     []token // those that look in order, in order; once there is a reason to look at them
	all      int     // tokens
	support  map[string]*support
	minGain  float64
	korean   map[int]*pair // by passage, those that must be Korean

	references []bool // by passage, whether it has character references
	hasRest    bool
}

func newSurvey(doc *article.Document, minGain float64) *survey {
	s := &survey{doc: doc, minGain: minGain}
	all := doc.Passages()
	for k := range all {
		if p := &all[k]; mayBeDamaged(p) {
			s.passages = append(s.passages, p)
			s.references = append(s.references, p.HasReferences())
		}
	}
	return s
}

// look decides what each token was. What UTF-8 proves comes first, then what
// befell whole texts, then single words.
func (s *survey) look(ctx context.Context) error {
	s.korean = s.misreadKorean()
	if len(s.korean) == 0 && !s.isPromising() {
		return nil
	}
	if err := s.collect(ctx); err != nil || len(s.odd)+len(s.korean) == 0 && s.listen().IsAlphabetic() {
		return err
	}
	if err := s.read(ctx, true); err != nil {
		return err
	}
	s.believe(s.minGain + strong)
	if err := s.sweep(ctx); err != nil {
		return err
	}
	s.believe(s.minGain)
	if err := s.read(ctx, false); err != nil {
		return err
	}
	s.believe(s.minGain)
	s.islands()
	if !s.hasChosen() {
		return nil
	}
	s.collectRest()
	s.drop()
	return s.rule(ctx)
}

func (s *survey) hasChosen() bool {
	return slices.ContainsFunc(s.odd, func(t token) bool { return t.chosen != nil })
}

// strong is how much more a word must gain, in nats, to be believed before
// texts as a whole have been looked at.
const strong = 9

// believe settles what has been read, on a gain of minGain.
func (s *survey) believe(minGain float64) {
	usual := s.minGain
	s.minGain = minGain
	s.settle()
	s.follow()
	s.minGain = usual
}

// isPromising is the fast look: whether a mistake may have made some token.
func (s *survey) isPromising() bool {
	found := false
	for k := range s.passages {
		text := s.passages[k].Text
		s.tokens(k, func(start, end int) {
			t := text[start:end]
			found = found || !isUsual(t) && (table().mayBeImage(t) || isPatched(t))
		})
		if found {
			return true
		}
	}
	return false
}

// usualWords is how many different odd-looking words there is room for at first.
const usualWords = 100

// collect finds the odd tokens. Most words of an article occur more than once.
func (s *survey) collect(ctx context.Context) error {
	known := make(map[string]bool, usualWords)
	isOdd := func(text string) bool {
		odd, is := known[text]
		if !is {
			odd = s.isOdd(text)
			known[text] = odd
		}
		return odd
	}
	for k := range s.passages {
		if err := ctx.Err(); err != nil {
			return err
		}
		text := s.passages[k].Text
		s.tokens(k, func(start, end int) {
			s.all++
			if len(s.odd) < mostOdd && !isUsual(text[start:end]) && isOdd(text[start:end]) {
				s.odd = append(s.odd, token{passage: k, start: start, end: end, text: text[start:end]})
			}
		})
	}
	return nil
}

// tokens visits those of passage k. What is written as a character reference is
// ASCII, and has no part in the damage around it; all by itself it may be damage
// that was escaped later.
func (s *survey) tokens(k int, visit func(start, end int)) {
	p := s.passages[k]
	if !s.references[k] {
		tokens(p.Text, visit)
		return
	}
	tokens(p.Text, func(start, end int) {
		if strings.IndexByte(p.Source(start, end), '&') < 0 {
			visit(start, end)
			return
		}
		written, plain := 0, 0
		eachBeyond(p.Text[start:end], func(i, j int) {
			if p.Source(start+i, start+j)[0] == '&' {
				written++
			} else {
				plain++
			}
		})
		if written == 0 || plain == 0 {
			visit(start, end)
			return
		}
		from := start
		cut := func(to, next int) {
			if !isASCII(p.Text[from:to]) {
				visit(from, to)
			}
			from = next
		}
		eachBeyond(p.Text[start:end], func(i, j int) {
			if p.Source(start+i, start+j)[0] == '&' {
				cut(start+i, start+j)
			}
		})
		cut(end, end)
	})
}

// eachBeyond visits the characters of text that are not ASCII.
func eachBeyond(text string, visit func(i, j int)) {
	for i, r := range text {
		if r >= utf8.RuneSelf {
			_, size := utf8.DecodeRuneInString(text[i:])
			visit(i, i+size)
		}
	}
}

// collectRest lists the tokens that are not odd, once.
func (s *survey) collectRest() {
	if s.hasRest {
		return
	}
	s.hasRest = true
	s.rest = make([]token, 0, s.all)
	odd := s.odd
	for k := range s.passages {
		text := s.passages[k].Text
		s.tokens(k, func(start, end int) {
			if len(odd) > 0 && odd[0].passage == k && odd[0].start == start {
				odd = odd[1:]
				return
			}
			s.rest = append(s.rest, token{passage: k, start: start, end: end, text: text[start:end]})
		})
	}
}

// isOdd judges a token that is not usual. It listens to the article only when a token needs it: when some mistake
// could have made it.
func (s *survey) isOdd(text string) bool {
	if isPatched(text) {
		return true
	}
	return table().mayBeImage(text) && (table().endsBlank(text) || isCut(text) || isStray(text) ||
		s.listen().Odd(text) || s.listen().Foreign(text) || s.isInverted(text))
}

func (s *survey) listen() *plausible.Home {
	if s.home == nil {
		s.home = plausible.Listen(sample(s.doc))
		s.marked, s.borrowed = string(s.home.Marked()), string(s.home.Borrowed())
	}
	return s.home
}

// sample is text from all over the article.
func sample(doc *article.Document) iter.Seq[string] {
	return func(yield func(string) bool) {
		blocks := doc.Blocks()
		stride := 1 + len(blocks)/60
		for i := 0; i < len(blocks); i += stride {
			text := blocks[i].Data
			if len(text) > 200 {
				text = text[:200]
			}
			if !yield(text) {
				return
			}
		}
	}
}

// isUsual reports whether ASCII and the signs of good typography are all that
// text has, none of the signs inside a word but the apostrophe.
func isUsual(text string) bool {
	skip := asciiPrefix(text)
	if skip == len(text) {
		return true
	}
	last, beforeSign := rune(0), false
	for _, r := range text[max(0, skip-1):] {
		switch {
		case r < 0x80:
			if beforeSign && isLetter(byte(r)) {
				return false
			}
			beforeSign = false
		case r == '’' || r == '–' || r == '—' || r == 0xA0 || r == '‘':
			beforeSign = false
		case r >= 0x2013 && r <= 0x2026 || r == '«' || r == '»' || r == '·' || r == '©' || r == '®' || r == '€' || r == '£' || r == '°':
			beforeSign = last < 0x80 && isLetter(byte(last))
		default:
			return false
		}
		last = r
	}
	return true
}

// read finds the readings of the odd tokens that have none yet, with the pairs
// of UTF-8 or with the others.
func (s *survey) read(ctx context.Context, proven bool) error {
	of := legacyPairs
	if proven {
		of = provenPairs
	}
	s.reader = reader{home: s.listen(), pairs: of(), proven: proven, known: map[string][]reading{}, against: map[*pair]int{}}
	s.reader.least = strangeGain + shortest
	s.reader.marked, s.reader.borrowed = s.marked, s.borrowed
	s.reader.words = sync.OnceValue(s.words)
	s.reader.has = s.hasWord
	s.reader.usage = sync.OnceValue(s.usage)
	s.support = map[string]*support{}
	for i := range s.odd {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.odd[i].chosen != nil {
			continue
		}
		if s.reader.bytes > mostBytes || len(s.reader.known) >= mostRead {
			s.narrow(s.odd[:i])
		}
		s.odd[i].readings = s.reader.readings(s.odd[i].text, 1)
	}
	return nil
}

// words are those of the article that look in order, are not ASCII and are long
// enough for hasTwin.
func (s *survey) words() map[string]bool {
	s.collectRest()
	all := make(map[string]bool, len(s.rest)/4)
	for i := range s.rest {
		if text := s.rest[i].text; utf8.RuneCountInString(text) >= leastTwin {
			all[bare(text)] = true
		}
	}
	return all
}

// narrow keeps the pairs that the tokens read so far speak for.
func (s *survey) narrow(read []token) {
	if s.reader.narrowed {
		return
	}
	s.reader.narrowed = true
	kept := map[*pair]bool{}
	for _, t := range read {
		for _, r := range t.readings {
			if r.gain > 2 {
				for _, p := range r.route {
					kept[p] = true
				}
			}
		}
	}
	s.reader.pairs = slices.DeleteFunc(slices.Clone(s.reader.pairs), func(p *pair) bool { return !kept[p] })
}
