package linkblock

import (
	"context"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// reach is how many containers up two links of one run may have their common
// one: <ul><li><p><a> needs three.
const reach = 4

// mostRounds bounds how often linkBlocks looks.
const mostRounds = 4

// linkBlocks judges the runs of links. Taking a block out may bring the links
// around it together, so it looks again until nothing new turns up.
func (p *page) linkBlocks(ctx context.Context) ([]filters.Finding, error) {
	var found []filters.Finding
	p.gatherLinks()
	for range mostRounds {
		if p.countForeign(p.links) < p.MinLinks {
			break
		}
		blocks, err := p.judge(ctx, p.runs())
		if err != nil {
			return nil, err
		}
		if len(blocks) == 0 {
			break
		}
		found = append(found, blocks...)
		p.dropLinks(blocks)
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

// A chain is the innermost containers around a link, inline elements left out.
type chain [reach]*html.Node

func chainOf(n *html.Node) chain {
	var c chain
	k := 0
	for n = n.Parent; n != nil && k < reach; n = n.Parent {
		if n.Type == html.ElementNode && !isInline(n.Data) {
			c[k] = n
			k++
		}
	}
	return c
}

// meet is how many containers up a and b have their common one, if they came
// there by elements of the same names; reach if they did not.
func (c *chain) meet(other *chain) int {
	for k := range reach {
		switch {
		case c[k] == nil || other[k] == nil:
			return reach
		case c[k] == other[k]:
			return k
		case c[k].Data != other[k].Data:
			return reach
		}
	}
	return reach
}

// isInline lists the elements that dress words and hold no place of their own.
func isInline(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins",
		"label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u":
		return true
	}
	return false
}

// runs cuts the links into runs: neighbours with little text between them in
// one container, or in sibling containers of the same build. A run that is
// long enough does not grow out of its container any more, so that two lists
// side by side stay two.
func (p *page) runs() []candidate {
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
		trades().find(normalise(l.Text), func(t term) { found = found || t.trade != commerce })
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
