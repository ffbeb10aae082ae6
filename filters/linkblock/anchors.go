package linkblock

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/filters/internal/score"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// anchors are the links that could have been put into the article alone: those
// in runs too short for a block, and those that sell in a run that does not.
func (p *page) anchors() []candidate {
	var found []candidate
	for _, r := range p.runs {
		isBlock := r.end-r.start >= p.MinLinks
		if isBlock && !p.sellsRarely(r) {
			continue
		}
		for i := r.start; i < r.end; i++ {
			it := newItem(p.links[i].Text, &p.links[i])
			if isBlock && p.sells(it.link) || !isBlock && p.tells(it) {
				found = append(found, p.anchor(it, r))
			}
		}
	}
	return found
}

func (p *page) anchor(it item, r run) candidate {
	return candidate{
		kind:    ForeignAnchor,
		items:   []item{it},
		span:    it.link.Span,
		nodes:   [2]*html.Node{it.link.Node, it.link.Node},
		own:     r.own,
		company: score.Saturating(float64(r.others+r.end-r.start-1), 2),
	}
}

// sellsRarely reports whether some links of r sell, and no more than a third:
// many of them are a block.
func (p *page) sellsRarely(r run) bool {
	n := 0
	for i := r.start; i < r.end; i++ {
		if p.sells(&p.links[i]) {
			n++
		}
	}
	return n > 0 && 3*n <= r.end-r.start
}

// tells reports whether a single link has something that honest ones rarely
// have, so that it is worth the measuring.
func (p *page) tells(it item) bool {
	l := it.link
	if l.Span.Start >= p.end() || isDofollow(l.Node) || isCheap(l.Domain) || isRandom(l.Domain) || isInstitution(l.Host) && !isNamed(it.words, l.Host) {
		return true
	}
	if pitch := p.speech().pitchOf(it.words); pitch.offers || len(pitch.terms) > 0 {
		return true
	}
	s := mainScript(it.text)
	return s > scripts.Latin && p.writing().lacks(s)
}
