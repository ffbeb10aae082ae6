package plausible

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed letters.txt
var lettersFile string

// Costs of letters and pairs are kept in units of so many nats, which is exact:
// a byte each, so that the tables of all languages stay in the cache.
const unit = 0.25

// step is that of the generator: groups of letters.txt lie so many units apart.
const step = 0.75 / unit

// backOff is what a pair pays for not being among the common ones, on top of
// the cost of its second letter alone.
const backOff = 2.5 / unit

// A tongue is one language: its alphabet and the cost of its letter pairs.
type tongue struct {
	name   string
	script script
	index  [0x600]uint8   // letters below U+0600; 0 for none
	beyond map[rune]uint8 // and above
	size   int
	pairs  []uint8 // in units; size × size; row and column 0 are the ends of a word
}

// languages are unpacked when first asked for.
var languages = sync.OnceValue(func() []*tongue {
	var all []*tongue
	lines := strings.Split(strings.TrimSpace(lettersFile), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		name, singles, _ := strings.Cut(lines[i], " ")
		_, pairs, _ := strings.Cut(lines[i+1], " ")
		all = append(all, newTongue(name, strings.Split(singles, "|"), strings.Split(pairs, "|")))
	}
	return all
})

func newTongue(name string, singles, pairs []string) *tongue {
	l := &tongue{name: name, beyond: map[rune]uint8{}, size: 1}
	alone := []uint8{0}
	for k, group := range singles {
		for _, r := range group {
			if r == '_' {
				alone[0] = uint8(k) * step
				continue
			}
			l.set(r, uint8(l.size))
			alone = append(alone, uint8(k)*step)
			l.size++
			if s := classOf(r).script; l.script == unknown && s != unknown && s != latin || k < 5 {
				l.script = s
			}
		}
	}
	for range l.size {
		for _, cost := range alone {
			l.pairs = append(l.pairs, cost+backOff)
		}
	}
	for k, group := range pairs {
		for group != "" {
			a, n := utf8.DecodeRuneInString(group)
			b, m := utf8.DecodeRuneInString(group[n:])
			group = group[n+m:]
			l.pairs[int(l.find(a))*l.size+int(l.find(b))] = uint8(k) * step
		}
	}
	return l
}

func (l *tongue) set(r rune, at uint8) {
	if int(r) < len(l.index) {
		l.index[r] = at
	} else {
		l.beyond[r] = at
	}
}

// find is the place of r in the alphabet, 0 for what is not in it.
func (l *tongue) find(r rune) uint8 {
	switch {
	case l == nil:
		return 0
	case int(r) < len(l.index):
		return l.index[r]
	}
	return l.beyond[r]
}

func (l *tongue) pair(a, b uint8) float64 { return unit * float64(l.pairs[int(a)*l.size+int(b)]) }
