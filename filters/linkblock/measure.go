package linkblock

// A judgement is what was found out about a candidate.
type judgement struct {
	candidate
	reading
	domains []string // distinct registrable domains, sorted
	sold    []bool   // for each item whether it sells something foreign to the article
	trades  []trade  // what is sold
	terms   []string // the expressions that say so, normalised
	around  sentence // what stands around a single link
}

// consider measures c, without what clings to its ends, and reports whether it
// is foreign to the article.
func (p *page) consider(c candidate) (judgement, bool) {
	j, foreign := p.measure(c)
	if !foreign {
		return j, false
	}
	if c.kind == ForeignAnchor {
		p.widen(&j)
		return j, true
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
	j.measureInstitutions(p, nil)
	for _, m := range []measure{mHidden, mTongue, mAstray, mTorn, mAlone} {
		j.reading[m] = 1
	}
	if !p.isForeign(&j) {
		return j, false
	}
	p.measurePage(&j)
	if !p.isForeign(&j) {
		return j, false
	}
	p.measureSubject(&j)
	return j, p.isForeign(&j)
}

// measureAll measures c whatever comes of it.
func (p *page) measureAll(c candidate) judgement {
	j := newJudgement(c)
	p.measurePage(&j)
	p.measureSubject(&j)
	return j
}

// measurePage compares j with how the page is written and built.
func (p *page) measurePage(j *judgement) {
	j.measureWriting(p.writing())
	j.measurePlace(p.layout())
	j.reading[mHidden] = indicator(p.isHidden(j))
	j.reading[mTongue] = p.foreignness(j)
	j.reading[mAlone], j.reading[mTorn] = 0, 0
	if j.kind == ForeignAnchor {
		j.around = p.sentenceOf(j.items[0].link)
		j.reading[mAlone] = indicator(j.around.alone)
		j.reading[mTorn] = p.isTorn(j.around.text)
	}
}

// measureSubject compares j with what the page is about.
func (p *page) measureSubject(j *judgement) {
	s := p.subject()
	j.measureTrades(s)
	j.measureShared(s)
	j.measureInstitutions(p, s)
	j.reading[mAstray] = 0
	if j.kind == ForeignAnchor {
		j.reading[mAstray] = s.astray(j.around.text)
	}
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
