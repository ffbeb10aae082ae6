package mojibake

import (
	"cmp"
	"math"
	"slices"
)

// A support is how much speaks for one route in the whole article.
type support struct {
	gain  float64 // of the tokens that it reads best or nearly so
	best  float64
	words map[string]bool // different tokens
}

// How routes and tokens are weighed, in nats. A route that UTF-8 does not
// prove is one of a hundred that were tried on each token, so that it needs
// more, and more than one word.
const (
	nearlyBest   = 3  // behind the best reading of the token
	unprovenMore = 7  // for one word by itself
	ownMore      = 4  // for one word in the article's own language
	strangeGain  = 3  // for one that no language writes as it stands, and is in the article's own
	enoughWords  = 3  // that support one another
	wordShare    = 5  // an average for those
	followerGain = 1  // for a token once its route is established
	certainGain  = 25 // of a route
	shortest     = 3  // the cost of the shortest text worth having
)

// settle decides, for each odd token, which reading it has, if any.
func (s *survey) settle() {
	s.support = map[string]*support{}
	for i := range s.odd {
		t := &s.odd[i]
		if t.chosen != nil {
			continue
		}
		for _, r := range t.readings {
			s.count(r, t.text, r.gain >= t.readings[0].gain-nearlyBest)
		}
	}
	for i := range s.odd {
		t := &s.odd[i]
		if t.chosen != nil {
			continue
		}
		best := 0.0
		for k := range t.readings {
			r := &t.readings[k]
			if !s.isBelieved(r) {
				continue
			}
			if weight := r.gain + min(s.support[r.name()].gain, 300)/100; weight > best {
				best, t.chosen = weight, r
			}
		}
	}
}

func (s *survey) count(r reading, text string, isBest bool) {
	p := s.support[r.name()]
	if p == nil {
		p = &support{words: map[string]bool{}}
		s.support[r.name()] = p
	}
	if !isBest || p.words[text] {
		return
	}
	p.words[text] = true
	p.gain += r.gain
	p.best = max(p.best, r.gain)
}

func (s *survey) isBelieved(r *reading) bool {
	minGain := s.minGain
	if r.strange {
		minGain = strangeGain
	} else if !r.proven() && s.home.Owns(r.text) {
		minGain += ownMore
	} else if !r.proven() {
		minGain += unprovenMore
	}
	against := s.reader.against[r.route[0]]
	if r.gain >= minGain+math.Log1p(float64(against)) {
		return true
	}
	p := s.support[r.name()]
	return r.gain >= followerGain && (r.proven() || p.best >= minGain) && s.isEstablished(p, minGain, against)
}

// isEstablished reports whether a route is at work in the article.
func (s *survey) isEstablished(p *support, minGain float64, against int) bool {
	n := len(p.words)
	if n <= against {
		return false
	}
	return p.best >= minGain && n > 2*against || n >= enoughWords && p.gain >= wordShare*float64(n) && p.gain >= 2*minGain
}

// follow looks at the tokens that seemed in order for the routes that are at
// work in the article: damage may leave a short word looking honest.
func (s *survey) follow() {
	routes := map[*pair]bool{}
	for i := range s.odd {
		if t := &s.odd[i]; t.chosen != nil && !t.chosen.swept {
			for _, p := range t.chosen.route {
				routes[p] = (p.written == nil) == s.reader.proven
			}
		}
	}
	if len(routes) == 0 {
		return
	}
	all := s.reader
	defer func() { s.reader = all }()
	s.reader.pairs = slices.DeleteFunc(slices.Clone(pairs()), func(p *pair) bool { return !routes[p] })
	if len(s.reader.pairs) == 0 {
		return
	}
	s.collectRest()
	s.reader.least, s.reader.lax, s.reader.known = 0, true, map[string][]reading{}
	for i := range s.odd {
		s.again(&s.odd[i])
	}
	kept := s.rest[:0]
	for _, t := range s.rest {
		if s.again(&t); t.chosen != nil {
			s.odd = append(s.odd, t)
		} else {
			kept = append(kept, t)
		}
	}
	s.rest = kept
	s.sort(s.odd)
}

func (s *survey) sort(list []token) {
	slices.SortStableFunc(list, func(a, b token) int { return cmp.Or(a.passage-b.passage, a.start-b.start) })
}

// again reads a token that has no reading yet.
func (s *survey) again(t *token) {
	if t.chosen != nil {
		return
	}
	more := s.reader.readings(t.text, 1)
	for k := range more {
		r := &more[k]
		if p := s.support[r.name()]; p != nil && r.gain >= followerGain && s.isBelieved(r) {
			t.chosen = r
			return
		}
	}
}

// drop takes back readings that UTF-8 does not prove, where most words of the
// passage do not share them: such damage befalls all that is not ASCII.
func (s *survey) drop() {
	total, damaged := map[int]int{}, map[int]int{}
	for _, list := range [][]token{s.odd, s.rest} {
		for _, t := range list {
			if t.chosen == nil {
				total[t.passage]++
			}
		}
	}
	for _, t := range s.odd {
		if t.chosen != nil {
			damaged[t.passage]++
		}
	}
	for i := range s.odd {
		t := &s.odd[i]
		if t.chosen == nil || t.chosen.proven() || t.chosen.swept || t.chosen.strange || t.chosen.gain >= s.minGain+ownMore {
			continue
		}
		if damaged[t.passage] <= total[t.passage] {
			t.chosen = nil
		}
	}
}
