package article

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A Text is one text node and where its characters stand in the source.
type Text struct {
	Node   *html.Node // its parent tells what the text is for
	Data   string     // decoded, as the parser built it
	start  int        // place of Data where it stands in the source as it is
	pieces []piece    // otherwise: nil means that it does
}

// A piece is a run of decoded bytes and the source bytes that they came from.
// Runs of equal length are equal byte for byte.
type piece struct{ data, source Span }

func (p piece) verbatim() bool { return p.data.Len() == p.source.Len() }

// Span is where Data[i:j] stands in the source. Characters that one character
// reference stands for share its span. An empty range gives an empty span.
func (t *Text) Span(i, j int) Span {
	if t.pieces == nil {
		return Span{t.start + i, t.start + j}
	}
	if i == j {
		at := locate(t.pieces, min(i, len(t.Data)-1)).start(i)
		return Span{at, at}
	}
	return Span{locate(t.pieces, i).start(i), locate(t.pieces, j-1).end(j)}
}

// locate finds the piece that holds data byte i.
func locate(pieces []piece, i int) piece {
	n := sort.Search(len(pieces), func(n int) bool { return pieces[n].data.End > i })
	return pieces[min(n, len(pieces)-1)]
}

func (p piece) start(i int) int {
	if p.verbatim() {
		return p.source.Start + i - p.data.Start
	}
	return p.source.Start
}

func (p piece) end(j int) int {
	if p.verbatim() {
		return p.source.Start + j - p.data.Start
	}
	return p.source.End
}

// isASCII looks at eight bytes at a time.
func isASCII(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		if (s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7])&0x80 != 0 {
			return false
		}
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decode reads the next run of source, which is not empty: a stretch that
// stands for itself, or one thing that the tokenizer rewrites. raw text knows
// no character references.
func decode(source string, raw bool) (text string, length int) {
	switch c := source[0]; {
	case c == '\r' && strings.HasPrefix(source, "\r\n"):
		return "\n", 2
	case c == '\r':
		return "\n", 1
	case c == 0:
		return "\x00", 1
	case c == '&' && !raw:
		return reference(source, false)
	}
	special := "\r\x00&"
	if raw {
		special = special[:2]
	}
	if i := strings.IndexAny(source, special); i > 0 {
		return source[:i], i
	}
	return source, len(source)
}

// holdsRawText lists the elements whose text knows no character references:
// WHATWG HTML §13.1.2, and those that the parser reads likewise.
func holdsRawText(n *html.Node) bool {
	if n == nil || n.Namespace != "" {
		return false
	}
	switch n.Data {
	case "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
		return true
	}
	return false
}
