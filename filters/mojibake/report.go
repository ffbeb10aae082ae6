package mojibake

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

// Damaged words that nothing but a thin gap keeps apart are one place. If there
// are more than mostPlaces of them, those of a passage that stand less than
// together bytes apart are, or all of a passage.
const (
	thin       = 8   // bytes
	together   = 160 // bytes
	mostPlaces = 400
)

// wrongDecodings reports runs of tokens that one route explains.
func (s *survey) wrongDecodings() []filters.Finding {
	chosen := s.chosen()
	runs := s.runs(chosen, isThin)
	if len(runs) > mostPlaces {
		runs = s.runs(chosen, func(gap string) bool { return len(gap) <= together })
	}
	if len(runs) > mostPlaces {
		runs = s.runs(chosen, func(string) bool { return true })
	}
	gains := map[string]float64{}
	for _, t := range chosen {
		gains[t.chosen.name()] += t.chosen.gain
	}
	var found []filters.Finding
	for _, run := range runs {
		found = append(found, s.wrongDecoding(run, gains[run[0].chosen.name()]))
	}
	return found
}

// chosen are the tokens that have a reading, in order.
func (s *survey) chosen() []*token {
	var all []*token
	for i := range s.odd {
		if s.odd[i].chosen != nil {
			all = append(all, &s.odd[i])
		}
	}
	return all
}

// runs cuts tokens where the passage or the route changes, or a gap divides.
func (s *survey) runs(all []*token, joins func(gap string) bool) [][]*token {
	var runs [][]*token
	for i, t := range all {
		if i > 0 {
			last := all[i-1]
			p := s.passages[t.passage]
			if t.passage == last.passage && t.chosen.name() == last.chosen.name() && (p.Whole || joins(p.Text[last.damageEnd():t.damageStart()])) {
				runs[len(runs)-1] = append(runs[len(runs)-1], t)
				continue
			}
		}
		runs = append(runs, []*token{t})
	}
	return runs
}

// where says what part of the article a passage is: readers forgive in an
// attribute what they do not in a title.
func where(p *article.Passage) string {
	switch {
	case p.Title:
		return "title"
	case p.Attribute:
		return "attribute"
	}
	return "text"
}

// isThin reports whether a gap holds neither letters nor digits.
func isThin(gap string) bool {
	return len(gap) <= thin && !strings.ContainsFunc(gap, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// wrongDecoding reports a run of tokens, whose route saves gain in the whole article.
func (s *survey) wrongDecoding(run []*token, gain float64) filters.Finding {
	p := s.passages[run[0].passage]
	b := summary{start: run[0].damageStart(), end: run[len(run)-1].damageEnd(), onlyLost: true}
	for _, t := range run {
		b.add(p, t)
	}
	r := run[0].chosen
	wrote, read := r.route[len(r.route)-1].writtenAs, r.route[0].readAs
	f := filters.Finding{
		Kind:       WrongDecoding,
		Span:       p.Span(b.start, b.end),
		Confidence: confidence(r, gain, b.lossy),
		Message:    fmt.Sprintf("This was written in %s and read as %s%s.", wrote, read, times(r)),
		Evidence: map[string]any{
			"written_as": wrote, "read_as": read, "times": len(r.route), "repaired": excerpt(strings.Join(b.shown, " ")),
			"words": len(run), "characters": b.characters, "gain": math.Round(b.gain*10) / 10, "lossy": b.lossy,
			"where": where(p),
		},
	}
	if b.onlyLost {
		f.Kind, f.Message = LostBytes, "This is what a wrong charset makes of the sign for lost characters (U+FFFD)."
		delete(f.Evidence, "repaired")
	} else if len(b.changes) > 0 && f.Confidence >= sure {
		f.Fixes = []filters.Fix{{Message: "decode as " + wrote, Edits: passage.Edits(p, b.changes)}}
	}
	return f
}

// sure is the confidence from which on a repair is offered.
const sure = 0.85

// A summary adds up the tokens of one finding.
type summary struct {
	start, end int
	gain       float64
	characters int
	shown      []string
	changes    []passage.Change
	lossy      bool
	onlyLost   bool
}

// byteOrderMark has no business inside a text.
const byteOrderMark = "\uFEFF"

// add keeps changes only if they are exact and touch no markup.
func (b *summary) add(p *article.Passage, t *token) {
	_, _, in := differing(t.text, t.chosen.text)
	b.gain += t.chosen.gain
	b.characters += utf8.RuneCountInString(in)
	b.shown = append(b.shown, t.chosen.text)
	b.onlyLost = b.onlyLost && in != "" && strings.Trim(in, "\uFFFD") == ""
	b.lossy = b.lossy || t.chosen.lossy || strings.ContainsRune(in, utf8.RuneError)
	if !p.HasMarkup(t.start, t.end) {
		for _, c := range changes(t) {
			c.New = strings.ReplaceAll(c.New, byteOrderMark, "")
			b.changes = append(b.changes, c)
		}
	}
}

// changes turns t into its reading. What is lost in both stays as it is; if
// the mistake made U+FFFD of something else, nothing is changed.
func changes(t *token) []passage.Change {
	was, is := strings.Split(t.text, "\uFFFD"), strings.Split(t.chosen.exact, "\uFFFD")
	if len(was) != len(is) {
		return nil
	}
	var all []passage.Change
	at := t.start
	for i := range was {
		all = append(all, replacing(at, was[i], is[i])...)
		at += len(was[i]) + len("\uFFFD")
	}
	return all
}

// replacing turns was, which stands at start, into is, and leaves the ASCII in
// it as it stands in the source if both have the same.
func replacing(start int, was, is string) []passage.Change {
	from, to, in := differing(was, is)
	if from == to && in == "" {
		return nil
	}
	whole := []passage.Change{{Start: start + from, End: start + to, New: in}}
	was = was[from:to]
	var all []passage.Change
	for i, k := 0, 0; i < len(was) || k < len(in); {
		a, b := beyond(was[i:]), beyond(in[k:])
		if a == 0 || b == 0 {
			return whole
		}
		all = append(all, inStep(start+from+i, was[i:i+a], in[k:k+b])...)
		i, k = i+a, k+b
		n := common(was[i:], in[k:])
		i, k = i+n, k+n
	}
	return all
}

// inStep turns was into is, and leaves what is equal, character by character, if
// they have as many.
func inStep(start int, was, is string) []passage.Change {
	if was == is {
		return nil
	}
	whole := passage.Change{Start: start, End: start + len(was), New: is}
	if utf8.RuneCountInString(was) != utf8.RuneCountInString(is) {
		return []passage.Change{whole}
	}
	var all []passage.Change
	touching := false
	for i, k := 0, 0; i < len(was); {
		_, a := utf8.DecodeRuneInString(was[i:])
		_, b := utf8.DecodeRuneInString(is[k:])
		switch n := len(all) - 1; {
		case was[i:i+a] == is[k:k+b]:
			touching = false
		case touching:
			all[n].End, all[n].New = start+i+a, all[n].New+is[k:k+b]
		default:
			all = append(all, passage.Change{Start: start + i, End: start + i + a, New: is[k : k+b]})
			touching = true
		}
		i, k = i+a, k+b
	}
	return all
}

// common is the length of the ASCII that a and b both begin with.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// beyond is the length of what is not ASCII at the start of s.
func beyond(s string) int {
	for i := range len(s) {
		if s[i] < utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

func times(r *reading) string {
	switch len(r.route) {
	case 1:
		return ""
	case 2:
		return ", twice over"
	}
	return ", several times over"
}

// confidence grows with what the route saves, and with the proof of UTF-8.
func confidence(r *reading, gain float64, lossy bool) float64 {
	c := 0.99
	if !r.swept && !r.proven() && gain < certainGain {
		c = 0.85
	} else if gain < 2*unprovenMore {
		c = 0.95
	}
	if r.doubtful {
		c = 0.75
	}
	if lossy {
		c -= 0.05
	}
	return c
}

// excerpt is at most 80 characters of text.
func excerpt(text string) string {
	n := 0
	for i := range text {
		if n++; n > 80 {
			return text[:i] + "…"
		}
	}
	return text
}
