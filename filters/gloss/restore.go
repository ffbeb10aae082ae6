package gloss

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/reading"
)

// A restorer undoes insertions in the GBK bytes of one article.
type restorer struct {
	*codec
	habits habits
}

func newRestorer(doc *article.Document, found []passage) *restorer {
	r := &restorer{newCodec(), newHabits(doc, found)}
	r.habits.index(r.codec)
	return r
}

// learn adds what is restored exactly to the habits of the article, and says
// whether that may help with something else.
func (r *restorer) learn(splits []split) bool {
	exact := 0
	for _, x := range splits {
		if len(x.candidates) > 0 && x.candidates[0].exact {
			r.habits.read(string(x.group.character) + x.candidates[0].text)
			exact++
		}
	}
	r.habits.index(r.codec)
	return exact > 0 && exact < len(splits)
}

// restore finds out what stood in place of g, which is group k of p.
func (r *restorer) restore(p *passage, k int, g group) split {
	x := split{passage: p, first: k, group: g, end: g.end}
	first, ok := r.encode(g.character)
	for _, letters := range []bool{true, false} {
		w := walk{codec: r.codec, passage: p, next: k, letters: letters, slots: []slot{{value: first[1]}}}
		w.takeGroup()
		if ok && len(x.candidates) == 0 && w.run() {
			x.candidates, x.end = best(r.candidates(w.slots, g.character, w.following())), w.at
			x.takeReading()
		}
	}
	if len(x.candidates) == 0 {
		x.end = g.end
	}
	for i := range x.candidates {
		x.candidates[i].exact = x.candidates[i].exact && len(x.candidates) == 1
	}
	return x
}

func (r *restorer) candidates(slots []slot, before, after rune) []restoration {
	var all []restoration
	for _, filled := range r.fill(slots) {
		if c, ok := r.judge(filled, slots, before, after); ok {
			all = append(all, c)
		}
	}
	return all
}

// takeReading takes in a reading behind the split if it is one of the character
// that the bytes are restored to: a member of the set that was glossed before
// its own bytes were torn apart, as in 手?mán)C(jī), which was 手機.
func (x *split) takeReading() {
	rest := x.passage.block.Data[x.end:]
	i := strings.IndexByte(rest[:min(len(rest), reading.MaxBytes)], ')')
	if i < 0 || rest[0] != '(' {
		return
	}
	fitting := slices.DeleteFunc(slices.Clone(x.candidates), func(c restoration) bool {
		last, _ := utf8.DecodeLastRuneInString(c.text)
		return !hanzi.Converted(last) || !reading.IsMandarin(last, rest[1:i])
	})
	if len(fitting) > 0 {
		x.candidates, x.end = best(fitting), x.end+i+1
	}
}

func best(all []restoration) []restoration {
	slices.SortStableFunc(all, func(a, b restoration) int { return cmp.Compare(a.cost, b.cost) })
	all = slices.CompactFunc(all, func(a, b restoration) bool { return a.text == b.text })
	return all[:min(maxCandidates, len(all))]
}

// fill returns all ways to fill in the bytes that are lost, so far as there is
// something to go by.
func (r *restorer) fill(slots []slot) [][]slot {
	filled := [][]slot{slots}
	for i, s := range slots {
		if s.reading == "" && !s.lost {
			continue
		}
		var longer [][]slot
		for _, f := range filled {
			for _, value := range r.values(f[i-1].value, s) {
				g := slices.Clone(f)
				g[i].value = value
				longer = append(longer, g)
			}
		}
		filled = longer
		if len(filled) > 64 {
			return nil
		}
	}
	return filled
}

// values lists what may stand in a lost slot behind the byte lead.
func (r *restorer) values(lead byte, s slot) []byte {
	var values []byte
	if s.reading != "" {
		for _, m := range r.members(lead, s.reading) {
			values = append(values, m.trail)
		}
		return values
	}
	for _, c := range r.habits.withLead(lead) {
		if b, ok := r.encode(c); ok {
			values = append(values, b[1])
		}
	}
	return values
}

// judge decodes what filled holds in place of slots, and says how well it
// stands between the characters before and after; false if it is no Chinese
// text. A member of the kit's set that is not torn apart would have a reading.
func (r *restorer) judge(filled, slots []slot, before, after rune) (restoration, bool) {
	text := []rune{before}
	for i := 1; i < len(filled); i += 2 {
		one, ok := r.decode(filled[i].value, filled[i+1].value)
		if !ok || !isText(one) {
			return restoration{}, false
		}
		text = append(text, one)
	}
	c := restoration{text: string(text[1:]), exact: true}
	text = append(text, after)
	for k := 1; k < len(text)-1; k++ {
		lead, trail := filled[2*k-1].value, filled[2*k].value
		c.cost += 100 * r.habits.strangeness(text[k], lead, trail)
		was := slots[2*k]
		if k == 1 || was.lost || was.reading != "" {
			c.cost -= r.habits.fit(text[k-1], text[k], text[k+1])
		}
		if k > 1 && was.reading == "" && r.habits.glossed[text[k]] {
			c.cost += 300
		}
		c.exact = c.exact && !was.lost
	}
	c.member, _ = r.decode(filled[0].value, filled[1].value)
	if !r.habits.glossed[c.member] {
		c.cost += 50
	}
	return c, true
}

// isText reports whether r may stand in Chinese text: a Chinese character or
// the punctuation that GBK has for it.
func isText(r rune) bool {
	return hanzi.Is(r) || r >= 0x3000 && r <= 0x3020 || r >= 0xFF01 && r <= 0xFF5E || r == '…' || r == '—' || r >= '‘' && r <= '”' || r == '·'
}
