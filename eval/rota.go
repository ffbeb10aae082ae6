package eval

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/zeebo/xxh3"

	"github.com/presscheck/presscheck/eval/faults"
)

// A rota gives every variant of every family its turn.
type rota struct {
	seed  uint64
	turns []turn

	mu    sync.Mutex // guards what stands below
	state []standing // of each of turns
}

type turn struct {
	family  faults.Family
	variant string
	rank    int // settles who goes first among equals, by the seed
}

// standing is how a turn fared on the pages so far.
type standing struct{ had, refused int }

// made is what became of a turn on a page.
type made struct {
	turn
	fault faults.Fault
	ok    bool
}

func newRota(families []faults.Family, seed uint64) *rota {
	r := &rota{seed: seed}
	for _, f := range families {
		for _, v := range f.Variants {
			r.turns = append(r.turns, turn{family: f, variant: v})
		}
	}
	for i, rank := range rand.New(rand.NewPCG(seed, 0)).Perm(len(r.turns)) {
		r.turns[i].rank = rank
	}
	r.state = make([]standing, len(r.turns))
	return r
}

// order lists the turns, first those that had fewer, then those that find it
// harder to get one.
func (r *rota) order() []int {
	r.mu.Lock()
	state := slices.Clone(r.state)
	r.mu.Unlock()
	order := make([]int, len(r.turns))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, k int) int {
		a, b := state[i], state[k]
		return cmp.Or(cmp.Compare(a.had, b.had), cmp.Compare(b.refused, a.refused), cmp.Compare(r.turns[i].rank, r.turns[k].rank))
	})
	return order
}

// prepare makes those faults that p will probably be given. It changes nothing
// but how long faults takes, so it may run while other pages are.
func (r *rota) prepare(p *page, count int) {
	for _, i := range r.order() {
		if count == 0 {
			return
		}
		if r.try(p, i).ok {
			count--
		}
	}
}

// faults damages p up to count times, each time anew and in another way. What
// it does depends on the pages before.
func (r *rota) faults(p *page, count int) []made {
	var done []made
	for _, i := range r.order() {
		if len(done) == count {
			break
		}
		m := r.try(p, i)
		r.mu.Lock()
		if m.ok {
			r.state[i].had++
			done = append(done, m)
		} else {
			r.state[i].refused++
		}
		r.mu.Unlock()
	}
	return done
}

// try makes the fault of one turn unless that was done before. The chance is
// the same for the same page, variant and seed, whatever else there is.
func (r *rota) try(p *page, i int) made {
	m, done := p.tried[i]
	if !done {
		m.turn = r.turns[i]
		key := p.name + "\x00" + m.family.Name + "\x00" + m.variant
		chance := rand.New(rand.NewPCG(r.seed, xxh3.HashString(key)))
		m.fault, m.ok = m.family.Make(chance, p.doc, m.variant)
		p.tried[i] = m
	}
	return m
}
