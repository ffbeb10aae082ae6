package linkblock

import "github.com/presscheck/presscheck/filters/internal/score"

// A judgement is what was found out about a candidate.
type judgement struct {
	candidate
	reading
	speech  *vocabulary
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

// steps compare a candidate with the page, in the order of what they cost.
var steps = []func(*page, *judgement){(*page).compareForm, (*page).compareSubject, (*page).compareTongue, (*page).compareSight}

// measure takes what is not yet known for the worst, and gives up as soon as c
// cannot reach the threshold.
func (p *page) measure(c candidate) (judgement, bool) {
	j := p.newJudgement(c)
	for _, step := range steps {
		if !p.isForeign(&j) {
			return j, false
		}
		step(p, &j)
	}
	return j, p.isForeign(&j)
}

// measureAll measures c whatever comes of it.
func (p *page) measureAll(c candidate) judgement {
	j := p.newJudgement(c)
	for _, step := range steps {
		step(p, &j)
	}
	return j
}

// newJudgement knows what c tells by itself, and of the rest the worst.
func (p *page) newJudgement(c candidate) judgement {
	j := judgement{candidate: c, speech: p.speech(), sold: make([]bool, len(c.items))}
	j.measureShape()
	j.measureTrades(nil)
	j.measureWriting(nil)
	j.measurePlace(nil)
	j.measureInstitutions(p, nil)
	j.reading[mHidden], j.reading[mTongue] = 1, 1
	if c.kind == ForeignAnchor {
		j.reading[mAstray], j.reading[mTorn], j.reading[mAlone] = 1, 1, 1
	}
	return j
}

// compareForm looks at letters and places.
func (p *page) compareForm(j *judgement) {
	j.measureWriting(p.writing())
	j.measurePlace(p.layout())
	if j.kind == ForeignAnchor {
		j.around = p.sentenceOf(j.items[0].link)
		j.reading[mAlone] = score.Indicator(j.around.alone)
	}
}

// compareSubject looks at what the page is about.
func (p *page) compareSubject(j *judgement) {
	s := p.subject()
	j.measureTrades(s)
	j.measureShared(s)
	j.measureInstitutions(p, s)
	if j.kind == ForeignAnchor {
		j.reading[mAstray] = s.astray(j.around.text)
	}
}

// compareTongue looks at the language of the page.
func (p *page) compareTongue(j *judgement) {
	j.reading[mTongue] = p.foreignness(j)
	if j.kind == ForeignAnchor {
		j.reading[mTorn] = p.isTorn(j.around.text)
	}
}

// compareSight looks at what a reader would see.
func (p *page) compareSight(j *judgement) { j.reading[mHidden] = score.Indicator(p.isHidden(j)) }

func (p *page) isForeign(j *judgement) bool { return score.Confidence(j.score()) >= p.Threshold }

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
