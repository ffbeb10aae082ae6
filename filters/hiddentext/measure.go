package hiddentext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/markup"
	"github.com/presscheck/presscheck/filters/internal/score"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A judgement is what was found out about a region.
type judgement struct {
	*region
	reading
	*content
	words   int      // of text; letters that stand for half a word count half
	foreign int      // links to other sites
	domains []string // that they lead to
}

func (j *judgement) kind() string {
	if j.foreign > 0 {
		return HiddenLinks
	}
	return HiddenText
}

// judge measures r in the order of what it costs, and gives up as soon as r
// could not reach the threshold whatever the rest said.
func (p *page) judge(r *region) (*judgement, bool) {
	j := &judgement{region: r}
	for stage, next := range p.stages() {
		if !next.measure(j) {
			return nil, false
		}
		if stages := p.stages(); stage+1 < len(stages) && !p.canBe(j, stages[stage+1].first) {
			return nil, false
		}
	}
	return j, score.Confidence(j.score()) >= p.Threshold
}

// measureAll measures r whatever comes of it.
func (p *page) measureAll(r *region) (*judgement, bool) {
	j := &judgement{region: r}
	for _, next := range p.stages() {
		if !next.measure(j) {
			return nil, false
		}
	}
	return j, true
}

// A stage reads some of the measures. It answers false if there is too little
// in the region to matter.
type stage struct {
	first   measure // of those that it reads and that speak against a region
	measure func(*judgement) bool
}

func (p *page) stages() []stage {
	return []stage{{mCovert, p.measureHiding}, {mBare, p.measureContent}, {mLinks, p.measureLinks}, {mUnrelated, p.measureRelation}}
}

// canBe reports whether j can reach the threshold if all that is not yet known
// speaks against it: the measures from the given one on.
func (p *page) canBe(j *judgement, unknown measure) bool {
	most := j.score()
	for _, points := range weights().Points[unknown:mUnsure] {
		most += points
	}
	return score.Confidence(most) >= p.Threshold
}

// measureHiding reads how the region is hidden, and what else there is to it
// before its content.
func (p *page) measureHiding(j *judgement) bool {
	w := j.way
	j.reading[mCovert] = score.Indicator(w.covert)
	j.reading[mInline] = score.Indicator(w.inline)
	j.reading[mMoved] = score.Indicator(w.moved)
	j.reading[mOdd] = score.Indicator(w.odd)
	j.reading[mTool] = score.Indicator(j.tools != [2]*html.Node{})
	j.reading[mUnsure] = score.Indicator(j.unsure)
	j.reading[mHandle] = score.Indicator(slices.ContainsFunc(j.nodes, func(n *html.Node) bool { return hasHandle(n, j.known()) }))
	j.reading[mFurniture] = score.Indicator(isFurniture(j.first()))
	j.reading[mCompany] = score.Saturating(float64(max(0, p.rules[j.reason]-1)), 1)
	j.reading[mOutside] = score.Indicator(j.first().Parent.DataAtom == atom.Body || j.first().Parent.DataAtom == atom.Html)
	j.reading[mBetween] = score.Indicator(isInProse(j.region))
	return true
}

// known is what names the region for the sake of hiding it.
func (r *region) known() string {
	known := r.reason
	for _, tool := range r.tools {
		if tool != nil {
			known += " " + tool.FirstChild.Data
		}
	}
	return strings.ToLower(known)
}

// isFurniture reports whether n is or stands in a part of the page that HTML
// says is not the article.
func isFurniture(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Aside, atom.Header, atom.Footer, atom.Dialog, atom.Menu, atom.Details, atom.Button, atom.Label, atom.Figure, atom.Fieldset:
			return true
		}
		if role := markup.Attr(n, "role"); role != "" && role != "main" && role != "article" && role != "document" {
			return true
		}
	}
	return false
}

// longProse is how many bytes of text make a paragraph rather than a label.
const longProse = 80

// isInProse reports whether r stands in a paragraph, or beside one.
func isInProse(r *region) bool {
	if r.first().Parent.DataAtom == atom.P {
		return true
	}
	for _, n := range []*html.Node{neighbour(r.first(), before), neighbour(r.last(), behind)} {
		if n != nil && n.DataAtom == atom.P && textLength(n, longProse) >= longProse {
			return true
		}
	}
	return false
}

// textLength counts the bytes of text in n, up to enough.
func textLength(n *html.Node, enough int) int {
	sum := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			sum += len(strings.TrimSpace(d.Data))
		}
		if sum >= enough {
			break
		}
	}
	return sum
}

// measureContent reads what is hidden, links aside.
func (p *page) measureContent(j *judgement) bool {
	j.content = j.read()
	pairs := 0
	split(j.text, func(word string) {
		if first, _ := utf8.DecodeRuneInString(word); isUnparted(scripts.OneKana(first)) {
			pairs++
		} else {
			j.words++
		}
	})
	j.words += (pairs + 1) / 2
	j.reading[mLength] = score.Saturating(float64(j.words), 10)
	j.reading[mList] = score.Indicator(isList(j.text))
	j.reading[mPrompt] = score.Indicator(isPrompt(j.text))
	j.reading[mControls] = score.Indicator(j.controls)
	j.reading[mBare] = score.Indicator(!j.controls && j.crafted == 0 && j.reading[mHandle] == 0)
	j.reading[mCrafted] = float64(j.crafted) / float64(max(1, j.elements))
	j.reading[mOwn] = float64(j.inner) / float64(max(1, j.inner+len(j.anchors)))
	return len(j.anchors) > 0 || j.words >= p.MinWords
}

// measureLinks reads where the links lead, and whether they stand where no
// page has any.
func (p *page) measureLinks(j *judgement) bool {
	own, named, familiar := j.inner, 0, 0
	links := p.linksOf(j)
	for _, l := range links {
		inSight := p.shown()[l.Domain]
		if j.tools[1] != nil {
			inSight -= len(links) // which seem to be in sight themselves
		}
		switch {
		case p.isOwn(l, inSight):
			own++
		case l.Text != "":
			j.foreign++
			j.domains = append(j.domains, l.Domain)
			named += isNamed(l)
			familiar += min(1, max(0, inSight))
		}
	}
	slices.Sort(j.domains)
	j.domains = slices.Compact(j.domains)
	j.reading[mLinks] = score.Saturating(float64(j.foreign), 1)
	j.reading[mSpread] = score.Saturating(float64(max(0, len(j.domains)-1)), 2)
	j.reading[mOwn] = float64(own) / float64(max(1, j.inner+len(j.anchors)))
	j.reading[mNamed] = float64(named) / float64(max(1, j.foreign))
	j.reading[mFamiliar] = float64(familiar) / float64(max(1, j.foreign))
	j.reading[mBeyond] = score.Indicator(j.reading[mOutside] > 0 && p.doc.Outer(j.first()).Start >= p.end())
	return j.foreign > 0 || j.words >= p.MinWords
}

func (p *page) linksOf(j *judgement) []*article.Link {
	var links []*article.Link
	for _, n := range j.anchors {
		if l := p.links()[n]; l != nil {
			links = append(links, l)
		}
	}
	return links
}

// isNamed is 1 if a link says the name of the site that it leads to, in its
// text, title or class: so do share buttons, credits and blogrolls.
func isNamed(l *article.Link) int {
	name, _, _ := strings.Cut(l.Domain, ".")
	says := strings.ToLower(l.Text + " " + markup.Attr(l.Node, "title") + " " + markup.Attr(l.Node, "class") + " " + markup.Attr(l.Node.Parent, "class"))
	if name = strings.ReplaceAll(name, "-", ""); len(name) > 1 && strings.Contains(strings.NewReplacer(" ", "", "-", "").Replace(says), name) {
		return 1
	}
	return 0
}

// measureRelation compares what is hidden with what the article says.
func (p *page) measureRelation(j *judgement) bool {
	j.reading[mUnrelated], j.reading[mStrange] = p.subject().compare(j.text)
	j.reading[mScripted] = score.Indicator(slices.ContainsFunc(j.nodes, p.isScripted))
	return true
}

// isScripted reports whether a script knows n by its name.
func (p *page) isScripted(n *html.Node) bool {
	return slices.ContainsFunc(labels(n), func(label string) bool { return p.scripts()[label] })
}
