package article

import (
	"strings"

	"golang.org/x/net/html"
)

// A token is one tag or text, with its place in the source.
type token struct {
	span Span
	kind html.TokenType // start, self-closing or end tag, or text; others are not kept
}

// A recorder notes in one pass over the source where every tag and text
// stands, and stops as soon as the tree would explode.
type recorder struct {
	source string
	limits Limits
	z      *html.Tokenizer
	tokens []token
	guess  estimate
	inside nesting
}

// record notes the tokens of source from byte start on.
func record(source string, start int, limits Limits) ([]token, error) {
	r := recorder{
		source: source,
		limits: limits,
		z:      html.NewTokenizer(strings.NewReader(source[start:])),
		tokens: make([]token, 0, len(source)/40),
	}
	for at := start; ; {
		kind := r.z.Next()
		if kind == html.ErrorToken {
			return r.tokens, nil
		}
		t := token{Span{at, at + len(r.z.Raw())}, kind}
		at = t.span.End
		if err := r.note(t); err != nil {
			return nil, err
		}
	}
}

func (r *recorder) note(t token) error {
	switch t.kind {
	case html.TextToken:
		r.guess.text()
		if r.inside.foreign() {
			t.span = insideCDATA(r.source, t.span)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		tag := r.source[t.span.Start:t.span.End]
		name := lowerName(tag)
		r.guess.startTag(name, tag)
		if r.inside.startTag(name, t.kind == html.SelfClosingTagToken) {
			r.z.NextIsNotRawText()
		}
		r.z.AllowCDATA(r.inside.foreign())
	case html.EndTagToken:
		name := lowerName(r.source[t.span.Start:t.span.End])
		r.guess.endTag(name)
		r.inside.endTag(name)
		r.z.AllowCDATA(r.inside.foreign())
	default:
		return nil
	}
	r.tokens = append(r.tokens, t)
	return r.guess.check(r.limits)
}

// insideCDATA is the place of a text without the brackets of a CDATA section.
func insideCDATA(source string, s Span) Span {
	const open, shut = "<![CDATA[", "]]>"
	if strings.HasPrefix(source[s.Start:s.End], open) {
		s.Start += len(open)
		if strings.HasSuffix(source[s.Start:s.End], shut) {
			s.End -= len(shut)
		}
	}
	return s
}

// tagName is the name in the source of a start or end tag, as it is written.
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag[1:], "/")
	if i := strings.IndexAny(tag, " \n\r\t\f/>"); i >= 0 {
		return tag[:i]
	}
	return tag
}

func lowerName(tag string) string { return strings.ToLower(tagName(tag)) }

// A nesting follows, closely enough to tokenize as the parser will, the open
// SVG and MathML elements: in those no text is raw, and CDATA is allowed.
type nesting struct{ open []string }

// foreign reports whether the next tag would be an SVG or MathML element.
func (f *nesting) foreign() bool {
	return len(f.open) > 0 && !isIntegrationPoint(f.open[len(f.open)-1])
}

// startTag reports whether the tag is of a foreign element.
func (f *nesting) startTag(name string, selfClosing bool) bool {
	if f.foreign() && breaksOut(name) {
		for f.foreign() {
			f.open = f.open[:len(f.open)-1]
		}
		return false
	}
	if !f.foreign() && name != "svg" && name != "math" {
		return false
	}
	if !selfClosing {
		f.open = append(f.open, name)
	}
	return true
}

func (f *nesting) endTag(name string) {
	for i := len(f.open) - 1; i >= 0; i-- {
		if f.open[i] == name {
			f.open = f.open[:i]
			return
		}
	}
}

// isIntegrationPoint lists where HTML resumes inside foreign content: WHATWG
// HTML §13.2.6, "HTML integration point" and "MathML text integration point".
func isIntegrationPoint(name string) bool {
	switch name {
	case "foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml":
		return true
	}
	return false
}

// breaksOut lists the start tags that end foreign content: WHATWG HTML
// §13.2.6.5. (<font> does so only with certain attributes; it is left out.)
func breaksOut(name string) bool {
	switch name {
	case "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed",
		"h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr",
		"ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u",
		"ul", "var":
		return true
	}
	return false
}
