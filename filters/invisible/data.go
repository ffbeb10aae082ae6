package invisible

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/inblock"
)

// dataRuns reports long runs of unseen characters that do not repeat a pattern.
// Newsletters push their preview text aside with hundreds of them, always the
// same few in the same order; a message has no such order.
func (c *checker) dataRuns(p passage) {
	for _, run := range p.carriers() {
		if len(run) < c.DataRun || repeats(runesOf(run)) {
			continue
		}
		evidence := map[string]any{}
		if message := bits(runesOf(run)); message != "" {
			evidence["message"] = inblock.Shorten(message, longestQuote)
		}
		c.report(p, draft{
			kind: ZeroWidth, start: run[0].at, end: run[len(run)-1].end, remove: run, confidence: 0.95,
			message:  fmt.Sprintf("A run of %d unseen characters stands here that may carry hidden data.", len(run)),
			evidence: evidence,
		})
	}
}

// carriers groups zero-width characters, joiners and direction marks with
// nothing to be seen between them. Other unseen characters may part them, which
// another rule may remove.
func (p passage) carriers() [][]mark {
	var runs [][]mark
	var run []mark
	for _, m := range p.marks {
		if m.class != zeroWidth && m.class != joiner && m.class != directionMark {
			continue
		}
		if len(run) > 0 && isSeen(p.Data[run[len(run)-1].end:m.at]) {
			runs, run = append(runs, run), nil
		}
		run = append(run, m)
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	return runs
}

func isSeen(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !isUnseen(r) && !isStackable(r) })
}

// longestPattern is that of the paddings seen in newsletters, and one more.
const longestPattern = 8

// repeats reports whether runes are one pattern over and over, cut anywhere.
func repeats(runes []rune) bool {
	for period := 1; period <= min(longestPattern, len(runes)/2); period++ {
		same := true
		for i := period; i < len(runes) && same; i++ {
			same = runes[i] == runes[i-period]
		}
		if same {
			return true
		}
	}
	return false
}

// bits reads runes of two sorts as bytes, and returns them if they are text.
func bits(runes []rune) string {
	zero, one := runes[0], rune(0)
	for _, r := range runes {
		if r != zero && one == 0 {
			one = r
		} else if r != zero && r != one {
			return ""
		}
	}
	for _, high := range []rune{one, zero} {
		var text []byte
		for i := 0; i+8 <= len(runes); i += 8 {
			b := byte(0)
			for _, r := range runes[i : i+8] {
				b <<= 1
				if r == high {
					b |= 1
				}
			}
			text = append(text, b)
		}
		if isText(text) {
			return string(text)
		}
	}
	return ""
}

func isText(b []byte) bool {
	if len(b) == 0 || !utf8.Valid(b) {
		return false
	}
	for _, r := range string(b) {
		if !unicode.IsPrint(r) && r != '\n' && r != '\t' {
			return false
		}
	}
	return true
}

// tags reports runs of tag characters, which spell a text that nobody sees and
// that programs do read, except those that name the flag of a region: a black
// flag, tags, the tag that ends them (UTS #51, emoji tag sequences).
func (c *checker) tags(p passage) {
	for _, run := range p.runs(of(tag)) {
		flag, _ := p.before(run[0].at)
		last := run[len(run)-1].r
		if flag == 0x1F3F4 && last == 0xE007F && 4 <= len(run) && len(run) <= 7 {
			continue
		}
		var message []byte
		for _, m := range run {
			if 0xE0020 <= m.r && m.r < 0xE007F {
				message = append(message, byte(m.r-0xE0000))
			}
		}
		c.report(p, draft{
			kind: TagCharacters, start: run[0].at, end: run[len(run)-1].end, remove: run, confidence: 0.98,
			message:  fmt.Sprintf("Unseen tag characters spell %s.", quote(string(message))),
			evidence: map[string]any{"message": inblock.Shorten(string(message), 4*longestQuote)},
		})
	}
}

// annotations reports interlinear annotation, which HTML has no use for: the
// text, its note, and the characters before, between and behind them. The repair
// leaves the text alone, as Unicode 15.0, section 23.8, asks of plain text.
func (c *checker) annotations(p passage) {
	for all := p.of(annotation); len(all) > 0; {
		n := 1
		for n < len(all) && all[n-1].r != 0xFFFB && all[n].r != 0xFFF9 {
			n++
		}
		c.annotation(p, all[:n])
		all = all[n:]
	}
}

func (c *checker) annotation(p passage, marks []mark) {
	first, last := marks[0], marks[len(marks)-1]
	d := draft{
		kind: Annotation, start: first.at, end: last.end, remove: marks, confidence: 0.8,
		message: "Characters for interlinear annotation stand in the text, which no page needs.",
	}
	if len(marks) == 3 && marks[1].r == 0xFFFA {
		d.evidence = map[string]any{"note": inblock.Shorten(p.Data[marks[1].end:last.at], longestQuote)}
		d.write = []inblock.Change{{Start: first.at, End: first.end}, {Start: marks[1].at, End: last.end}}
	}
	c.report(p, d)
}
