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
// around it together, so it looks again until nothing new turns up. What is left
// is judged link by link.
func (p *page) linkBlocks(ctx context.Context) ([]filters.Finding, error) {
	var found []filters.Finding
	candidates := p.blocks
	for range mostRounds {
		blocks, err := p.judge(ctx, candidates)
		if err != nil {
			return nil, err
		}
		if len(blocks) == 0 {
			break
		}
		found = append(found, blocks...)
		p.dropLinks(blocks)
		p.runs = p.findRuns()
		candidates = p.blocksOf(p.runs)
	}
	anchors, err := p.judge(ctx, p.anchors())
	return append(found, anchors...), err
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

// A run is a part of a page's links that stand together, all foreign or a
// single one.
type run struct {
	start, end int     // links[start:end]
	others     int     // links that stand together with them
	own        float64 // share of the site's own links among all that stand together
}

// settled is how many links make a list that does not grow out of its
// container any more, so that two lists side by side stay two.
const settled = 3

// findRuns cuts the links into runs: neighbours with little text between them in
// one container, or in sibling containers of the same build.
func (p *page) findRuns() []run {
	if len(p.links) == 0 {
		return nil
	}
	var found []run
	gaps := p.gaps()
	start, level := 0, 0
	var before chain
	for i := range p.links {
		here := chainOf(p.links[i].Node)
		if i > start {
			up := before.meet(&here)
			grows := up > level && i-start >= settled
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

// blocksOf are the runs that are long enough to be one.
func (p *page) blocksOf(runs []run) []candidate {
	var found []candidate
	for _, r := range runs {
		if r.end-r.start >= p.MinLinks {
			found = append(found, p.block(r))
		}
	}
	return found
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
		p.speech().find(normalise(l.Text), func(t term) { found = found || t.trade != commerce && !t.weak })
	}
	return found
}

// foreignParts cuts links[i:j], which stand together, at the site's own links.
func (p *page) foreignParts(i, j int) []run {
	var found []run
	own, start := 0, i
	for k := i; k <= j; k++ {
		if k < j && !p.isOwn(&p.links[k]) {
			continue
		}
		if k > start {
			found = append(found, run{start: start, end: k, others: j - i - (k - start)})
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

func (p *page) block(r run) candidate {
	first, last := &p.links[r.start], &p.links[r.end-1]
	c := candidate{
		kind:  InjectedLinks,
		own:   r.own,
		span:  article.Span{Start: first.Span.Start, End: last.Span.End},
		nodes: [2]*html.Node{first.Node, last.Node},
	}
	for k := r.start; k < r.end; k++ {
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
