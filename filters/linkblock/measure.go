package linkblock

// A judgement is what was found out about a candidate.
type judgement struct {
	candidate
	reading
	domains int      // distinct registrable domains
	sold    []bool   // for each item whether it sells something foreign to the article
	trades  []trade  // what is sold
	terms   []string // the expressions that say so, normalised
}

// consider measures c, without what clings to its ends, and reports whether it
// is foreign to the article.
func (p *page) consider(c candidate) (judgement, bool) {
	j, foreign := p.measure(c)
	if !foreign {
		return j, false
	}
	if trimmed := p.trim(&j); len(trimmed.items) < len(c.items) {
		return p.measure(trimmed)
	}
	return j, true
}

// measure measures c in the order of what it costs, taking what is not yet
// known for the worst, and gives up as soon as c cannot reach the threshold.
func (p *page) measure(c candidate) (judgement, bool) {
	j := newJudgement(c)
	j.measureTrades(nil)
	j.measureWriting(nil)
	j.measurePlace(nil)
	if !p.isForeign(&j) {
		return j, false
	}
	j.measureWriting(p.writing())
	j.measurePlace(p.layout())
	if !p.isForeign(&j) {
		return j, false
	}
	j.measureTrades(p.subject())
	j.measureShared(p.subject())
	return j, p.isForeign(&j)
}

// measureAll measures c whatever comes of it.
func (p *page) measureAll(c candidate) judgement {
	j := newJudgement(c)
	j.measureWriting(p.writing())
	j.measurePlace(p.layout())
	j.measureTrades(p.subject())
	j.measureShared(p.subject())
	return j
}

// newJudgement knows what c tells by itself.
func newJudgement(c candidate) judgement {
	j := judgement{candidate: c, sold: make([]bool, len(c.items))}
	j.measureShape()
	return j
}

func (p *page) isForeign(j *judgement) bool { return confidence(j.score()) >= p.Threshold }

// share is how much of the items is so.
func (j *judgement) share(is func(i int) bool) float64 {
	n := 0
	for i := range j.items {
		if is(i) {
			n++
		}
	}
	return float64(n) / float64(len(j.items))
}
