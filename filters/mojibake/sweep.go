package mojibake

import (
	"context"
	"math/bits"
	"slices"
	"sort"
	"unicode/utf8"
)

// What a sweep asks for. Damage between two charsets of one byte befalls every
// character beyond ASCII of a text, and shows in no single word; so all words
// of a text are undone together and must come out better as a whole, whether
// they were odd or not.
const (
	sweepWords  = 3    // different odd words
	sweepOdd    = 0.12 // their share of all that are not ASCII
	sweepGain   = 12   // nats, in all
	sweepMean   = 2    // nats a word
	sweepBetter = 0.6  // share of words that come out better
	sweepSound  = 0.7  // share of words that come out fluent
	sweepCost   = 4.3  // nats a character that text of a language may cost
	sweepSample = 60   // words that are weighed
	unableCost  = 4    // nats, for a word that cannot be undone
)

// mostSwept is how many passages are tried against every pair.
const mostSwept = 100

// sweep tries to undo whole texts: the article, else each passage.
func (s *survey) sweep(ctx context.Context) error {
	if len(s.korean) > 0 {
		s.collectRest()
		s.apply(s.korean)
	}
	if len(s.odd) < sweepWords {
		return nil
	}
	s.collectRest()
	by := map[int]*pair{}
	if p := s.sweeper(0, len(s.passages), pairs()); p != nil {
		for k := range s.passages {
			if s.gains(p, k) > -nearlyBest {
				by[k] = p
			}
		}
	} else if err := s.sweepEach(ctx, by); err != nil {
		return err
	}
	if len(by) > 0 {
		s.apply(by)
	}
	return nil
}

// gains is what undoing all of passage k with p saves: not every part of an
// article need have had the same fate.
func (s *survey) gains(p *pair, k int) float64 {
	total := 0.0
	for _, list := range [][]token{s.odd, s.rest} {
		for _, t := range between(list, k, k+1) {
			if r := s.sweptReading(p, &t); t.chosen == nil && r != nil {
				total += r.gain
			}
		}
	}
	return total
}

// sweepEach finds the pairs that undo single passages. Once many have been
// tried, only pairs that undid one of those are.
func (s *survey) sweepEach(ctx context.Context, by map[int]*pair) error {
	of := pairs()
	for i, k := range s.suspects() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if i == mostSwept {
			used := map[*pair]bool{}
			for _, p := range by {
				used[p] = true
			}
			of = slices.DeleteFunc(slices.Clone(of), func(p *pair) bool { return !used[p] })
		}
		if p := s.sweeper(k, k+1, of); p != nil {
			by[k] = p
		}
	}
	return nil
}

// suspects are the passages with enough odd tokens.
func (s *survey) suspects() []int {
	var all []int
	for i := 0; i < len(s.odd); {
		n := i
		for n < len(s.odd) && s.odd[n].passage == s.odd[i].passage {
			n++
		}
		if n-i >= sweepWords {
			all = append(all, s.odd[i].passage)
		}
		i = n
	}
	return all
}

// between is the part of list, which is in order, in passages from to.
func between(list []token, from, to int) []token {
	start := sort.Search(len(list), func(i int) bool { return list[i].passage >= from })
	end := sort.Search(len(list), func(i int) bool { return list[i].passage >= to })
	return list[start:end]
}

// sweeper finds the pair that undoes passages from to, nil for none.
func (s *survey) sweeper(from, to int, of []*pair) *pair {
	some, rest := len(between(s.odd, from, to)), len(between(s.rest, from, to))
	if some < sweepWords || float64(some) < sweepOdd/2*float64(some+rest) {
		return nil
	}
	words, odd := s.different(from, to)
	if odd < sweepWords || float64(odd) < sweepOdd*float64(len(words)) {
		return nil
	}
	if len(words) > sweepSample {
		words = words[:sweepSample]
	}
	var best *pair
	bestGain := 0.0
	cost, able := make([]float64, len(words)), [32]int{} // by charset, as in a mask
	for i, w := range words {
		cost[i] = s.home.Cost(w)
		for exists, _ := table().look(w); exists != 0; exists &= exists - 1 {
			able[bits.TrailingZeros32(uint32(exists))]++
		}
	}
	for _, p := range of {
		if able[bits.TrailingZeros32(uint32(p.bit))]*10 < 7*len(words) {
			continue
		}
		if gain := s.swept(p, words, cost); gain > bestGain {
			best, bestGain = p, gain
		}
	}
	if best == nil || best.written == nil {
		return nil // what UTF-8 proves is proven word by word
	}
	return best
}

// swept is what undoing words with p saves in all, 0 if it is not enough.
func (s *survey) swept(p *pair, words []string, cost []float64) float64 {
	total, after := -p.prior, 0.0
	better, characters := 0, 0
	was, is := make([]string, 0, len(words)), make([]string, 0, len(words))
	unable := 0
	for i, w := range words {
		v, ok := p.invert(w)
		if !ok {
			unable++
			total -= unableCost
		} else if v.text != w {
			was, is = append(was, w), append(is, v.text)
			c := s.home.CostWithin(v.text, total+cost[i]+sweepGain)
			after += c
			characters += utf8.RuneCountInString(v.text) + 1
			if total += cost[i] - c; c < cost[i] {
				better++
			}
		}
		if worse := len(was) + unable - better; total < -sweepGain || float64(worse) > (1-sweepBetter)*float64(len(words)) {
			return 0
		}
	}
	n := float64(len(was) + unable)
	if total < sweepGain || total < sweepMean*n || float64(better) < sweepBetter*n || after > sweepCost*float64(characters) ||
		float64(s.sound(p, was, is)) < sweepSound*n {
		return 0
	}
	return total
}

// sound counts the words that can be what others were.
func (s *survey) sound(p *pair, was, is []string) int {
	n := 0
	for i := range was {
		if s.reader.isSound(p, was[i], is[i]) {
			n++
		}
	}
	return n
}

// different lists the tokens of passages from to that have no reading,
// and how many of them are odd.
func (s *survey) different(from, to int) (all []string, odd int) {
	seen := map[string]bool{}
	for i, list := range [][]token{s.odd, s.rest} {
		part := between(list, from, to)
		for k := range part {
			t := &part[k]
			if t.chosen != nil || seen[t.text] || isUsual(t.text) {
				continue
			}
			seen[t.text] = true
			all = append(all, t.text)
			if i == 0 {
				odd++
			}
		}
		if odd < sweepWords {
			return nil, odd
		}
	}
	return all, odd
}

// apply reads every token of a passage with the pair found for it.
func (s *survey) apply(by map[int]*pair) {
	var odd, rest []token
	for i, list := range [][]token{s.odd, s.rest} {
		for _, t := range list {
			if p := by[t.passage]; p != nil && t.chosen == nil {
				t.chosen = s.sweptReading(p, &t)
			}
			if i == 0 || t.chosen != nil {
				odd = append(odd, t)
			} else {
				rest = append(rest, t)
			}
		}
	}
	s.odd, s.rest = odd, rest
	s.sort(s.odd)
}

// provenMore is how many nats more a reading that UTF-8 proves must save to be
// preferred to that of the text around it.
const provenMore = 5

func (s *survey) sweptReading(p *pair, t *token) *reading {
	v, ok := p.invert(t.text)
	if !ok || v.text == t.text {
		return nil
	}
	r := &reading{route: []*pair{p}, text: v.text, exact: v.exact, gain: s.home.Cost(t.text) - s.home.Cost(v.text), swept: true}
	if len(t.readings) > 0 && t.readings[0].gain >= max(s.minGain, r.gain+provenMore) {
		return nil
	}
	return r
}
