package linkblock

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// trim is the candidate without the links at its ends that only happen to
// stand beside the block: they sell nothing, and the article explains them, or
// they say the name of their host, or are not written as those that sell.
func (p *page) trim(j *judgement) candidate {
	i, k := 0, len(j.items)
	if j.kind != InjectedLinks || !slices.Contains(j.sold, true) {
		return j.candidate
	}
	written := map[string]bool{}
	for n, it := range j.items {
		if j.sold[n] {
			written[handwriting(it.link.Node)] = true
		}
	}
	clings := func(n int) bool {
		it := j.items[n]
		return !j.sold[n] && (!written[handwriting(it.link.Node)] || isNamed(it.words, it.link.Host) || p.subject().explains(it.words) >= 0.5)
	}
	for i < k && clings(i) {
		i++
	}
	for k > i && clings(k-1) {
		k--
	}
	if k-i < p.MinLinks {
		return j.candidate
	}
	return j.part(i, k)
}

// handwriting is how a tag is written, its values aside.
func handwriting(n *html.Node) string {
	var keys []string
	for _, a := range n.Attr {
		keys = append(keys, a.Key)
	}
	return strings.Join(keys, " ")
}

// part is the candidate of items [i,k) alone.
func (c *candidate) part(i, k int) candidate {
	part := *c
	part.items = c.items[i:k]
	first, last := part.items[0].link, part.items[k-i-1].link
	part.span = article.Span{Start: first.Span.Start, End: last.Span.End}
	part.nodes = [2]*html.Node{first.Node, last.Node}
	return part
}
