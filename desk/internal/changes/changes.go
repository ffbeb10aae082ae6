// Package changes shows what edits do to a text, before and after side by side.
// The edits come from the fixes of findings.
package changes

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A Part is a stretch of a text, and whether edits have it removed, before, or
// put there, after.
type Part struct {
	Text    string
	Changed bool
}

// A Hunk is edits that are close to each other, with the text around them.
type Hunk struct {
	Start         int // of the text before, in bytes
	Line          int // there, from 1
	Before, After []Part
}

// Standing are the edits that count where fixes were carried out one after
// another: those inside what another one deletes do not, nor does an edit that
// is there already. They are in order.
func Standing(edits []article.Edit) []article.Edit {
	sorted := slices.SortedStableFunc(slices.Values(edits), func(a, b article.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End), cmp.Compare(len(a.New), len(b.New)))
	})
	var out []article.Edit
	deleted := 0 // up to where
	for _, e := range sorted {
		last := len(out) - 1
		if e.Span.End <= deleted && e.Span.Start < deleted || last >= 0 && out[last] == e {
			continue
		}
		if e.New == "" {
			deleted = e.Span.End
		}
		out = append(out, e)
	}
	return out
}

// Hunks are what edits, which are in order and do not overlap, do to source,
// with up to margin bytes around each.
func Hunks(source string, edits []article.Edit, margin int) []Hunk {
	var hunks []Hunk
	line, counted := 1, 0
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].Span.Start-edits[n-1].Span.End <= 2*margin {
			n++
		}
		start := before(source, edits[0].Span.Start, margin)
		line += strings.Count(source[counted:start], "\n")
		counted = start
		h := Hunk{Start: start, Line: line}
		h.fill(source, edits[:n], margin)
		hunks, edits = append(hunks, h), edits[n:]
	}
	return hunks
}

func (h *Hunk) fill(source string, edits []article.Edit, margin int) {
	at := h.Start
	for _, e := range edits {
		h.both(source[at:e.Span.Start])
		h.Before = add(h.Before, Part{source[e.Span.Start:e.Span.End], true})
		h.After = add(h.After, Part{e.New, true})
		at = e.Span.End
	}
	h.both(source[at:after(source, at, margin)])
}

func (h *Hunk) both(same string) {
	h.Before, h.After = add(h.Before, Part{same, false}), add(h.After, Part{same, false})
}

func add(parts []Part, p Part) []Part {
	if p.Text == "" {
		return parts
	}
	return append(parts, p)
}

// before is where the text in front of at is to begin: with a line if one
// begins near enough, or else with a character.
func before(source string, at, margin int) int {
	start := max(at-margin, 0)
	if line := strings.IndexByte(source[start:at], '\n'); line >= 0 && start > 0 {
		return start + line + 1
	}
	for start < at && start > 0 && !utf8.RuneStart(source[start]) {
		start++
	}
	return start
}

// after is where the text behind at is to end, likewise.
func after(source string, at, margin int) int {
	end := min(at+margin, len(source))
	if line := strings.LastIndexByte(source[at:end], '\n'); line >= 0 && end < len(source) {
		return at + line
	}
	for end > at && end < len(source) && !utf8.RuneStart(source[end]) {
		end--
	}
	return end
}
