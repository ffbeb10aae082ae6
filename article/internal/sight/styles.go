package sight

import (
	"maps"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// styles are what an article's <style> elements and style attributes say about
// being seen.
type styles struct {
	sheet      *stylesheet.Sheet
	blocks     []*styleBlock          // of rules, in order of appearance
	attributes map[string]*styleBlock // by what is written in them
	grounds    map[colour]bool        // every background colour of the article
	variables  map[string]bool        // the custom properties that somewhere hold a word that hides
	linked     bool                   // there are style sheets elsewhere
	selectors  int                    // in blocks
	full       bool                   // there was more than anybody writes; the rest was left out
	draft      styleBlock             // most rules set nothing that matters
}

// maxSelectors bounds what is kept of rules that can hide or show; of 327 real
// pages the largest has 4,257.
const maxSelectors = 20_000

// maxGrounds is how many background colours others are compared with; of 327
// real pages none has over 97.
const maxGrounds = 256

func stylesOf(nodes []*html.Node) *styles {
	s := &styles{attributes: map[string]*styleBlock{}, grounds: map[colour]bool{}, variables: map[string]bool{}}
	known := readings()
	s.sheet = stylesheet.New(func(property string) bool {
		return known[property].read != nil || strings.HasPrefix(property, "--")
	})
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			s.collect(n)
		}
	}
	s.linked = s.linked || s.sheet.Imports
	s.settle()
	return s
}

// collect reads the style that n brings along.
func (s *styles) collect(n *html.Node) {
	switch n.Data {
	case "style":
		s.readSheet(n)
	case "link":
		rel, _ := dom.Attr(n, "rel")
		s.linked = s.linked || slices.Contains(strings.Fields(strings.ToLower(rel)), "stylesheet")
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "style":
			if _, known := s.attributes[a.Val]; !known {
				s.attributes[a.Val] = s.read(s.sheet.Attribute(a.Val))
			}
		case "bgcolor":
			if c, ok := legacyColour(a.Val); ok {
				s.grounds[c] = true
			}
		}
	}
}

// readSheet reads a <style> element, if it is CSS for the screen: WHATWG HTML
// §4.2.6.
func (s *styles) readSheet(n *html.Node) {
	kind, _ := dom.Attr(n, "type")
	if kind != "" && !strings.EqualFold(kind, "text/css") {
		return
	}
	for p := range n.Ancestors() {
		if p.Data == "template" {
			return
		}
	}
	var source strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			source.WriteString(c.Data)
		}
	}
	media, _ := dom.Attr(n, "media")
	s.sheet.Read(source.String(), media, s.keep)
}

// keep takes over a style rule, if it matters.
func (s *styles) keep(written *stylesheet.Block) {
	b := s.read(written)
	if len(b.declarations) == 0 || s.full {
		return
	}
	b.prelude = s.sheet.Prelude(written)
	b.condition, b.order = written.Condition, written.Order
	if s.selectors += 1 + strings.Count(b.prelude, ","); s.selectors > maxSelectors {
		s.full = true
		return
	}
	s.blocks = append(s.blocks, b)
}

// read turns what is written into what it sets.
func (s *styles) read(written *stylesheet.Block) *styleBlock {
	s.draft.declarations = s.draft.declarations[:0]
	d := declarer{block: &s.draft}
	known := readings()
	for _, w := range written.Declarations {
		if r := known[w.Name]; r.read != nil {
			d.property, d.terms = r.property, w.Value
			d.draft = declaration{important: w.Important, name: w.Written, text: w.Text}
			r.read(&d)
		} else if len(w.Value) == 1 && w.Value[0].Kind == css.IdentToken && dom.IsOneOf(w.Value[0].Text, hidingWords) {
			s.variables[w.Name] = true
		}
	}
	return &styleBlock{declarations: slices.Clone(s.draft.declarations)}
}

// settle finds the declarations that hide because of others: colours that are
// the background of something, and variables.
func (s *styles) settle() {
	blocks := slices.AppendSeq(slices.Clone(s.blocks), maps.Values(s.attributes))
	for _, b := range blocks {
		for _, d := range b.declarations {
			if d.property == "background-color" && d.value.word == "" && !d.value.colour.isTransparent() {
				s.grounds[d.value.colour] = true
			}
		}
	}
	known := map[colour]bool{}
	for _, b := range blocks {
		for i := range b.declarations {
			d := &b.declarations[i]
			switch {
			case strings.HasPrefix(d.value.word, "--"):
				d.hides = d.hides || s.variables[d.value.word] && takesHidingWord(d.property)
			case (d.property == "color" || d.property == "-webkit-text-fill-color") && !d.hides && d.value.word == "":
				d.hides = s.isGround(d.value.colour, known)
			}
			b.hides = b.hides || d.hides
		}
	}
}

func (s *styles) isGround(c colour, known map[colour]bool) bool {
	hides, done := known[c]
	if !done {
		if hides = len(s.grounds) > maxGrounds; !hides {
			for g := range s.grounds {
				hides = hides || g.near(c)
			}
		}
		known[c] = hides
	}
	return hides
}
