package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A reading collects, token by token, where the data of one text node stands.
type reading struct {
	data   string // of the node
	raw    bool   // without character references
	done   int    // bytes of data that have been found
	pieces []piece
}

func (r *reading) complete() bool { return r.done == len(r.data) }

// token reads on in source[at:end] and returns how far it came. It stops at
// the end of the data, and at the first thing that is not in the data.
func (r *reading) token(source string, at, end int) int {
	for at < end && !r.complete() {
		rest := r.data[r.done:]
		if as := source[at:end]; strings.HasPrefix(rest, as) {
			r.add(len(as), Span{at, end})
			return end
		} else if strings.HasPrefix(as, rest) {
			r.add(len(rest), Span{at, at + len(rest)})
			return at + len(rest)
		}
		text, length := decode(source[at:end], r.raw)
		switch {
		case strings.HasPrefix(rest, text):
			r.add(len(text), Span{at, at + length})
		case text == "\x00" && strings.HasPrefix(rest, "\uFFFD"):
			r.add(len("\uFFFD"), Span{at, at + length})
		case text == "\x00":
		case length > len(rest) && strings.HasPrefix(text, rest):
			r.add(len(rest), Span{at, at + len(rest)})
			return at + len(rest)
		default:
			if length = droppedSpace(text, rest, length); length == 0 {
				return at
			}
		}
		at += length
	}
	return at
}

// droppedSpace says how many of the length source bytes of text the parser must
// have dropped, as white space where none may stand, for rest to follow; 0 if
// that does not explain it.
func droppedSpace(text, rest string, length int) int {
	written := len(text) - len(strings.TrimLeft(text, spaceInText))
	if written == len(text) {
		return length
	}
	kept := len(rest) - len(strings.TrimLeft(rest, spaceInText))
	dropped := written - kept
	if dropped <= 0 || !strings.HasPrefix(rest, text[dropped:]) && !strings.HasPrefix(text[dropped:], rest) {
		return 0
	}
	return dropped
}

const spaceInText = " \t\n\f\r"

// droppedNewline is the length of the line end at the start of text that the
// parser drops because n is the first text in a <pre> or the like.
func droppedNewline(n *html.Node, text string) int {
	if n.PrevSibling != nil || n.Parent == nil {
		return 0
	}
	switch n.Parent.Data {
	case "pre", "listing", "textarea":
		rest := strings.TrimPrefix(strings.TrimPrefix(text, "\r"), "\n")
		return len(text) - len(rest)
	}
	return 0
}

func (r *reading) add(n int, source Span) {
	p := piece{Span{r.done, r.done + n}, source}
	r.done += n
	if k := len(r.pieces) - 1; k >= 0 && r.pieces[k].verbatim() && p.verbatim() && r.pieces[k].source.End == source.Start {
		r.pieces[k].data.End = p.data.End
		r.pieces[k].source.End = source.End
		return
	}
	r.pieces = append(r.pieces, p)
}

// text is the Text of what has been read, which is all of n's data.
func (r *reading) text(n *html.Node) Text {
	if len(r.pieces) == 1 && r.pieces[0].verbatim() {
		return Text{Node: n, Data: n.Data, start: r.pieces[0].source.Start}
	}
	return Text{Node: n, Data: n.Data, start: r.pieces[0].source.Start, pieces: r.pieces}
}

// claimText gives node i the next token if that is all of it, as nearly always;
// otherwise it reads node i from the next token and, where the parser has
// joined texts across a tag that it dropped, from a few after it.
func (a *aligner) claimText(i int) bool {
	n := a.nodes[i]
	if whole := a.tokens[a.at]; a.read == 0 && whole.kind == html.TextToken && a.source[whole.span.Start:whole.span.End] == n.Data {
		a.place[i] = len(a.texts)
		a.texts = append(a.texts, Text{Node: n, Data: n.Data, start: whole.span.Start})
		a.next()
		return true
	}
	r := reading{data: n.Data, raw: holdsRawText(n.Parent)}
	t, at := a.at, a.read
	for last := min(a.at+lookAhead, len(a.tokens)); t < last; t, at = t+1, 0 {
		if a.tokens[t].kind != html.TextToken {
			if t == a.at {
				return false
			}
			continue
		}
		span := a.tokens[t].span
		before := r.done
		if r.done == 0 && at == 0 {
			at = droppedNewline(n, a.source[span.Start:span.End])
		}
		at = r.token(a.source, span.Start+at, span.End) - span.Start
		if r.complete() {
			a.accept(i, &r, t, at)
			return true
		}
		if r.done == before && !dom.IsBlank(a.source[span.Start:span.End]) {
			return false
		}
	}
	return false
}

// accept places node i, which ends at byte read of token t.
func (a *aligner) accept(i int, r *reading, t, read int) {
	for a.at < t {
		if a.tokens[a.at].kind != html.TextToken {
			a.pass()
		}
		a.next()
	}
	a.read = read
	a.place[i] = len(a.texts)
	a.texts = append(a.texts, r.text(a.nodes[i]))
	if span := a.tokens[t].span; read >= span.Len() {
		a.next()
	}
}

// startsText reports whether the data of n begins with all of token t, or all
// of it stands at the start of that token.
func (a *aligner) startsText(n *html.Node, t int) bool {
	span := a.tokens[t].span
	r := reading{data: n.Data, raw: holdsRawText(n.Parent)}
	end := r.token(a.source, span.Start, span.End)
	return r.done > 0 && (end == span.End || r.complete()) && !dom.IsBlank(n.Data[:r.done])
}

// matchMoved reads node i from passed-over tokens, beginning at the k-th of
// them, and reports which of them it took.
func (a *aligner) matchMoved(i, k int) (taken []int) {
	n := a.nodes[i]
	r := reading{data: n.Data, raw: holdsRawText(n.Parent)}
	for ; k < len(a.unclaimed) && !r.complete(); k++ {
		t := a.unclaimed[k]
		if a.patience--; a.patience < 0 {
			return nil
		}
		if t == noPlace || a.tokens[t].kind != html.TextToken {
			continue
		}
		span := a.tokens[t].span
		before := r.done
		if r.token(a.source, span.Start, span.End); r.done > before {
			taken = append(taken, k)
		} else if before == 0 {
			return nil
		}
	}
	if !r.complete() {
		return nil
	}
	a.place[i] = len(a.texts)
	a.texts = append(a.texts, r.text(n))
	return taken
}

// sortTexts puts the texts into source order again.
func (a *aligner) sortTexts() {
	order := make([]int, len(a.texts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return a.texts[x].start - a.texts[y].start })
	sorted, moved := make([]Text, len(order)), make([]int, len(order))
	for to, from := range order {
		sorted[to], moved[from] = a.texts[from], to
	}
	a.texts = sorted
	for i, n := range a.nodes {
		if n.Type == html.TextNode && a.place[i] != noPlace {
			a.place[i] = moved[a.place[i]]
		}
	}
}
