package linkblock

import (
	"context"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// mostRounds bounds how often linkBlocks looks.
const mostRounds = 4

// linkBlocks judges the runs of links. Taking a block out may bring the links
// around it together, so it looks again until nothing new turns up.
func (p *page) linkBlocks(ctx context.Context) ([]filters.Finding, error) {
	var found []filters.Finding
	runs := p.runs
	for range mostRounds {
		blocks, err := p.judge(ctx, runs)
		if err != nil {
			return nil, err
		}
		if len(blocks) == 0 {
			break
		}
		found = append(found, blocks...)
		p.dropLinks(blocks)
		runs = p.findRuns()
	}
	return found, nil
}

func (p *page) dropLinks(blocks []filters.Finding) {
	var kept []article.Link
	next := 0
	for _, l := range p.links {
		for next < len(blocks) && blocks[next].Span.End <= l.Span.Start {
			next++
		}
		if next == len(blocks) || !blocks[next].Span.Contains(l.Span) {
			kept = append(kept, l)
		}
	}
	p.links = kept
}

// findRuns cuts the links into runs: neighbours with little text between them in
// one container, or in sibling containers of the same build. A run that is
// long enough does not grow out of its container any more, so that two lists
// side by side stay two.
func (p *page) findRuns() []candidate {
	if len(p.links) == 0 {
		return nil
	}
	var found []candidate
	gaps := p.gaps()
	start, level := 0, 0
	var before chain
	for i := range p.links {
		here := chainOf(p.links[i].Node)
		if i > start {
			up := before.meet(&here)
			grows := up > level && i-start >= p.MinLinks
			if up == reach || grows || before[max(up, level)] != here[max(up, level)] || !p.isNear(i, gaps[i]) {
				found = append(found, p.foreignParts(start, i)...)
				start, level = i, 0
			} else {
				level = max(up, level)
			}
		}
		before = here
	}
	return append(found, p.foreignParts(start, len(p.links))...)
}

// wideGaps is how many times MaxGap may part two links that both sell
// something: old kits pad their links with torn sentences.
const wideGaps = 6

// isNear reports whether a gap before link i leaves it in one block with the
// link before.
func (p *page) isNear(i, gap int) bool {
	if gap <= p.MaxGap {
		return true
	}
	return gap <= wideGaps*p.MaxGap && p.sells(&p.links[i-1]) && p.sells(&p.links[i])
}

func (p *page) sells(l *article.Link) bool {
	found := false
	if !p.isOwn(l) {
		trades().find(normalise(l.Text), func(t term) { found = found || t.trade != commerce && !t.weak })
	}
	return found
}

// foreignParts cuts the run of links [i,j) at the site's own links.
func (p *page) foreignParts(i, j int) []candidate {
	if j-i < p.MinLinks {
		return nil
	}
	var found []candidate
	own, start := 0, i
	for k := i; k <= j; k++ {
		if k < j && !p.isOwn(&p.links[k]) {
			continue
		}
		if k-start >= p.MinLinks {
			found = append(found, p.linkRun(start, k))
		}
		if k < j {
			own++
		}
		start = k + 1
	}
	for k := range found {
		found[k].own = float64(own) / float64(j-i)
	}
	return found
}

func (p *page) linkRun(i, j int) candidate {
	c := candidate{
		kind:  InjectedLinks,
		span:  article.Span{Start: p.links[i].Span.Start, End: p.links[j-1].Span.End},
		nodes: [2]*html.Node{p.links[i].Node, p.links[j-1].Node},
	}
	for k := i; k < j; k++ {
		c.items = append(c.items, newItem(p.links[k].Text, &p.links[k]))
		c.span.End = max(c.span.End, p.links[k].Span.End)
	}
	return c
}

// gaps counts for each link the columns of text between it and the link before
// it, as far as that matters.
func (p *page) gaps() []int {
	gaps := make([]int, len(p.links))
	next := 0
	for _, t := range p.texts() {
		for next < len(p.links) && p.links[next].Span.Start <= t.span.Start {
			next++
		}
		if next == len(p.links) {
			break
		}
		if gaps[next] <= wideGaps*p.MaxGap {
			gaps[next] += width(t.text, wideGaps*p.MaxGap)
		}
	}
	return gaps
}
